package import Kernel

/// A consumer-goods supplier that never was, with its customers, its catalogue and three years of sales: the
/// same for the same seed, bit for bit, and with the truth behind every figure.
package struct DemoCompany: Sendable {
  package let seed: UInt64
  package let scale: DemoScale
  package let history: DemoHistory
  package let productGroups: [DemoProductGroup]
  package let items: [DemoItem]
  package let retailers: [DemoRetailer]
  package let accounts: [DemoAccount]
  /// DCs and stores by retailer.
  package let places: [DemoPlaces]
  let seasons: Seasons

  package var people: [DemoPerson] { DemoPeople.all }
  var draw: Draw { Draw(seed: seed) }

  /// `lastWeek` must end on the weekday on which the calendar's weeks end.
  package init(
    seed: UInt64, scale: DemoScale = .laptop, lastWeek: Week, calendar: FiscalCalendar = .retail454
  ) {
    precondition(
      lastWeek.lastDay.weekday == calendar.weekEnding, "\(lastWeek) does not end with the calendar's week")
    self.seed = seed
    self.scale = scale
    history = DemoHistory(lastWeek: lastWeek, calendar: calendar)
    let catalog = CatalogPlan(seed: seed), tree = AccountPlan(seed: seed, scale: scale)
    productGroups = catalog.groups
    items = catalog.items
    retailers = RetailerRoster.all
    accounts = tree.accounts
    places = tree.places
    seasons = Seasons(history)
  }

  /// The last week that is over on the morning of `today`.
  package static func lastCompleteWeek(
    before today: Day, calendar: FiscalCalendar = .retail454
  ) -> Week {
    let current = calendar.week(containing: today)
    return current.advanced(by: -1)
  }
}
