import Blueprint
package import Kernel
package import Sales

/// How a change is cut into drivers.
package enum DriverMethod: String, Choice {
  /// Price, volume and mix at the mean of both periods: swapping them flips signs and nothing else.
  case reversible = "price-volume-mix"
  /// Price, volume and mix as controllers write it: quantities at old prices, prices at new quantities.
  case textbook
  /// Distribution x velocity x price.
  case distribution
}

/// Which weeks are looked at, ending with the last that has data.
package enum DriverWindow: String, Choice {
  case four = "4"
  case twelve = "12"
  case year = "52"
  case ytd

  /// `52 weeks`
  var label: String { self == .ytd ? "Year to date" : "\(rawValue) weeks" }
}

/// What they are held against.
package enum EarlierPeriod: String, Choice {
  case lastYear = "last-year"
  case previous

  var label: String { self == .lastYear ? "a year before" : "the weeks just before" }
}

/// By which tree the change is laid out in parts.
package enum DriverSplit: String, Choice { case accounts, products }

/// Why did value change? An account, a product, or a product at an account.
package struct DriverQuery: Codable, Sendable {
  package var id: String
  /// At an account: only this product and what is below it.
  package var product: String?
  package var window: DriverWindow?
  package var from: Day?
  package var to: Day?
  package var against: EarlierPeriod?
  package var method: DriverMethod?
  package var by: DriverSplit?
  package var kind: SalesSource.Kind?
  /// Only what was known at the end of this day.
  package var asKnownOn: Day?

  package init(id: String) { self.id = id }
}

/// The same question about all accounts.
package struct PortfolioDriverQuery: Codable, Sendable {
  package var window: DriverWindow?
  package var from: Day?
  package var to: Day?
  package var against: EarlierPeriod?
  package var method: DriverMethod?
  package var by: DriverSplit?
  package var kind: SalesSource.Kind?
  package var asKnownOn: Day?

  package init() {}

  var query: DriverQuery {
    var query = DriverQuery(id: "")
    query.window = window
    query.from = from
    query.to = to
    query.against = against
    query.method = method
    query.by = by
    query.kind = kind
    query.asKnownOn = asKnownOn
    return query
  }
}
