import Accounts
package import Blueprint
import Catalog
import Kernel
import People
import Storage

/// One interaction as a list shows it.
package struct InteractionRow: Reply, Hashable {
  package let interaction: Interaction
  package let account: String
  package let owner: String?
}

extension Interaction {
  package static let listing: Listing<InteractionRow> = {
    var listing = Listing<InteractionRow>(
      "Activity", nouns: ("activity", "activities"), at: "/interactions", section: "activity",
      select: "\(columns), a.name, o.name",
      from: """
        FROM interactions i JOIN accounts a ON a.id = i.account_id LEFT JOIN users o ON o.id = i.owner_id
        """,
      id: "i.id", idText: { $0.interaction.id.text }, sort: "-day", columns: columnsOfList,
      empty: .init(
        "What happens with your accounts will stand here",
        "Note a call or a meeting, or drop a mail (.eml), a meeting (.ics) or a contact card (.vcf).",
        action: ("Note an activity", "/interactions/new")),
      visible: { Account.visible(to: $0) }, matches: { "i.id IN (\(SearchEntry.matching(searchKind, $0)))" },
      make: { row in
        InteractionRow(
          interaction: try Interaction(row), account: try row.text(width), owner: try row.textOrNil(width + 1)
        )
      })
    listing.counted = "FROM interactions i JOIN accounts a ON a.id = i.account_id"
    listing.filters = [
      .init(
        "kind", "Kind", choices: .fixed(Kind.allCases.map { .init($0.rawValue, Words.title($0.rawValue)) })
      ) {
        "i.kind = \($0)"
      },
      .init("owner", "Who of us", choices: .stored { try Account.owners($0) }) { "i.owner_id = \($0)" },
      .init(
        "from", "From whom",
        choices: .fixed([.init("ours", "Us"), .init("theirs", "Them"), .init("both", "Both")])
      ) {
        "i.direction = \($0)"
      },
      .init("contact", "Contact", choices: .fixed([.init("yes", "Contact only")])) { _ in "i.is_contact" },
    ]
    listing.views = [("Meetings", "kind:meeting"), ("Mails", "kind:email"), ("Visits", "kind:visit")]
    listing.action = ("Note an activity", "/interactions/new", .analyst)
    return listing.withOwnFields(of: ownFields)
  }()

  private static let columnsOfList: [Listing<InteractionRow>.Column] = [
    .init("subject", "Subject", href: { "/interactions/\($0.interaction.id)" }) {
      .text($0.interaction.subject)
    },
    .init("day", "Day", order: "i.on_day") { .day($0.interaction.day) },
    .init("kind", "Kind", order: "i.kind") { .text(Words.title($0.interaction.kind.rawValue)) },
    .init("account", "Account", order: "a.search_key", href: { "/accounts/\($0.interaction.account)" }) {
      .text($0.account)
    },
    .init("owner", "Who of us", order: "COALESCE(o.search_key, '')") { $0.owner.map { .text($0) } ?? .empty },
    .init("direction", "From whom", order: "i.direction") { .text($0.interaction.direction.words) },
    .init("minutes", "Minutes", order: "COALESCE(i.minutes, 0)", numeric: true) {
      $0.interaction.minutes.map { .whole(Int64($0)) } ?? .empty
    },
  ]
}

extension Interaction.Direction {
  var words: String {
    switch self {
    case .ours: "From us"
    case .theirs: "From them"
    case .both: "Mutual"
    }
  }
}
