package import Accounts
import Blueprint
package import Kernel
import Catalog
package import People

/// Why two people of theirs know each other, as positions and lines of influence say it, and how much that is worth.
///
/// The strengths are assumed: nobody measured them. They say so on the page.
package struct Bond: Hashable, Sendable {
  package enum Kind: String, Choice {
    case reports, reported, influence, colleagues, workedTogether
  }

  package let kind: Kind
  package let first: ID<Person>
  package let second: ID<Person>
  package let strength: BasisPoints
  /// What it rests on: the account where they sit or sat together.
  package let account: ID<Account>
  package let place: String
  /// For how long, where that is known.
  package let since: Day?
  package let until: Day?

  static let reporting = 7_000
  static let onceReporting = 4_000
  static let influencing = 6_000
  static let sameDepartment = 5_000
  static let sameAccount = 4_000
  /// Of two who sat together for so long or longer.
  static let wholeDays = 730
  /// So long after they parted nothing is left of it.
  static let fadingDays = 3_650

  /// A position with the name of its account.
  struct Seat: Hashable, Sendable {
    let position: Position
    let place: String
  }

  /// What binds two who sit or sat at one account; nil where they never met there.
  static func between(_ one: Seat, _ other: Seat, on day: Day) -> Bond? {
    let (left, right) = (one.position, other.position)
    guard left.person != right.person, left.account == right.account,
      let common = left.validity.common(with: right.validity), common.firstDay <= day
    else { return nil }
    func bond(_ kind: Kind, _ strength: Int) -> Bond? {
      guard strength > 0 else { return nil }
      return Bond(
        kind: kind, first: left.person, second: right.person, strength: BasisPoints(strength),
        account: left.account, place: one.place, since: common.shownFirstDay,
        until: common.lastDay < day ? common.lastDay : nil)
    }
    let isLine = left.reportsTo == right.person || right.reportsTo == left.person
    if common.lastDay >= day {
      if isLine { return bond(.reports, reporting) }
      let isNear = left.department != nil && left.department == right.department
      return bond(.colleagues, isNear ? sameDepartment : sameAccount)
    }
    let together = min(common.lastDay.days(since: common.firstDay) + 1, wholeDays)
    let rest = max(fadingDays - day.days(since: common.lastDay), 0)
    return bond(
      isLine ? .reported : .workedTogether,
      (isLine ? onceReporting : sameAccount) * together / wholeDays * rest / fadingDays)
  }

  /// Whom somebody's word moves, in the order of the map; one that blocks opens no door.
  static func of(_ influence: Influence, _ place: String) -> Bond? {
    guard influence.force != .blocks else { return nil }
    return Bond(
      kind: .influence, first: influence.from, second: influence.to, strength: BasisPoints(influencing),
      account: influence.account, place: place,
      since: influence.firstDay == Validity.earliest ? nil : influence.firstDay, until: nil)
  }

  /// Why, for a reader.
  var words: String {
    switch kind {
    case .reports: "one reports to the other at \(place)"
    case .reported: "one reported to the other at \(place)\(span)"
    case .influence: "one's word counts with the other at \(place)"
    case .colleagues: "colleagues at \(place)\(span)"
    case .workedTogether: "worked together at \(place)\(span)"
    }
  }

  private var span: String {
    switch (since, until) {
    case (let since?, let until?): ", \(DisplayNumber.day(since)) to \(DisplayNumber.day(until))"
    case (let since?, nil): " since \(DisplayNumber.day(since))"
    case (nil, let until?): " until \(DisplayNumber.day(until))"
    case (nil, nil): ""
    }
  }
}
