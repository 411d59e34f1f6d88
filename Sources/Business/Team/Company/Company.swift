package import Blueprint
package import Kernel

/// The company whose accounts these are: its name, money and calendar.
package struct Company: Codable, Sendable, Equatable {
  package var name: String
  /// In which sums over accounts are shown.
  package var currency: Currency
  package var calendar: FiscalCalendar

  /// Before the first run is done.
  package static let usual = Company(name: "", currency: .usd, calendar: .iso)

  package static let wasChanged = EventKind<Company>("company.changed")
  /// There is one company in a database.
  static let id = ID<Company>("00000000-0000-7000-8000-000000000002")!

  package struct Change: Codable, Sendable {
    package var name: String?
    package var currency: Currency?
    package var pattern: FiscalCalendar.Pattern?
    package var startMonth: Int?
    package var weekEnding: WeekEnding?
    package var yearEnd: FiscalCalendar.YearEnd?
    package var naming: FiscalCalendar.Naming?
  }

  func changed(by change: Change) throws(TeamRefusal) -> Company {
    let calendar = FiscalCalendar(
      change.pattern ?? calendar.pattern, startMonth: change.startMonth ?? calendar.startMonth,
      weekEnding: change.weekEnding?.weekday ?? calendar.weekEnding,
      yearEnd: change.yearEnd ?? calendar.yearEnd,
      naming: change.naming ?? calendar.naming)
    guard let calendar else { throw .noSuchMonth }
    return Company(
      name: try tidied(name: change.name ?? name), currency: change.currency ?? currency, calendar: calendar)
  }
}

/// The day with which a week closes, as a form and the API name it.
package enum WeekEnding: String, Choice {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  package init(_ weekday: Weekday) { self = WeekEnding.allCases[weekday.rawValue - 1] }

  package var weekday: Weekday {
    switch self {
    case .monday: .monday
    case .tuesday: .tuesday
    case .wednesday: .wednesday
    case .thursday: .thursday
    case .friday: .friday
    case .saturday: .saturday
    case .sunday: .sunday
    }
  }
}

extension FiscalCalendar.Pattern: Choice {}
extension FiscalCalendar.YearEnd: Choice {}
extension FiscalCalendar.Naming: Choice {}
