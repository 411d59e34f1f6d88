import Accounts
package import Blueprint
import Catalog
import Foundation
import Kernel
import People
import Storage

extension WorkTask {
  package static let listing: Listing<TaskRow> = {
    var listing = Listing<TaskRow>(
      "Tasks and promises", nouns: ("task", "tasks and promises"), at: "/tasks", section: "tasks",
      select: rowSelect,
      from: rowFrom, id: "t.id", idText: { $0.task.id.text }, sort: "due", columns: columnsOfList,
      empty: .init(
        "What is to be done will stand here",
        "Note a task, or a promise to an account with the day it is due.",
        action: ("New task", "/tasks/new")),
      visible: { Account.visible(to: $0) },
      matches: { "t.id IN (\(SearchEntry.matching(searchKind, $0)))" }, make: { try row($0) })
    listing.counted = "FROM tasks t JOIN accounts a ON a.id = t.account_id"
    listing.filters = [
      .init("state", "State", choices: .fixed([.init("open", "Open"), .init("closed", "Closed")])) {
        $0 == "open" ? "t.closed_on IS NULL" : "t.closed_on IS NOT NULL"
      },
      .init("kind", "Kind", choices: .fixed(Kind.allCases.map { .init($0.rawValue, $0.words) })) {
        "t.kind = \($0)"
      },
      .init("owner", "Whose", choices: .stored { try Account.owners($0) }) { "t.owner_id = \($0)" },
      .init(
        "outcome", "Outcome",
        choices: .fixed(Outcome.allCases.map { .init($0.rawValue, Words.title($0.rawValue)) })
      ) {
        "t.outcome = \($0)"
      },
    ]
    listing.views = [
      ("Open", "state:open"), ("Our promises", "kind:promise"), ("Their promises", "kind:expectation"),
    ]
    listing.action = ("New task", "/tasks/new", .analyst)
    listing.edit = ({ "/tasks/\($0.task.id)/edit" }, .analyst)
    return listing.withOwnFields(of: ownFields)
  }()

  private static let columnsOfList: [Listing<TaskRow>.Column] = [
    .init("title", "What", order: "t.search_key", href: { "/tasks/\($0.task.id)" }) { .text($0.task.title) },
    .init("due", "Due", order: "COALESCE(t.due_day, '9999-12-31')") {
      $0.task.due.map { .day($0) } ?? .empty
    },
    .init("kind", "Kind", order: "t.kind") { .text($0.task.kind.words) },
    .init("account", "Account", order: "a.search_key", href: { "/accounts/\($0.task.account)" }) {
      .text($0.account)
    },
    .init("person", "Person", order: "COALESCE(p.family_key, '')") { $0.person.map { .text($0) } ?? .empty },
    .init("owner", "Whose", order: "COALESCE(o.search_key, '')") { $0.owner.map { .text($0) } ?? .empty },
    .init("outcome", "Outcome", order: "COALESCE(t.outcome, '')") {
      .text($0.task.outcome.map { Words.title($0.rawValue) } ?? "Open")
    },
    .init("closed", "Closed", order: "COALESCE(t.closed_on, '')", shown: false) {
      $0.task.closedOn.map { .day($0) } ?? .empty
    },
  ]
}
