package import Accounts
import Blueprint
import Foundation
package import Kernel
import Storage
import Targets

/// An account's plans: the newest of each kind in figures, the others by name.
package struct AccountPlans: Reply {
  package let account: ID<Account>
  package let name: String
  package let books: [PlanBook]
  package let others: [Plan]

  package struct Wanted: Codable, Sendable {
    package var id: ID<Account>
  }

  static func read(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> AccountPlans {
    let account = try Account.find(wanted.id, for: context.actor, db)
    let plans = try Plan.of(account: account.id, for: context.actor, db)
    let shown = Plan.Kind.allCases.compactMap { kind in
      plans.first { $0.kind == kind && $0.lastDay >= context.today }
    }
    return AccountPlans(
      account: account.id, name: account.name, books: try shown.map { try PlanBook.read($0.id, context, db) },
      others: plans.filter { plan in !shown.contains { $0.id == plan.id } })
  }

  @Sendable static func draw(_ one: AccountPlans, _ visit: Visit) async throws -> Page {
    let mayAdd = visit.context.actor.role >= .manager
    let heading = visit.isFragment ? nil : "Plans of \(one.name)"
    guard !one.books.isEmpty || !one.others.isEmpty else {
      return one.page(
        AnswerPage(
          heading: heading,
          empty: .init(
            icon: "file-text", title: "No plan yet",
            text:
              "Say what shall be reached with \(one.name), by which number it is seen, and who does what by when.",
            label: mayAdd ? "Begin a plan" : nil, href: "/plans/new?account=\(one.account)"
          )))
    }
    let words = one.books.map { PlanWords(book: $0, today: visit.context.today, mayEdit: false) }
    var sections = words.map { word -> AnswerPage.Section in
      let isJoint = word.plan.kind == .joint
      return .init(
        "plan-\(word.plan.kind.rawValue)", word.plan.name, lead: word.caution,
        links: [.init("Open", word.href)],
        tables: isJoint ? [] : word.book.of(.objective).isEmpty ? [] : [word.objectives],
        lines: isJoint ? [word.answer] : [])
    }
    if !one.others.isEmpty {
      sections.append(
        .init("earlier-plans", "Other plans", links: one.others.map { .init($0.name, "/plans/\($0.id)") }))
    }
    let first = words.first { $0.plan.kind == .account } ?? words.first
    return one.page(
      AnswerPage(
        heading: heading, answer: first?.answer ?? "", tiles: first?.tiles(from: first?.href ?? "") ?? [],
        sections: sections))
  }

  private func page(_ content: AnswerPage) -> Page {
    Page(
      "answer-page", title: "Plans of \(name)", section: "accounts",
      crumbs: [.init("Accounts", "/accounts"), .init(name, "/accounts/\(account)")], charts: true, content)
  }
}
