package import Kernel

/// Whole weeks that are looked at, and the same weeks a year earlier.
package struct SalesPeriod: Codable, Sendable, Hashable {
  package let first: Week
  package let last: Week

  /// The weeks from a day to a day; without them, the 52 weeks up to the last that has data.
  package init(
    from: Day?, to: Day?, through: Int32?, today: Day, _ calendar: FiscalCalendar
  ) throws(MetricRefusal) {
    let known = through.map { Week(ordinal: Int($0), endingOn: calendar.weekEnding) }
    last = to.map { calendar.week(containing: $0) } ?? known ?? calendar.week(containing: today)
    first = from.map { calendar.week(containing: $0) } ?? last.advanced(by: -51)
    // Ten years are more than any page shows, and keep an answer's size in bounds.
    guard first <= last, first.distance(to: last) < 530 else { throw .badPeriod }
  }

  init(_ first: Week, _ last: Week) {
    self.first = first
    self.last = last
  }

  package var weeks: ClosedRange<Int32> { Int32(first.ordinal)...Int32(last.ordinal) }
  package var count: Int { first.distance(to: last) + 1 }

  /// The same season a year earlier: 52 weeks back, so that each week keeps its place in the month.
  package var lastYear: SalesPeriod { SalesPeriod(first.advanced(by: -52), last.advanced(by: -52)) }

  /// As many weeks just before.
  package var previous: SalesPeriod { SalesPeriod(first.advanced(by: -count), last.advanced(by: -count)) }

  /// `52 weeks to 14 Mar 2026`
  package var text: String {
    "\(count) \(count == 1 ? "week" : "weeks") to \(DisplayNumber.day(last.lastDay))"
  }
}
