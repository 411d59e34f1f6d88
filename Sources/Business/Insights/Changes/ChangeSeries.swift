import Foundation
import Statistics

/// The weeks of one account and category or item, made ready to be judged.
struct ChangeSeries: Sendable {
  /// What was sold in a week, and how much of it was featured, displayed, at a cut price.
  struct Point: Sendable {
    var value: Int64 = 0
    var flagged: [Int64] = [0, 0, 0]

    static func + (left: Point, right: Point) -> Point {
      Point(value: left.value + right.value, flagged: zip(left.flagged, right.flagged).map { $0 + $1 })
    }
  }

  let account: Int32
  let product: Int32?
  let firstWeek: Int32
  let values: [Int64]
  let logs: [Double]
  /// Shares of value that were promoted, by flag.
  let known: [[Double]]

  /// A launch builds up over these weeks; that is no change to be found.
  private static let buildUp = 13

  /// Nil where there is too little to judge: a short life, many empty weeks, or an end before the last weeks.
  init?(account: Int32, product: Int32?, points: [Int32: Point], weeks: ClosedRange<Int32>) {
    let sold = weeks.filter { points[$0].map { $0.value > 0 } ?? false }
    guard let begin = sold.first, let end = sold.last, end > weeks.upperBound - 4 else { return nil }
    let first = begin == weeks.lowerBound ? begin : begin + Int32(Self.buildUp)
    guard first < end, Int(end - first) + 1 >= ChangeSearch.fewestWeeks else { return nil }
    let own = (first...end).map { points[$0] ?? Point() }
    // A series of mostly empty weeks has no level.
    guard own.count(where: { $0.value <= 0 }) * 10 <= own.count else { return nil }
    self.account = account
    self.product = product
    firstWeek = first
    values = own.map(\.value)
    let floor = max(1, 0.05 * median(values.map(Double.init)))
    logs = values.map { log(max(floor, Double($0))) }
    known = (0..<3).map { flag in
      own.map { $0.value > 0 ? min(1, max(0, Double($0.flagged[flag]) / Double($0.value))) : 0 }
    }.filter { share in share.count { $0 > 0.02 } >= 3 }
  }

  /// What the same goods did at other accounts, week by week: the middle of their logs, each about its own mean.
  ///
  /// It takes season, holidays and whatever moves a market out of the series, and one account's break moves a middle
  /// little. Nil where fewer than four others are there all the time.
  static func market(around one: ChangeSeries, _ all: [ChangeSeries]) -> [Double]? {
    let weeks = one.firstWeek...(one.firstWeek + Int32(one.logs.count) - 1)
    let others = all.filter {
      $0.account != one.account && $0.firstWeek <= weeks.lowerBound
        && $0.firstWeek + Int32($0.logs.count) > weeks.upperBound
    }
    guard others.count >= 4 else { return nil }
    let centred = others.map { other in
      let start = Int(weeks.lowerBound - other.firstWeek)
      let part = Array(other.logs[start..<(start + one.logs.count)])
      let mean = part.reduce(0, +) / Double(part.count)
      return part.map { $0 - mean }
    }
    return one.logs.indices.map { week in median(centred.map { $0[week] }) }
  }
}
