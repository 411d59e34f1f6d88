import Accounts
import Blueprint
import Catalog
import Kernel

extension CategoryDesk {
  static let endpoints: [Endpoint] =
    [list, one, explanation, ranked, priced, reviewed, voidList, voidPeers, rangeRead, role, product]
    + shelf(.listings) + shelf(.facings)

  private static let crumb = Page.Crumb("Categories", "/categories")

  private static func page(
    _ title: String, _ crumbs: [Page.Crumb], charts: Bool = false, _ content: AnswerPage
  ) -> Page {
    Page("answer-page", title: title, section: "categories", crumbs: crumbs, charts: charts, content)
  }

  private static func crumbs(_ account: String, _ name: String) -> [Page.Crumb] {
    [.init("Accounts", "/accounts"), .init(name, "/accounts/\(account)")]
  }

  private static let list = Endpoint(
    .get, "/categories", "Every category: sales, our share, money left on the table", allow: .viewer
  ) { (asked: CategoryPeriod, context) in
    try await context.read { try overview(asked, context, $0) }
  }.page { (one: CategoryOverview, _) in page("Categories", [], OverviewWords(one: one).page) }
    .table { (one: CategoryOverview, _) in OverviewWords(one: one).file }

  private static let one = Endpoint(
    .get, "/categories/{id}", "A category's scorecard: share, gaps by account, segments", allow: .viewer
  ) { (query: CategoryQuery, context) in
    try await context.read { try scorecard(query, context, $0) }
  }.page { (one: CategoryScorecard, _) in
    page(one.name, [crumb], charts: true, ScorecardWords(one: one).page)
  }.table { (one: CategoryScorecard, _) in ScorecardWords(one: one).file }

  private static let explanation = Endpoint(
    .get, "/categories/{id}/explain", "Where a figure of a category comes from", allow: .viewer
  ) { (query: CategoryExplanationQuery, context) in
    try await context.read { try explain(query, context, $0) }
  }.page { (one: CategoryExplanation, _) in
    Page(
      "explain", title: one.title, section: "categories",
      crumbs: [crumb, .init("Scorecard", "/categories/\(one.category)")], CategoryExplainView(one))
  }

  private static let ranked = Endpoint(
    .get, "/categories/{id}/ranking", "All items of a category by sales, competitors' too", allow: .viewer
  ) { (query: PlaceQuery, context) in
    try await context.read { try ranking(query, context, $0) }
  }.page { (one: CategoryRanking, _) in
    page(
      "Ranking", [crumb, .init(one.categoryName, "/categories/\(one.category)")], RankingWords(one: one).page)
  }.table { (one: CategoryRanking, _) in RankingWords(one: one).file }

  private static let priced = Endpoint(
    .get, "/categories/{id}/prices", "Our price per equivalised unit against competitors'", allow: .viewer
  ) { (query: PlaceQuery, context) in
    try await context.read { try prices(query, context, $0) }
  }.page { (one: CategoryPrices, _) in
    page(
      "Prices", [crumb, .init(one.categoryName, "/categories/\(one.category)")], charts: true,
      PriceWords(one: one).page)
  }.table { (one: CategoryPrices, _) in PriceWords(one: one).file }

  private static let reviewed = Endpoint(
    .get, "/accounts/{id}/category", "An account's category review, as its buyer reads it", allow: .viewer
  ) { (query: AccountCategoryQuery, context) in
    try await context.read { try review(query, context, $0) }
  }.page { (one: AccountCategory, visit) in
    page(
      "Category", crumbs(one.account, one.accountName), charts: true,
      ReviewWords(one: one).page(isFragment: visit.isFragment))
  }.table { (one: AccountCategory, _) in ReviewWords(one: one).file }

  private static let voidList = Endpoint(
    .get, "/accounts/{id}/voids", "Stores that ought to sell our items and do not", allow: .viewer
  ) { (query: VoidQuery, context) in
    try await context.read { try voids(query, context, $0) }
  }.page { (one: Voids, _) in page("Voids", crumbs(one.account, one.accountName), VoidWords(one: one).page) }
    .table { (one: Voids, _) in VoidWords(one: one).file }

  private static let voidPeers = Endpoint(
    .get, "/accounts/{id}/voids/peers", "Why one store is a void for one item, and its like stores",
    allow: .viewer
  ) { (query: VoidQuery, context) in
    try await context.read { try voids(query, context, $0) }
  }.page { (one: Voids, _) in
    page(
      "Void", crumbs(one.account, one.accountName) + [.init("Voids", "/accounts/\(one.account)/voids")],
      VoidWords(one: one).peers)
  }

  private static let rangeRead = Endpoint(
    .get, "/accounts/{id}/range", "What the category gains where an item is dropped or added", allow: .viewer
  ) { (query: RangeQuery, context) in
    try await context.read { try range(query, context, $0) }
  }.page { (one: RangeRead, _) in
    page("Range", crumbs(one.account, one.accountName), RangeWords(one: one).page)
  }

  private static let role = Endpoint(
    .post, "/accounts/{id}/category-roles", "Say what a category is for at an account", allow: .manager
  ) { (input: CategoryRoles.New, context) in
    try await CategoryRoles.set(input, context)
  }.form(
    Form(
      at: "/accounts/{id}/category-roles/new", "Role of a category", submit: "Keep the role",
      section: "categories",
      fields: [
        .init("category", "Category", .choice(categoryOptions), required: true),
        .init("role", "Role", .choice(roleOptions), required: true), .init("note", "Why", .area),
      ],
      initial: { fields, _ in
        ["category": fields.text("category") ?? "", "role": CategoryRole.routine.rawValue]
      }))

  @Sendable private static func categoryOptions(_ context: Context) async throws -> [Form.Option] {
    try await context.read { try ProductBook($0).categories }.map { .init($0.id.text, $0.name) }
  }

  @Sendable private static func roleOptions(_: Context) async throws -> [Form.Option] {
    CategoryRole.allCases.map { .init($0.rawValue, "\(Words.title($0.rawValue)): \($0.meaning)") }
  }

  private static let product = Endpoint(
    .get, "/products/{id}/category", "An item's place in its category", allow: .viewer
  ) { (query: ProductPlaceQuery, context) in
    try await context.read { try place(query, context, $0) }
  }.page { (one: ProductPlace, visit) in
    Page(
      "answer-page", title: "Category of \(one.name)", section: "products",
      crumbs: [.init("Products", "/products"), .init(one.name, "/products/\(one.id)")],
      ProductPlaceWords(one: one).page(isFragment: visit.isFragment))
  }

  private static func shelf(_ kind: ShelfImport.Kind) -> [Endpoint] {
    let base = "/shelf/\(kind.rawValue)/imports"
    let hint =
      kind == .listings
      ? "CSV with the columns account, item and, where known, from and to. An account at any level lists for all its stores."
      : "CSV with the columns account, item, date, facings and, where known, capacity (units that the shelf holds)."
    return [
      Endpoint(.post, base, "Import \(kind.rawValue) from a file", allow: .analyst) {
        (input: ShelfImport.New, context) in
        try await ShelfImport.run(kind, input, context)
      }.accepting(bytes: 64 << 20).form(
        Form(
          at: base + "/new", "Import \(kind.rawValue)", submit: "Import \(kind.rawValue)",
          section: "categories",
          fields: [
            .init(
              "file", "File", .file,
              hint: hint + " Items by GTIN, name, or code with a column source; accounts by name or code.",
              required: true)
          ])),
      Endpoint(.get, base + "/{id}", "Show an import of \(kind.rawValue)", allow: .analyst) {
        (input: ShelfImport.Wanted, context) in
        try await context.read { try ShelfImport.find(input.id, kind, context, $0) }
      }.page { (one: ShelfImport, _) in page("Import", [crumb], ShelfImportWords(one: one).page) },
    ]
  }
}
