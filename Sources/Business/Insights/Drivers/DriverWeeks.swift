package import Kernel

/// The weeks that are looked at, and those that they are held against: as many of them.
package struct DriverWeeks: Codable, Sendable, Hashable {
  package let first: Week
  package let last: Week
  package let baseFirst: Week
  package let baseLast: Week

  init(_ query: DriverQuery, through: Week, _ calendar: FiscalCalendar) throws(DriverRefusal) {
    last = query.to.map { calendar.week(containing: $0) } ?? through
    first =
      query.from.map { calendar.week(containing: $0) }
      ?? Self.first(of: query.window ?? .year, endingWith: last, calendar)
    // Five years against five are more than any page shows.
    guard first <= last, first.distance(to: last) < 265 else { throw .badPeriod }
    let count = first.distance(to: last) + 1
    let back = (query.against ?? .lastYear) == .lastYear ? 52 : count
    guard count <= back || query.against == .previous else { throw .longerThanAYear }
    baseFirst = first.advanced(by: -back)
    baseLast = last.advanced(by: -back)
  }

  private static func first(of window: DriverWindow, endingWith last: Week, _ calendar: FiscalCalendar)
    -> Week
  {
    switch window {
    case .four: return last.advanced(by: -3)
    case .twelve: return last.advanced(by: -11)
    case .year: return last.advanced(by: -51)
    case .ytd:
      let year = calendar.fiscalYear(of: last)
      var first = last
      // At most 52 steps back: a year of 53 weeks has no 53rd week a year before.
      while last.distance(to: first) > -51, calendar.fiscalYear(of: first.advanced(by: -1)) == year {
        first = first.advanced(by: -1)
      }
      return first
    }
  }

  var count: Int { first.distance(to: last) + 1 }
  var now: ClosedRange<Int32> { Int32(first.ordinal)...Int32(last.ordinal) }
  var base: ClosedRange<Int32> { Int32(baseFirst.ordinal)...Int32(baseLast.ordinal) }

  /// `52 weeks to 14 Mar 2026`
  var text: String { Self.text(count, last) }
  var baseText: String { Self.text(count, baseLast) }

  private static func text(_ count: Int, _ last: Week) -> String {
    "\(count) \(count == 1 ? "week" : "weeks") to \(DisplayNumber.day(last.lastDay))"
  }
}
