import Blueprint
import Foundation
import Kernel
import Storage

/// A question without a record.
struct PortfolioQuery: Codable, Sendable {
  var from: Day?
  var to: Day?
  var kind: SalesSource.Kind?
  var knownOn: Day?

  var performance: PerformanceQuery {
    PerformanceQuery(id: "", from: from, to: to, kind: kind, knownOn: knownOn)
  }
}

/// Which figure of the whole portfolio shall be explained.
struct PortfolioExplanation: Codable, Sendable {
  var metric: Metric.Name
  var from: Day?
  var to: Day?
  var kind: SalesSource.Kind?
  var knownOn: Day?

  var query: ExplanationQuery {
    var query = ExplanationQuery(id: "", metric: metric, from: from, to: to)
    query.kind = kind
    query.knownOn = knownOn
    return query
  }
}

extension SalesDesk {
  static let endpoints: [Endpoint] = [
    home, accountPerformance, accountExplanation, productPerformance, productExplanation,
    portfolioExplanation, Metric.dictionary, Metric.entry, analysisExplanation,
  ]

  private static let home = Endpoint(
    .get, "/sales/overview", "How the portfolio sold, and which accounts and sources need a look",
    allow: .viewer
  ) {
    (query: PortfolioQuery, context) in
    try await context.read { try Home(query.performance, context, $0) }
  }.page { (home: Home, visit) in
    Page(
      "home", title: "Sales", section: "sales-overview", charts: true,
      HomeView(home, isFragment: visit.isFragment))
  }

  private static let accountPerformance = Endpoint(
    .get, "/accounts/{id}/performance", "How an account sold, against last year", allow: .viewer
  ) { (query: PerformanceQuery, context) in
    try await context.read { try performance(ofAccount: query, context, $0) }
  }.page { (one: Performance, visit) in
    page(one, visit, crumbs: [.init("Accounts", "/accounts"), .init(one.name, "/accounts/\(one.id)")])
  }.table { (one: Performance, _) in file(one) }

  private static let productPerformance = Endpoint(
    .get, "/products/{id}/performance", "How a product sold, against last year", allow: .viewer
  ) { (query: PerformanceQuery, context) in
    try await context.read { try performance(ofProduct: query, context, $0) }
  }.page { (one: Performance, visit) in
    page(one, visit, crumbs: [.init("Products", "/products"), .init(one.name, "/products/\(one.id)")])
  }.table { (one: Performance, _) in file(one) }

  private static func page(_ one: Performance, _ visit: Visit, crumbs: [Page.Crumb]) -> Page {
    Page(
      "performance", title: "Sales of \(one.name)", section: section(one.subject), crumbs: crumbs,
      charts: true,
      PerformanceView(one, title: visit.isFragment ? nil : "Sales of \(one.name)"))
  }

  /// The weeks as rows, with what they are printed beside.
  private static func file(_ one: Performance) -> Table {
    let shown = ShownFigures(one)
    return Table(
      title: "Sales of \(one.name)",
      heads: ["Week to", "Units", "Value", "Units last year", "Value last year"],
      rows: one.trend.map { point in
        [
          .day(point.week.lastDay), cell(point.current?.units, 3), cell(point.current?.value, 4),
          cell(point.lastYear?.units, 3), cell(point.lastYear?.value, 4),
        ]
      },
      notes: shown.filters.map { ($0.label, $0.text) } + [("Data through", shown.throughText)]
        + [.units, .value].map { (Metric.of($0).name, Metric.of($0).definition) })
  }

  private static func cell(_ units: Int64?, _ scale: Int) -> Table.Cell {
    units.map { .decimal(units: $0, scale: scale) } ?? .empty
  }

  private static let accountExplanation = Endpoint(
    .get, "/accounts/{id}/explain", "Where a figure of an account comes from", allow: .viewer
  ) { (query: ExplanationQuery, context) in
    try await context.read { try explain(account: query, context, $0) }
  }.page { (one: Explanation, _) in
    explained(one, crumbs: [.init("Accounts", "/accounts"), .init(one.name, "/accounts/\(one.id)")])
  }

  private static let productExplanation = Endpoint(
    .get, "/products/{id}/explain", "Where a figure of a product comes from", allow: .viewer
  ) { (query: ExplanationQuery, context) in
    try await context.read { try explain(product: query, context, $0) }
  }.page { (one: Explanation, _) in
    explained(one, crumbs: [.init("Products", "/products"), .init(one.name, "/products/\(one.id)")])
  }

  private static let portfolioExplanation = Endpoint(
    .get, "/sales/explain", "Where a figure of the portfolio comes from", allow: .viewer
  ) { (query: PortfolioExplanation, context) in
    try await context.read { try explain(portfolio: query.query, context, $0) }
  }.page { (one: Explanation, _) in explained(one, crumbs: [.init("Today", "/")]) }

  private static func explained(_ one: Explanation, crumbs: [Page.Crumb]) -> Page {
    Page(
      "explain", title: "\(one.metric.name) of \(one.name)", section: section(one.subject), crumbs: crumbs,
      ExplainView(one))
  }

  /// The area whose figure it is.
  private static func section(_ subject: String) -> String {
    switch subject {
    case "account": "accounts"
    case "product": "products"
    default: "home"
    }
  }
}
