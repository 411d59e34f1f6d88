import Blueprint
import Catalog
import Kernel

/// What the template `account-tree` places.
struct AccountTreePage: Sendable {
  let title: String
  let sentence: String
  let tree: RecordTree

  @Sendable static func draw(_ branch: AccountBranch, _ visit: Visit) async throws -> Page {
    var below: [ID<Account>: [AccountBranch.Node]] = [:]
    for node in branch.nodes.dropFirst() {
      if let parent = node.parent { below[parent, default: []].append(node) }
    }
    func node(_ one: AccountBranch.Node) -> RecordTree.Node {
      .init(
        one.name, href: "/accounts/\(one.id)", icon: one.kind.icon, kind: Words.title(one.kind.rawValue),
        value: one.kind.isSite ? "" : DisplayNumber.grouped(one.sites), isCurrent: one.depth == 0,
        children: (below[one.id] ?? []).map(node))
    }
    let top = branch.nodes.first, name = top?.name ?? ""
    let cut = branch.isCut ? " Only the first \(DisplayNumber.grouped(branch.nodes.count)) are shown." : ""
    let view = AccountTreePage(
      title: "\(name): the tree", sentence: "As it is on \(DisplayNumber.day(branch.on)).\(cut)",
      tree: RecordTree("\(name) and what belongs to it", top.map { [node($0)] } ?? []))
    return Page(
      "account-tree", title: view.title, section: "accounts",
      crumbs: [.init("Accounts", "/accounts")] + (top.map { [.init($0.name, "/accounts/\($0.id)")] } ?? []),
      view)
  }
}

/// What the template `account-history` places.
struct AccountHistoryPage: Sendable {
  let title = "History"
  let sentence: String
  let hasParents: Bool
  let parents: RecordTable
  let timeline: RecordTimeline

  @Sendable static func draw(_ history: AccountHistory, _ visit: Visit) async throws -> Page {
    let names = try await visit.context.read { try Account.names($0) }
    let view = AccountHistoryPage(
      sentence: "All that changed, who changed it and when; nothing is ever taken out.",
      hasParents: !history.parents.isEmpty,
      parents: RecordTable(
        "Where it hung", heads: ["Below", "From", "To"],
        rows: history.parents.map { link in
          [
            link.parent, link.firstDay == Validity.earliest ? "always" : DisplayNumber.day(link.firstDay),
            link.lastDay == Validity.latest ? "today" : DisplayNumber.day(link.lastDay),
          ]
        }),
      timeline: RecordTimeline(history.events, names: names))
    return Page(
      "account-history", title: view.title, section: "accounts", crumbs: [.init("Accounts", "/accounts")],
      view)
  }
}

/// What the template `account-duplicates` places.
struct AccountDuplicatesPage: Sendable {
  struct Pair: Sendable {
    let first: String
    let firstId: String
    let firstHref: String
    let second: String
    let secondId: String
    let secondHref: String
    let about: String
    let csrf: String
  }

  let tally: String
  let sentence: String
  let pairs: [Pair]

  @Sendable static func draw(_ found: AccountDuplicates, _ visit: Visit) async throws -> Page {
    let view = AccountDuplicatesPage(
      tally: DisplayNumber.grouped(found.pairs.count),
      sentence: found.pairs.isEmpty
        ? "No two accounts below the same parent, or in the same city, have like names."
        : "Like names below the same parent or in the same city. A merge can be undone.",
      pairs: found.pairs.map { pair in
        Pair(
          first: pair.first.name, firstId: pair.first.id.text, firstHref: "/accounts/\(pair.first.id)",
          second: pair.second.name, secondId: pair.second.id.text, secondHref: "/accounts/\(pair.second.id)",
          about: "\(pair.likeness) % alike\(pair.city.map { ", \($0)" } ?? "")", csrf: visit.formToken)
      })
    return Page(
      "account-duplicates", title: "Possible duplicates", section: "accounts",
      crumbs: [.init("Accounts", "/accounts")], view)
  }
}
