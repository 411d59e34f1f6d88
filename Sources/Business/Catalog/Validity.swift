import Blueprint
package import Kernel

/// The days on which something holds, both ends included. An open end is the calendar's own first or last day,
/// so that two plain comparisons decide and no column is ever null.
package struct Validity: Hashable, Sendable, Codable {
  package let firstDay: Day
  package let lastDay: Day

  /// 1 January of the year 1.
  package static let earliest = Day(ordinal: -719_162)
  /// 31 December 9999.
  package static let latest = Day(ordinal: 2_932_896)

  /// Holds on every day.
  package static let always = Validity(unchecked: earliest, latest)

  private init(unchecked firstDay: Day, _ lastDay: Day) {
    self.firstDay = firstDay
    self.lastDay = lastDay
  }

  /// An open end may be left out; nil where the last day lies before the first.
  package init?(_ firstDay: Day?, _ lastDay: Day?) {
    let first = firstDay ?? Validity.earliest, last = lastDay ?? Validity.latest
    guard first <= last else { return nil }
    self.init(unchecked: first, last)
  }

  package static func from(_ day: Day) -> Validity { Validity(unchecked: min(day, latest), latest) }

  package func contains(_ day: Day) -> Bool { firstDay <= day && day <= lastDay }

  package func overlaps(_ other: Validity) -> Bool { firstDay <= other.lastDay && other.firstDay <= lastDay }

  /// The days that both hold; nil where there is none.
  package func common(with other: Validity) -> Validity? {
    Validity(max(firstDay, other.firstDay), min(lastDay, other.lastDay))
  }

  /// What remains before `day`; nil where nothing does.
  package func before(_ day: Day) -> Validity? {
    day <= firstDay ? nil : Validity(unchecked: firstDay, min(lastDay, day.advanced(by: -1)))
  }

  /// The first day as a reader sees it; an open end is nothing.
  package var shownFirstDay: Day? { firstDay == Validity.earliest ? nil : firstDay }
  package var shownLastDay: Day? { lastDay == Validity.latest ? nil : lastDay }
}
