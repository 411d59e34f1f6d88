/// A week as ISO 8601 numbers it: Monday to Sunday, the first one of a year holds its 4 January.
package struct ISOWeek: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  package let week: Int

  package init(containing day: Day) {
    // A week belongs to the year of its Thursday.
    let thursday = day.advanced(by: 4 - day.weekday.rawValue)
    year = thursday.year
    week = thursday.days(since: Day(ordinal: Day.ordinal(year, 1, 1))) / 7 + 1
  }

  /// Nil where the year has no such week.
  package init?(year: Int, week: Int) {
    guard (1...9998).contains(year), week >= 1, week <= ISOWeek.count(inYear: year) else { return nil }
    self.year = year
    self.week = week
  }

  /// 52 or 53.
  package static func count(inYear year: Int) -> Int {
    ISOWeek(containing: Day(ordinal: Day.ordinal(year, 12, 28))).week
  }

  /// Its Monday.
  package var firstDay: Day {
    let fourth = Day(ordinal: Day.ordinal(year, 1, 4))
    return fourth.advanced(by: 1 - fourth.weekday.rawValue + 7 * (week - 1))
  }

  /// Its Sunday.
  package var lastDay: Day { firstDay.advanced(by: 6) }

  /// `W11 2026`
  package var label: String { "W\(week) \(year)" }

  /// `2026-W11`
  package var description: String {
    let digits = String(year)
    return
      "\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)-W\(week < 10 ? "0" : "")\(week)"
  }

  package static func < (left: ISOWeek, right: ISOWeek) -> Bool {
    (left.year, left.week) < (right.year, right.week)
  }
}
