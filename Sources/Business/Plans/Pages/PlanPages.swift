import Blueprint
import Kernel
import Targets

/// The pages about plans.
extension PlanBook {
  static let crumb = Page.Crumb("Plans", "/plans")

  static func page(_ title: String, _ crumbs: [Page.Crumb], charts: Bool = false, _ content: AnswerPage)
    -> Page
  {
    Page("answer-page", title: title, section: "plans", crumbs: crumbs, charts: charts, content)
  }

  @Sendable static func draw(_ book: PlanBook, _ visit: Visit) async throws -> Page {
    let plan = book.plan, mayEdit = visit.context.actor.role >= .manager
    let words = PlanWords(book: book, today: visit.context.today, mayEdit: mayEdit)
    return page(
      plan.name, [crumb, .init(book.accountName, "/accounts/\(plan.account)")], charts: true,
      AnswerPage(
        heading: plan.name,
        sentence: "\(book.accountName), \(words.span), edition \(plan.number). \(plan.summary)",
        badges: [
          .init(
            plan.status == .signed ? "Signed by \(plan.signedBy ?? "")" : "Draft",
            tone: plan.status == .signed ? "good" : "watch")
        ], actions: actions(plan, mayEdit), deeds: deeds(plan, visit, mayEdit), answer: words.answer,
        caution: words.caution, tiles: words.tiles, chart: words.chart, sections: words.sections,
        foot: foot(book)))
  }

  private static func actions(_ plan: Plan, _ mayEdit: Bool) -> [AnswerPage.Link] {
    var links = [
      AnswerPage.Link("On a page", "/plans/\(plan.id)/sheet", icon: "printer"),
      AnswerPage.Link("What changed", "/plans/\(plan.id)/changes", icon: "history"),
    ]
    if plan.kind == .joint {
      links.append(.init("Customer copy", "/plans/\(plan.id)/customer-copy", icon: "download", isFile: true))
    }
    if mayEdit, plan.status == .draft {
      links.append(.init("Edit", "/plans/\(plan.id)/edit", icon: "pencil"))
    }
    return links
  }

  private static func deeds(_ plan: Plan, _ visit: Visit, _ mayEdit: Bool) -> [AnswerPage.Deed] {
    guard mayEdit else { return [] }
    let version = ("version", String(plan.version))
    return plan.status == .draft
      ? [.init("Sign this edition", "/plans/\(plan.id)/signature", csrf: visit.formToken, fields: [version])]
      : [
        .init(
          "Begin the next edition", "/plans/\(plan.id)/editions", csrf: visit.formToken, fields: [version])
      ]
  }

  private static func foot(_ book: PlanBook) -> String {
    let sales = book.through.map { "Sales to \(DisplayNumber.day($0)). " } ?? ""
    return sales
      + (book.editions.isEmpty
        ? "No edition is signed yet."
        : book.editions.map {
          "Edition \($0.number) signed by \($0.signedBy) on \(DisplayNumber.day(Day($0.signedAt)))."
        }
        .joined(separator: " "))
  }
}

extension PlanWords {
  var caution: String? {
    let late = book.items.filter {
      $0.isLate(on: today) && [.action, .promise, .keyResult].contains($0.kind)
    }
    return late.isEmpty
      ? nil
      : "\(late.count) past their day: \(late.prefix(3).map(\.title).joined(separator: "; "))\(late.count > 3 ? " …" : "")"
  }
}
