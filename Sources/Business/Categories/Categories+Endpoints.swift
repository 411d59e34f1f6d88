import Blueprint
import Kernel

extension CategoryDesk {
  static let endpoints: [Endpoint] = [list, one, explanation]

  static let crumb = Page.Crumb("Categories", "/categories")

  private static let list = Endpoint(
    .get, "/categories", "Every category: sales, our share, money left on the table", allow: .viewer
  ) { (asked: CategoryPeriod, context) in
    try await context.read { try overview(asked, context, $0) }
  }.page { (one: CategoryOverview, _) in
    Page("category", title: "Categories", section: "categories", OverviewWords(one: one).page)
  }.table { (one: CategoryOverview, _) in OverviewWords(one: one).file }

  private static let one = Endpoint(
    .get, "/categories/{id}", "A category's scorecard: share, gaps by account, segments", allow: .viewer
  ) { (query: CategoryQuery, context) in
    try await context.read { try scorecard(query, context, $0) }
  }.page { (one: CategoryScorecard, _) in
    Page(
      "category", title: one.name, section: "categories", crumbs: [crumb], charts: true,
      ScorecardWords(one: one).page)
  }.table { (one: CategoryScorecard, _) in ScorecardWords(one: one).file }

  private static let explanation = Endpoint(
    .get, "/categories/{id}/explain", "Where a figure of a category comes from", allow: .viewer
  ) { (query: CategoryExplanationQuery, context) in
    try await context.read { try explain(query, context, $0) }
  }.page { (one: CategoryExplanation, _) in
    Page(
      "explain", title: one.title, section: "categories", crumbs: [crumb],
      CategoryExplainView(one))
  }
}
