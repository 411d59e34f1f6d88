/// Seven days of a company, named by the last of them; which weekday that is, the company's calendar decides.
package struct Week: Hashable, Sendable, Codable, CustomStringConvertible, LosslessStringConvertible {
  package let lastDay: Day

  package init(lastDay: Day) { self.lastDay = lastDay }

  /// The week that holds `day` when weeks end on `weekday`.
  package init(containing day: Day, endingOn weekday: Weekday) {
    lastDay = day.advanced(by: (weekday.rawValue - day.weekday.rawValue + 7) % 7)
  }

  /// The week of this `ordinal` among those that end on `weekday`.
  package init(ordinal: Int, endingOn weekday: Weekday) {
    self.init(containing: Day(ordinal: ordinal * 7), endingOn: weekday)
  }

  /// Parses its last day, `YYYY-MM-DD`.
  package init?(_ text: String) {
    guard let day = Day(text) else { return nil }
    lastDay = day
  }

  /// A small number that grows by one from week to week: for dense storage and arithmetic.
  package var ordinal: Int { (lastDay.ordinal >= 0 ? lastDay.ordinal : lastDay.ordinal - 6) / 7 }

  package var firstDay: Day { lastDay.advanced(by: -6) }

  /// The fourth of its seven days: where it lies, most of the week lies.
  package var middleDay: Day { lastDay.advanced(by: -3) }

  package var days: ClosedRange<Day> { firstDay...lastDay }

  package func contains(_ day: Day) -> Bool { firstDay <= day && day <= lastDay }

  /// The week `weeks` later (earlier when negative).
  package func advanced(by weeks: Int) -> Week { Week(lastDay: lastDay.advanced(by: 7 * weeks)) }

  /// The ISO week that holds most of its days.
  package var isoWeek: ISOWeek { ISOWeek(containing: middleDay) }

  package var description: String { lastDay.description }

  package init(from decoder: any Decoder) throws {
    self = try decoder.value(fromText: "is not a week (its last day, YYYY-MM-DD, is expected)")
  }

  package func encode(to encoder: any Encoder) throws { try encoder.write(text: description) }
}

extension Week: Strideable {
  /// Whole weeks to another week of the same weekday.
  package func distance(to other: Week) -> Int { other.lastDay.days(since: lastDay) / 7 }

  // Written out, because the ones that Strideable offers would call two weeks equal that lie a day apart.
  package static func == (left: Week, right: Week) -> Bool { left.lastDay == right.lastDay }
  package static func < (left: Week, right: Week) -> Bool { left.lastDay < right.lastDay }
}

extension Day: Strideable {
  package func distance(to other: Day) -> Int { other.ordinal - ordinal }
  package static func == (left: Day, right: Day) -> Bool { left.ordinal == right.ordinal }
}
