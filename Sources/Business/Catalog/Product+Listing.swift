package import Blueprint
package import Kernel
import Storage

/// One product as a list shows it.
package struct ProductRow: Reply, Hashable {
  package let id: ID<Product>
  package let number: Int64
  package let name: String
  package let kind: Product.Kind
  package let gtin: GTIN?
  package let category: String?
  package let brand: String?
  package let parent: String?
  package let caseQuantity: Int?
  package let firstDay: Day?
  package let lastDay: Day?
  package let isProvisional: Bool
  package let version: Int
}

extension ProductRow {
  init(_ row: Row) throws {
    id = try row.id(0)
    number = try row.int64(1)
    name = try row.text(2)
    kind = try row.choice(3)
    gtin = try row.textOrNil(4).flatMap { GTIN($0) }
    category = try row.textOrNil(5)
    brand = try row.textOrNil(6)
    parent = try row.textOrNil(7)
    caseQuantity = try row.intOrNil(8)
    let days = Validity(try row.day(9), try row.day(10)) ?? .always
    firstDay = days.shownFirstDay
    lastDay = days.shownLastDay
    isProvisional = try row.bool(11)
    version = try row.int(12)
  }
}

extension Product {
  package static let listing: Listing<ProductRow> = {
    var listing = Listing<ProductRow>(
      "Products", nouns: ("product", "products"), at: "/products", section: "products",
      select: """
        p.id, p.number, p.name, p.kind, p.gtin, c.name, b.name, u.name, p.case_quantity, p.first_day, p.last_day,
        p.is_provisional, p.version
        """,
      from: """
        FROM products p LEFT JOIN products c ON c.id = p.category_id LEFT JOIN products b ON b.id = p.brand_id
        LEFT JOIN products u ON u.id = p.parent_id
        """,
      id: "p.id", idText: { $0.id.text }, sort: "name", columns: columnsOfList,
      empty: .init(
        "Your products will stand here",
        "Import them from a CSV file with a name in each row, or add the first one by hand.",
        action: ("Import products", "/products/imports/new")),
      visible: { _ in "1 = 1" },
      matches: { query in
        """
        p.search_key LIKE \(LikePattern.contains(query)) ESCAPE '\\' OR p.gtin = \(GTIN(query)?.description)
        OR p.id IN (SELECT x.product_id FROM product_aliases x WHERE x.code_key = \(query))
        """
      }, make: { try ProductRow($0) })
    listing.counted = "FROM products p"
    listing.filters = filtersOfList
    listing.edit = ({ "/products/\($0.id)/edit" }, .manager)
    listing.views = [("Categories", "kind:category"), ("Brands", "kind:brand"), ("Items", "kind:item")]
    listing.action = ("New product", "/products/new", .manager)
    return listing
  }()

  private static let columnsOfList: [Listing<ProductRow>.Column] = [
    .init("name", "Name", order: "p.search_key", href: { "/products/\($0.id)" }) { .text($0.name) },
    .init("kind", "Kind", order: "p.kind") { .text(Words.title($0.kind.rawValue)) },
    .init("gtin", "GTIN", order: "COALESCE(p.gtin, '')") { text($0.gtin?.printed) },
    .init("category", "Category", order: "COALESCE(c.search_key, '')") { text($0.category) },
    .init("brand", "Brand", order: "COALESCE(b.search_key, '')") { text($0.brand) },
    .init("parent", "Below", order: "COALESCE(u.search_key, '')", shown: false) { text($0.parent) },
    .init("case", "Case", order: "COALESCE(p.case_quantity, 0)", numeric: true) { row in
      row.caseQuantity.map { .whole(Int64($0)) } ?? .empty
    },
    .init("launch", "Launch", order: "p.first_day") { row in row.firstDay.map { .day($0) } ?? .empty },
    .init("delisting", "Delisting", order: "p.last_day") { row in row.lastDay.map { .day($0) } ?? .empty },
    .init("number", "Number", order: "p.number", shown: false, numeric: true) { .whole($0.number) },
  ]

  private static func text(_ text: String?) -> Table.Cell { text.map { .text($0) } ?? .empty }

  private static let filtersOfList: [Listing<ProductRow>.Filter] = [
    .init(
      "kind", "Kind", choices: .fixed(Kind.allCases.map { .init($0.rawValue, Words.title($0.rawValue)) })
    ) {
      "p.kind = \($0)"
    },
    .init("category", "Category", choices: .stored { try options(.category, $0) }) {
      "p.category_id = \($0)"
    },
    .init("brand", "Brand", choices: .stored { try options(.brand, $0) }) { "p.brand_id = \($0)" },
    .init(
      "status", "Status",
      choices: .fixed(Status.allCases.map { .init($0.rawValue, Words.title($0.rawValue)) })
    ) { onShelf(Status(rawValue: $0)) },
    .init("provisional", "Waiting for a name", choices: .fixed([.init("yes", "Yes"), .init("no", "No")])) {
      "p.is_provisional = \($0 == "yes")"
    },
  ]

  // A filter knows no day of its own; both databases give this one as YYYY-MM-DD.
  private static func onShelf(_ status: Status?) -> SQL {
    switch status {
    case .coming: "p.first_day > CAST(CURRENT_DATE AS TEXT)"
    case .delisted: "p.last_day < CAST(CURRENT_DATE AS TEXT)"
    case .active: "p.first_day <= CAST(CURRENT_DATE AS TEXT) AND p.last_day >= CAST(CURRENT_DATE AS TEXT)"
    case nil: "1 = 0"
    }
  }

  static func options(_ kind: Kind, _ db: Connection) throws -> [Form.Option] {
    try named("", kind: kind, limit: 500, db).map { Form.Option($0.id.text, $0.name) }
  }

  @Sendable static func parentOptions(_ context: Context) async throws -> [Form.Option] {
    try await context.read { try possibleParents(limit: 1_000, $0) }
      .map { Form.Option($0.id.text, "\($0.name) (\($0.kind.rawValue))") }
  }

  /// Products in the one search: by any part of the name, by GTIN or by the code a source uses.
  static let search = SearchSource("Products", icon: "box") { query, limit, context in
    guard !query.isEmpty else { return [] }
    return try await context.read { try named(query, kind: nil, limit: limit, $0) }.map { product in
      SearchSource.Hit(
        title: product.name,
        detail: [Words.title(product.kind.rawValue), product.gtin?.printed].compactMap { $0 }.joined(
          separator: ", "),
        href: "/products/\(product.id)")
    }
  }
}
