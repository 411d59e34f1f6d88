import Accounts
package import Blueprint
import Catalog
import Foundation
import Kernel
import People
import Storage

extension Decision {
  static let columns: SQL = "d.id, d.title, d.reason, d.account_id, d.decided_by, d.decided_on, d.review_on"

  init(_ row: Row) throws {
    id = try row.id(0)
    title = try row.text(1)
    reason = try row.text(2)
    account = try row.id(3)
    decidedBy = try row.text(4)
    decidedOn = try row.day(5)
    reviewOn = try row.dayOrNil(6)
  }

  static func insert(_ one: Decision, by actor: String, at moment: Date, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO decisions (id, title, search_key, reason, account_id, decided_by, decided_on, review_on, created_at, actor_name)
      VALUES (\(one.id), \(one.title), \(SearchKey.fold(one.title)), \(one.reason), \(one.account), \(one.decidedBy), \(one.decidedOn),
        \(one.reviewOn), \(moment), \(actor))
      """)
  }

  package static let listing: Listing<DecisionRow> = {
    var listing = Listing<DecisionRow>(
      "Decisions", nouns: ("decision", "decisions"), at: "/decisions", section: "tasks",
      select: "\(columns), a.name", from: "FROM decisions d JOIN accounts a ON a.id = d.account_id",
      id: "d.id",
      idText: { $0.decision.id.text }, sort: "-decided",
      columns: [
        .init("title", "Decision", order: "d.search_key") { .text($0.decision.title) },
        .init("account", "Account", order: "a.search_key", href: { "/accounts/\($0.decision.account)" }) {
          .text($0.account)
        },
        .init("reason", "Reason") { .text($0.decision.reason) },
        .init("by", "By", order: "d.decided_by") { .text($0.decision.decidedBy) },
        .init("decided", "On", order: "d.decided_on") { .day($0.decision.decidedOn) },
        .init("review", "Review", order: "COALESCE(d.review_on, '')") {
          $0.decision.reviewOn.map { .day($0) } ?? .empty
        },
      ],
      empty: .init(
        "Decisions will stand here",
        "Note what was decided about an account, and why, so that nobody has to ask again.",
        action: ("Note a decision", "/decisions/new")),
      visible: { Account.visible(to: $0) },
      matches: { query in
        "d.search_key LIKE \(LikePattern.contains(query)) ESCAPE '\\'"
      }, make: { DecisionRow(decision: try Decision($0), account: try $0.text(7)) })
    listing.action = ("Note a decision", "/decisions/new", .analyst)
    return listing
  }()
}
