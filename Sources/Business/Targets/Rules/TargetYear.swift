package import Kernel
import Statistics

/// A fiscal year as targets see it: which weeks its twelve periods are made of.
package struct TargetYear: Sendable, Hashable {
  package let calendar: FiscalCalendar
  package let year: Int
  /// Week numbers of each period.
  package let periods: [ClosedRange<Int32>]

  package init(_ year: Int, _ calendar: FiscalCalendar) {
    self.year = year
    self.calendar = calendar
    periods = (1...12).compactMap { number in
      guard let period = Period(year: year, number: number) else { return nil }
      let weeks = calendar.weeks(in: period)
      guard let first = weeks.first, let last = weeks.last else { return nil }
      return Int32(first.ordinal)...Int32(last.ordinal)
    }
  }

  package var weeks: ClosedRange<Int32> {
    (periods.first?.lowerBound ?? 0)...(periods.last?.upperBound ?? 0)
  }

  package func label(_ period: Int) -> String {
    Period(year: year, number: period).map { calendar.label(of: $0) } ?? ""
  }

  /// How much of a year by period is due when its weeks up to `week` are over: whole periods, and of the running one its
  /// weeks in proportion.
  package func due(_ phases: [Int64], through week: Int32) -> Int64 {
    zip(phases, periods).reduce(0) { sum, pair in
      let (amount, weeks) = pair
      if week >= weeks.upperBound { return sum + amount }
      guard week >= weeks.lowerBound else { return sum }
      let done = Int64(week - weeks.lowerBound + 1)
      return sum
        + largestRemainder([done, Int64(weeks.count) - done], of: Int64(weeks.count), scale: amount)[0]
    }
  }

  /// What each period weighs in a year, from what was sold in the same weeks of up to two earlier years, each year
  /// counting alike. Nil where no earlier year is known in full: then weeks alone say how long a period is.
  package func season(_ sold: [Int32: Int64], known: ClosedRange<Int32>?) -> [Int64]? {
    guard let known else { return nil }
    let span = weeks
    var sum = TargetNode.nothing, found = 0
    for lag in stride(from: Int32(52), through: 52 * 5, by: 52) where found < 2 {
      let block = (span.lowerBound - lag)...(span.upperBound - lag)
      guard known.lowerBound <= block.lowerBound, block.upperBound <= known.upperBound else { continue }
      let year = periods.map { weeks in
        max(0, weeks.reduce(Int64(0)) { $0 + (sold[$1 - lag] ?? 0) })
      }
      let total = year.reduce(0, +)
      guard total > 0 else { continue }
      sum = zip(sum, largestRemainder(year, of: total, scale: 1_000_000_000)).map(+)
      found += 1
    }
    return found > 0 ? sum : nil
  }

  /// Weeks alone.
  package var lengths: [Int64] { periods.map { Int64($0.count) } }
}
