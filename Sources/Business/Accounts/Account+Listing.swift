package import Blueprint
import Catalog
package import Kernel
import Storage

/// One account as a list shows it.
package struct AccountRow: Reply, Hashable {
  package let id: ID<Account>
  package let number: Int64
  package let name: String
  package let kind: Account.Kind
  package let tier: String?
  package let segment: String?
  package let industry: String?
  package let channel: String?
  package let city: String?
  /// Who answers for it today, own or inherited.
  package let owner: String?
  package let team: String?
  package let status: Account.Status
  package let parentId: ID<Account>?
  package let parent: String?
  package let sites: Int
  package let isProvisional: Bool
  package let version: Int
  package let acv: Money?
}

extension AccountRow {
  init(_ row: Row) throws {
    id = try row.id(0)
    number = try row.int64(1)
    name = try row.text(2)
    kind = try row.choice(3)
    tier = try row.textOrNil(4)
    segment = try row.textOrNil(5)
    industry = try row.textOrNil(6)
    channel = try row.textOrNil(7)
    city = try row.textOrNil(8)
    owner = try row.textOrNil(9)
    team = try row.textOrNil(10)
    status = try row.choice(11)
    parentId = try row.idOrNil(12)
    parent = try row.textOrNil(13)
    sites = try row.int(14)
    isProvisional = try row.bool(15)
    version = try row.int(16)
    let (minor, currency) = (try row.int64OrNil(17), try row.currencyOrNil(18))
    acv = minor.flatMap { amount in currency.map { Money(minor: amount, currency: $0) } }
  }
}

extension Account {
  package static let listing: Listing<AccountRow> = {
    var listing = Listing<AccountRow>(
      "Accounts", nouns: ("account", "accounts"), at: "/accounts", section: "accounts",
      select: """
        a.id, a.number, a.name, a.kind, a.tier, a.segment, a.industry, a.channel, a.city, o.name, t.name, a.status,
        p.id, p.name, a.site_count, a.is_provisional, a.version,
        a.acv_minor, a.acv_currency
        """,
      from: """
        FROM accounts a LEFT JOIN users o ON o.id = a.reach_owner_id LEFT JOIN teams t ON t.id = a.reach_team_id
        LEFT JOIN accounts p ON p.id = a.parent_id
        """,
      id: "a.id", idText: { $0.id.text }, sort: "name", columns: columnsOfList, empty: emptyList,
      visible: { "\(visible(to: $0)) AND a.merged_into IS NULL" },
      matches: { query in
        """
        a.search_key LIKE \(LikePattern.contains(query)) ESCAPE '\\' OR a.city_key = \(query)
        OR a.id IN (SELECT x.account_id FROM account_aliases x WHERE x.code_key = \(query))
        """
      }, make: { try AccountRow($0) })
    listing.counted = "FROM accounts a"
    listing.filters = filtersOfList
    listing.bulk = bulkOfList
    listing.edit = ({ "/accounts/\($0.id)/edit" }, .manager)
    listing.views = [("National accounts", "level:top")]
    listing.action = ("New account", "/accounts/new", .manager)
    listing.savedViews = { actor, db in
      try SavedView.all(of: "/accounts", for: actor, db).map { (label: $0.name, query: $0.query) }
    }
    listing.saveHref = "/views/new"
    return listing.withOwnFields(of: ownFields)
  }()

  private static let emptyList = Listing<AccountRow>.Empty(
    "Your accounts will stand here",
    "Import them from a CSV file with a name in each row, or add the first one by hand.",
    action: ("Import accounts", "/accounts/imports/new"))

  private static let columnsOfList: [Listing<AccountRow>.Column] = [
    .init("name", "Name", order: "a.search_key", href: { "/accounts/\($0.id)" }) { .text($0.name) },
    .init("kind", "Kind", order: "a.kind") { .text(Words.title($0.kind.rawValue)) },
    .init("tier", "Tier", order: "COALESCE(a.tier, '')") { text($0.tier) },
    .init("segment", "Segment", order: "COALESCE(a.segment, '')") { text($0.segment) },
    .init("industry", "Industry", order: "COALESCE(a.industry, '')", shown: false) { text($0.industry) },
    .init("channel", "Channel", order: "COALESCE(a.channel, '')") { text($0.channel) },
    .init("owner", "Owner", order: "COALESCE(o.search_key, '')") { text($0.owner) },
    .init("team", "Team", order: "COALESCE(t.search_key, '')") { text($0.team) },
    .init("status", "Status", order: "a.status") { .text(Words.title($0.status.rawValue)) },
    .init(
      "parent", "Parent", order: "COALESCE(p.search_key, '')", emptyUnder: "level:top",
      href: { row in row.parentId.map { "/accounts/\($0)" } ?? "/accounts" }
    ) { text($0.parent) },
    .init("city", "City", order: "a.city_key", shown: false) { text($0.city) },
    .init("sites", "Sites", order: "a.site_count", numeric: true) { .whole(Int64($0.sites)) },
    .init("acv", "ACV", order: "COALESCE(a.acv_minor, 0)", shown: false, numeric: true) {
      $0.acv.map { .money($0) } ?? .empty
    },
    .init("number", "Number", order: "a.number", shown: false, numeric: true) { .whole($0.number) },
  ]

  private static func text(_ text: String?) -> Table.Cell { text.map { .text($0) } ?? .empty }

  private static let filtersOfList: [Listing<AccountRow>.Filter] = [
    .init("level", "Level", choices: .fixed([.init("top", "National"), .init("below", "Below one")])) {
      $0 == "top" ? "a.parent_id IS NULL" : "a.parent_id IS NOT NULL"
    },
    .init("kind", "Kind", choices: .fixed(options(Kind.self))) { "a.kind = \($0)" },
    .init("status", "Status", choices: .fixed(options(Status.self))) { "a.status = \($0)" },
    .init("tier", "Tier", choices: .stored { try wordOptions(.tier, $0) }) { "a.tier = \($0)" },
    .init("segment", "Segment", choices: .stored { try wordOptions(.segment, $0) }) { "a.segment = \($0)" },
    .init("channel", "Channel", choices: .stored { try wordOptions(.channel, $0) }) { "a.channel = \($0)" },
    .init("owner", "Owner", choices: .stored { try owners($0) }) { "a.reach_owner_id = \($0)" },
    .init("team", "Team", choices: .stored { try teams($0) }) { "a.reach_team_id = \($0)" },
    .init(
      "provisional", "Waiting for a name", choices: .fixed([.init("yes", "Yes"), .init("no", "No")])
    ) { "a.is_provisional = \($0 == "yes")" },
  ]

  private static let bulkOfList: [Listing<AccountRow>.BulkField] = [
    .init("tier", "Tier") { context in try await context.read { try wordOptions(.tier, $0) } },
    .init("segment", "Segment") { context in try await context.read { try wordOptions(.segment, $0) } },
    .init("owner", "Owner", options: ownerOptions),
    .init("team", "Team", options: teamOptions),
    .init("status", "Status") { _ in options(Status.self) },
  ]

  static func options<C: Choice>(_ type: C.Type) -> [Form.Option] {
    C.allCases.map { Form.Option($0.rawValue, Words.title($0.rawValue)) }
  }

  @Sendable static func ownerOptions(_ context: Context) async throws -> [Form.Option] {
    try await context.read { try owners($0) }
  }

  @Sendable static func teamOptions(_ context: Context) async throws -> [Form.Option] {
    try await context.read { try teams($0) }
  }

  static func wordOptions(_ column: WordColumn, _ db: Connection) throws -> [Form.Option] {
    try words(in: column, db).map { Form.Option($0, $0) }
  }
}
