import Foundation

/// A panel's drivers as numbers without gaps: prices and sizes as the logarithm of their ratio to the usual,
/// shares as they are.
struct DriverMatrix: Sendable {
  let series: Int
  let span: Int
  let kinds: [Driver.Kind]
  /// Driver by driver, series by series, step by step.
  private(set) var columns: [[Double]]
  /// The logarithm of each series' usual price or size, driver by driver.
  private(set) var usual: [[Double]] = []
  /// Series and driver whose future was not given in full, so that it was assumed to stay (a price) or to be
  /// none (a promotion).
  private(set) var assumed: Set<[Int]> = []

  init(_ panel: DriverPanel) {
    (series, span) = (panel.series.count, panel.span)
    kinds = panel.drivers.map(\.kind)
    columns = []
    for driver in panel.drivers.indices {
      var column: [Double] = []
      column.reserveCapacity(series * span)
      var usual: [Double] = []
      for one in panel.series.indices {
        let values = panel.series[one].drivers[driver]
        if values[panel.history...].contains(where: { $0 == nil }) { assumed.insert([one, driver]) }
        let middle = kinds[driver] == .share ? 1 : Self.usual(values, history: panel.history)
        usual.append(log(middle))
        column += Self.filled(values, kinds[driver], usual: middle)
      }
      self.usual.append(usual)
      columns.append(column)
    }
    for driver in kinds.indices where kinds[driver] != .share { cap(driver, panel) }
  }

  private static func usual(_ values: [Double?], history: Int) -> Double {
    let known = values.prefix(history).compactMap { $0 }.sorted()
    return known.isEmpty ? values.compactMap { $0 }.first ?? 1 : known[known.count / 2]
  }

  private static func filled(_ values: [Double?], _ kind: Driver.Kind, usual: Double) -> [Double] {
    if kind == .share { return values.map { $0 ?? 0 } }
    var last = values.compactMap { $0 }.first ?? usual
    return values.map { value in
      last = value ?? last
      return log(last / usual)
    }
  }

  /// A future price outside all that the item has seen is read as the nearest seen: a regression knows
  /// nothing beyond.
  private mutating func cap(_ driver: Int, _ panel: DriverPanel) {
    var low: [Int: Double] = [:], high: [Int: Double] = [:]
    for one in 0..<series {
      let item = panel.series[one].item
      for step in 0..<panel.history {
        let value = columns[driver][one * span + step]
        low[item] = min(low[item] ?? value, value)
        high[item] = max(high[item] ?? value, value)
      }
    }
    for one in 0..<series {
      let item = panel.series[one].item, least = (low[item] ?? 0) - 0.05, most = (high[item] ?? 0) + 0.05
      for place in (one * span + panel.history)..<((one + 1) * span) {
        columns[driver][place] = min(most, max(least, columns[driver][place]))
      }
    }
  }

  /// Every price with every promotion.
  var pairs: [(price: Int, share: Int)] {
    kinds.indices.filter { kinds[$0] == .price }.flatMap { price in
      kinds.indices.filter { kinds[$0] == .share }.map { (price, $0) }
    }
  }

  /// The mean over all sites of an item, step by step, repeated for each of its series: what the chain does
  /// as a whole.
  func chainMean(_ driver: Int, _ items: [[Int]]) -> [Double] {
    var mean = [Double](repeating: 0, count: series * span)
    for members in items {
      for step in 0..<span {
        var sum = 0.0
        for one in members { sum += columns[driver][one * span + step] }
        for one in members { mean[one * span + step] = sum / Double(members.count) }
      }
    }
    return mean
  }
}
