import Blueprint
import Kernel
import Targets

/// The pages about plans.
extension PlanBook {
  static let crumb = Page.Crumb("Plans", "/plans")

  static func page(_ title: String, _ crumbs: [Page.Crumb], charts: Bool = false, _ content: WorkPage) -> Page
  {
    Page("work", title: title, section: "plans", crumbs: crumbs, charts: charts, content)
  }

  @Sendable static func draw(_ book: PlanBook, _ visit: Visit) async throws -> Page {
    let plan = book.plan, mayEdit = visit.context.actor.role >= .manager
    let words = PlanWords(book: book, today: visit.context.today, mayEdit: mayEdit)
    return page(
      plan.name, [crumb, .init(book.accountName, "/accounts/\(plan.account)")], charts: true,
      WorkPage(
        heading: plan.name,
        sentence: "\(book.accountName), \(words.span), edition \(plan.number). \(plan.summary)",
        badges: [
          .init(
            plan.status == .signed ? "Signed by \(plan.signedBy ?? "")" : "Draft",
            tone: plan.status == .signed ? "good" : "watch")
        ], actions: actions(plan, mayEdit), deeds: deeds(plan, visit, mayEdit), answer: words.answer,
        caution: words.caution, tiles: words.tiles, chart: words.chart, sections: sections(words),
        foot: foot(book)))
  }

  private static func actions(_ plan: Plan, _ mayEdit: Bool) -> [WorkPage.Link] {
    var links = [
      WorkPage.Link("On a page", "/plans/\(plan.id)/sheet", icon: "printer"),
      WorkPage.Link("What changed", "/plans/\(plan.id)/changes", icon: "history"),
    ]
    if plan.kind == .joint {
      links.append(.init("Customer copy", "/plans/\(plan.id)/customer-copy", icon: "download"))
    }
    if mayEdit, plan.status == .draft {
      links.append(.init("Edit", "/plans/\(plan.id)/edit", icon: "pencil"))
    }
    return links
  }

  private static func deeds(_ plan: Plan, _ visit: Visit, _ mayEdit: Bool) -> [WorkPage.Deed] {
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

  private static func sections(_ words: PlanWords) -> [WorkPage.Section] {
    func section(
      _ kind: PlanItem.Kind, _ heading: String, _ table: TableView, _ quiet: String
    ) -> WorkPage.Section {
      let isEmpty = words.book.of(kind).isEmpty
      return .init(
        kind.path, heading,
        links: words.mayEdit && words.plan.status == .draft
          ? [.init("Add a \(kind.label.lowercased())", "\(words.href)/\(kind.path)/new")] : [],
        tables: isEmpty ? [] : [table], quiet: isEmpty ? quiet : nil)
    }
    if words.plan.kind == .joint {
      return [
        section(
          .promise, "Promises of both sides", words.promises,
          "Write down who promised what to whom, by when, and what it is worth."),
        section(
          .gain, "What each side gains", words.gains, "Say what the plan is worth a year to us and to them."),
        section(
          .objective, "Objectives and key results", words.objectives,
          "Agree what is to be reached, and by which number it is seen."),
        section(.action, "Actions", words.actions, "Who does what next, by when?"),
      ]
    }
    var sections = [
      section(
        .objective, "Objectives and key results", words.objectives,
        "What shall be reached, and by which number is it seen? A key result reads its number from sales or targets."
      ),
      section(
        .initiative, "Initiatives", words.initiatives,
        "What will close the gap? Each with value, chance and day."),
      section(.action, "Actions", words.actions, "Who does what next, by when?"),
      section(
        .risk, "Risks", words.risks, "What could go wrong, how likely is it, and what is done about it?"),
      section(
        .goal, "The customer's goals", words.goals,
        "What does the customer want to reach? Assumed until somebody there has confirmed it."),
      section(
        .competitor, "Competitive position", words.competitors,
        "Who else sells there, and what is our answer?"),
      section(.swot, "Strengths, weaknesses, opportunities, threats", words.swot, "Four honest lists."),
    ]
    if !words.book.of(.role).isEmpty {
      sections.insert(.init("roles", "Who does what", tables: [words.roles]), at: 2)
    }
    sections.append(
      .init(
        "reckoning", "How the gap is reckoned", tables: words.scenarios.map { [$0] } ?? [],
        lines: words.reckoning))
    sections.append(.init("quality", "Plan quality", tables: [words.quality]))
    return sections
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
