import Blueprint
import Kernel

extension Drivers {
  static let endpoints = [accountDrivers, productDrivers, portfolioDrivers]

  static let panels = [
    Panel(on: "account", "Drivers", "/accounts/{id}/drivers", order: 20),
    Panel(on: "product", "Drivers", "/products/{id}/drivers", order: 20),
  ]

  private static let accountDrivers = Endpoint(
    .get, "/accounts/{id}/drivers", "Why an account's value changed between two periods", allow: .viewer
  ) { (query: DriverQuery, context) in
    try await context.read { try ofAccount(query, context, $0) }
  }.page { (one: Drivers, visit) in
    page(
      one, visit, section: "accounts",
      crumbs: [.init("Accounts", "/accounts")] + crumb(one.account, "/accounts/"))
  }.table { (one: Drivers, _) in DriverTables(drivers: one).file }

  private static let productDrivers = Endpoint(
    .get, "/products/{id}/drivers", "Why a product's value changed between two periods", allow: .viewer
  ) { (query: DriverQuery, context) in
    try await context.read { try ofProduct(query, context, $0) }
  }.page { (one: Drivers, visit) in
    page(
      one, visit, section: "products",
      crumbs: [.init("Products", "/products")] + crumb(one.product, "/products/"))
  }.table { (one: Drivers, _) in DriverTables(drivers: one).file }

  private static let portfolioDrivers = Endpoint(
    .get, "/sales/drivers", "Why the value of all accounts changed between two periods", allow: .viewer
  ) { (query: PortfolioDriverQuery, context) in
    try await context.read { try ofPortfolio(query, context, $0) }
  }.page { (one: Drivers, visit) in
    page(one, visit, section: "drivers", crumbs: [.init("Today", "/")])
  }.table { (one: Drivers, _) in DriverTables(drivers: one).file }

  private static func crumb(_ place: Place?, _ path: String) -> [Page.Crumb] {
    place.map { [.init($0.name, path + $0.id)] } ?? []
  }

  private static func page(_ one: Drivers, _ visit: Visit, section: String, crumbs: [Page.Crumb]) -> Page {
    let isAll = one.account == nil && one.product == nil
    let title = isAll ? "Why value changed" : "Why value of \(one.name) changed"
    return Page(
      "drivers", title: title, section: section, crumbs: crumbs, charts: true,
      DriversView(one, title: visit.isFragment ? nil : title))
  }
}
