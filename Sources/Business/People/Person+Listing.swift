package import Accounts
package import Blueprint
import Catalog
import Foundation
package import Kernel
import Storage

/// One person as a list shows them.
package struct PersonRow: Reply, Hashable {
  package let id: ID<Person>
  package let name: String
  package let title: String?
  package let accountId: ID<Account>?
  package let account: String?
  package let tier: String?
  package let role: BuyingRole?
  package let power: Power?
  package let stance: Stance?
  package let email: String?
  package let phone: String?
  package let owner: String?
  package let keepUntil: Day
  package let version: Int
}

extension PersonRow {
  init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.text(1)
    title = try row.textOrNil(2)
    accountId = try row.idOrNil(3)
    account = try row.textOrNil(4)
    tier = try row.textOrNil(5)
    role = try row.choiceOrNil(6)
    power = try row.choiceOrNil(7)
    stance = try row.choiceOrNil(8)
    email = try row.textOrNil(9)
    phone = try row.textOrNil(10)
    owner = try row.textOrNil(11)
    keepUntil = try row.day(12)
    version = try row.int(13)
  }
}

extension Person {
  package static let listing: Listing<PersonRow> = {
    var listing = Listing<PersonRow>(
      "People", nouns: ("person", "people"), at: "/people", section: "people",
      select: """
        p.id, p.name, p.title, a.id, a.name, a.tier, p.role, p.power, p.stance, p.email, p.phone, o.name, p.keep_until,
        p.version
        """,
      from: """
        FROM persons p LEFT JOIN accounts a ON a.id = p.account_id LEFT JOIN users o ON o.id = p.owner_id
        """,
      id: "p.id", idText: { $0.id.text }, sort: "name", columns: columnsOfList, empty: emptyList,
      visible: { "p.merged_into IS NULL AND p.erased_at IS NULL AND \(listed(to: $0))" },
      matches: { "p.id IN (\(SearchEntry.matching(searchKind, $0)))" }, make: { try PersonRow($0) })
    listing.counted = "FROM persons p LEFT JOIN accounts a ON a.id = p.account_id"
    listing.filters = filtersOfList
    listing.edit = ({ "/people/\($0.id)/edit" }, .manager)
    listing.action = ("New person", "/people/new", .manager)
    listing.views = [
      ("Champions", "role:champion"), ("Against us", "stance:opponent"), ("To be reviewed", "keep:over"),
    ]
    listing.savedViews = { actor, db in
      try SavedView.all(of: "/people", for: actor, db).map { (label: $0.name, query: $0.query) }
    }
    listing.saveHref = "/views/new"
    return listing.withOwnFields(of: ownFields)
  }()

  private static let emptyList = Listing<PersonRow>.Empty(
    "The people you deal with will stand here",
    "Import the contacts of your CRM (Salesforce, HubSpot or any file with names), or add the first one by hand.",
    action: ("Import people", "/people/imports/new"))

  private static let columnsOfList: [Listing<PersonRow>.Column] = [
    .init("name", "Name", order: "p.family_key", href: { "/people/\($0.id)" }) { .text($0.name) },
    .init("title", "Title", order: "COALESCE(p.title, '')") { text($0.title) },
    .init(
      "account", "Account", order: "COALESCE(a.search_key, '')",
      href: { row in row.accountId.map { "/accounts/\($0)" } ?? "/people" }
    ) { text($0.account) },
    .init("role", "Role", order: "COALESCE(p.role, '')") { word($0.role) },
    .init("power", "Power", order: "COALESCE(p.power, '')") { word($0.power) },
    .init("stance", "Stance", order: "COALESCE(p.stance, '')") { word($0.stance) },
    .init("email", "E-mail", order: "COALESCE(p.email_key, '')") { text($0.email) },
    .init("phone", "Phone") { text($0.phone) },
    .init("tier", "Tier", order: "COALESCE(a.tier, '')", shown: false) { text($0.tier) },
    .init("owner", "Brought in by", order: "COALESCE(o.search_key, '')", shown: false) { text($0.owner) },
    .init("keep", "Kept until", order: "p.keep_until", shown: false) { .day($0.keepUntil) },
  ]

  private static func text(_ text: String?) -> Table.Cell { text.map { .text($0) } ?? .empty }
  private static func word(_ word: (some Choice)?) -> Table.Cell {
    word.map { .text(Words.title($0.rawValue)) } ?? .empty
  }

  private static let filtersOfList: [Listing<PersonRow>.Filter] = [
    .init("role", "Role", choices: .fixed(options(BuyingRole.self))) { "p.role = \($0)" },
    .init("power", "Power", choices: .fixed(options(Power.self))) { "p.power = \($0)" },
    .init("stance", "Stance", choices: .fixed(options(Stance.self))) { "p.stance = \($0)" },
    .init(
      "tier", "Tier of the account",
      choices: .stored { db in
        try Account.words(in: .tier, db).map { Form.Option($0, $0) }
      }
    ) { "a.tier = \($0)" },
    .init("owner", "Brought in by", choices: .stored { try Account.owners($0) }) { "p.owner_id = \($0)" },
    // The day is the database's own text of today's: compared as text, as all days are.
    .init("keep", "Retention", choices: .fixed([.init("over", "Over today")])) { _ in
      "p.keep_until < \(Day(ordinal: Int((Date().timeIntervalSince1970 / 86_400).rounded(.down))))"
    },
  ]

  static func options<C: Choice>(_ type: C.Type) -> [Form.Option] {
    C.allCases.map { Form.Option($0.rawValue, Words.title($0.rawValue)) }
  }
}
