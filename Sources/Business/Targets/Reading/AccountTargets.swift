package import Accounts
package import Blueprint
import Foundation
package import Kernel
package import Storage

/// An account's targets of the running year, in every metric that has one.
package struct AccountTargets: Reply {
  package let account: ID<Account>
  package let name: String
  package let books: [TargetBook]

  package struct Wanted: Codable, Sendable {
    package var id: ID<Account>
    package init(id: ID<Account>) { self.id = id }
  }

  package static func read(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> AccountTargets {
    let account = try Account.find(wanted.id, for: context.actor, db)
    let sets = Dictionary(uniqueKeysWithValues: try TargetSet.all(db).map { ($0.id, $0) })
    let books = try TargetNode.of(account: account.id, db).compactMap { set, node -> TargetBook? in
      guard let one = sets[set], one.calendar.fiscalYear(of: context.today) == one.year else { return nil }
      return try TargetBook.read(.init(set: set, below: node), context, db)
    }
    return AccountTargets(account: account.id, name: account.name, books: books)
  }
}

extension AccountTargets {
  /// As a piece of the account's page, or a page of its own.
  @Sendable static func draw(_ one: AccountTargets, _ visit: Visit) async throws -> Page {
    let words = one.books.compactMap(TargetWords.init), isPiece = visit.isFragment
    let mayAdd = visit.context.actor.role >= .director
    guard let first = words.first, let line = first.whole else {
      return one.page(
        AnswerPage(
          heading: isPiece ? nil : "Target of \(one.name)",
          empty: .init(
            icon: "list-check", title: "No target this year",
            text:
              "Targets are handed down from the company to its accounts. Those of \(one.name) will stand here with how far they are.",
            label: mayAdd ? "Set targets" : "Open targets",
            href: mayAdd ? "/targets/new" : "/targets")))
    }
    let products = first.book.lines.filter { $0.kind == .product }
    var sections: [AnswerPage.Section] = []
    if !products.isEmpty {
      sections.append(
        .init(
          "target-products", "By product group",
          tables: [first.table(products, caption: "Target by product group")]))
    }
    if words.count > 1 {
      sections.append(
        .init(
          "target-metrics", "In other metrics",
          lines: words.dropFirst().compactMap { more in more.whole.map(more.answer) }))
    }
    return one.page(
      AnswerPage(
        heading: isPiece ? nil : "Target of \(one.name)", answer: first.answer(line),
        tiles: first.tiles(line), chart: first.chart(line), sections: sections, foot: first.throughText))
  }

  private func page(_ content: AnswerPage) -> Page {
    Page(
      "answer-page", title: "Target of \(name)", section: "accounts",
      crumbs: [.init("Accounts", "/accounts"), .init(name, "/accounts/\(account)")], charts: true, content)
  }
}
