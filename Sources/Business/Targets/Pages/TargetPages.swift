import Blueprint
import Kernel
import Sales

/// The pages about targets.
extension TargetBook {
  static let crumb = Page.Crumb("Targets", "/targets")

  @Sendable static func list(_ book: TargetBook, _ visit: Visit) async throws -> Page {
    let mayAdd = visit.context.actor.role >= .director
    guard let words = TargetWords(book) else {
      return page("Targets", [], AnswerPage(heading: "Targets", empty: blank(mayAdd: mayAdd)))
    }
    let set = words.set, whole = words.whole
    var actions: [AnswerPage.Link] = [
      .init("CSV", "/targets?set=\(set.id)&format=csv", icon: "download"),
      .init("XLSX", "/targets?set=\(set.id)&format=xlsx", icon: "download"),
    ]
    if mayAdd { actions.append(.init("New targets", "/targets/new", icon: "plus")) }
    let shown = book.lines.filter { $0.kind != .product }
    return page(
      "Targets", [], charts: true,
      AnswerPage(
        heading: "Targets \(set.year)", sentence: sentence(set, book),
        badges: [.init(Words.title(set.status.rawValue), tone: set.status == .agreed ? "good" : "watch")],
        actions: actions, deeds: agree(set, visit, mayAdd: mayAdd),
        tabs: book.sets.map {
          .init("\($0.metric.metric.name) \($0.year)", "/targets?set=\($0.id)", isCurrent: $0.id == set.id)
        },
        answer: whole.map(words.answer) ?? "These are the targets in your part of the company.",
        caution: set.seasonKnown ? nil : noSeason, tiles: whole.map(words.tiles) ?? [],
        chart: whole.map(words.chart),
        sections: [
          .init(
            "tree", "Place by place",
            links: [.init("Requests for change", "/targets/requests")],
            tables: [words.table(shown, caption: "Targets")])
        ], foot: words.throughText))
  }

  static let noSeason =
    "No whole year of sales was known when these targets were set, so their periods weigh as many weeks as they have."

  private static func sentence(_ set: TargetSet, _ book: TargetBook) -> String {
    let accounts = book.lines.count { $0.kind == .account }
    let from = DisplayNumber.day(set.calendar.firstDay(ofFiscalYear: set.year))
    let to = DisplayNumber.day(set.calendar.lastDay(ofFiscalYear: set.year))
    return
      "\(set.metric.metric.name), \(set.basis.label), \(from) to \(to); \(accounts) accounts that you may see."
  }

  private static func agree(_ set: TargetSet, _ visit: Visit, mayAdd: Bool) -> [AnswerPage.Deed] {
    guard set.status == .draft, mayAdd else { return [] }
    return [
      .init(
        "Agree these targets", "/targets/\(set.id)/agreement", csrf: visit.formToken, css: "button--primary",
        fields: [("version", String(set.version))])
    ]
  }

  private static func blank(mayAdd: Bool) -> AnswerPage.Blank {
    .init(
      icon: "list-check", title: "Targets will stand here",
      text:
        "Give the company a target for the year: it is handed down to teams, managers and accounts by fair share of what they "
        + "sold, and over the periods as they sold in them.",
      label: mayAdd ? "Set targets" : nil, href: "/targets/new")
  }

  @Sendable static func node(_ book: TargetBook, _ visit: Visit) async throws -> Page {
    guard let words = TargetWords(book), let line = book.focus else { throw TargetRefusal.notThere("target") }
    let set = words.set, below = book.lines.filter { $0.id != line.id }
    var actions: [AnswerPage.Link] = []
    if set.status == .draft, visit.context.actor.role >= .director {
      actions.append(.init("Change", words.href(line) + "/edit", icon: "pencil", css: "button--primary"))
    }
    if set.status == .agreed, visit.context.actor.role >= .manager {
      actions.append(.init("Ask for a change", words.href(line) + "/requests/new", icon: "pencil"))
    }
    if line.kind == .account, let account = line.subject {
      actions.append(.init("Open the account", "/accounts/\(account)", icon: "building-store"))
    }
    var sections: [AnswerPage.Section] = []
    if !below.isEmpty {
      sections.append(
        .init(
          "below", "What stands below", tables: [words.table(below, caption: "Targets below \(line.name)")]))
    }
    sections.append(.init("periods", "By period", tables: [words.periods(line)]))
    sections.append(.init("arithmetic", "How it is reckoned", lines: words.arithmetic(line) + words.chance))
    return page(
      line.name, [crumb, .init("\(set.metric.metric.name) \(set.year)", set.location)], charts: true,
      AnswerPage(
        heading: "\(line.name): target \(set.year)",
        sentence:
          "\(Words.title(line.kind.rawValue)); \(set.metric.metric.name), \(set.basis.label).",
        actions: actions, answer: words.answer(line), caution: set.seasonKnown ? nil : noSeason,
        tiles: words.tiles(line), chart: words.chart(line), sections: sections, foot: words.throughText))
  }

  static func page(_ title: String, _ crumbs: [Page.Crumb], charts: Bool = false, _ content: AnswerPage)
    -> Page
  {
    Page("answer-page", title: title, section: "targets", crumbs: crumbs, charts: charts, content)
  }

  @Sendable static func file(_ book: TargetBook, _: Visit) async throws -> Table {
    guard let words = TargetWords(book) else { throw TargetRefusal.notThere("target") }
    let unit = words.unit
    return Table(
      title: "Targets \(words.set.name)",
      heads: [
        "Place", "Kind", "Above", "Target", "Held back", "Reached", "Reached %", "Due by now", "Pace %",
        "Needed a week",
      ] + (1...12).map { words.set.period.label($0) },
      rows: book.lines.map { line in
        let one = line.attainment, above = book.lines.first { $0.id == line.parent }?.name
        return [
          .text(line.name), .text(line.kind.rawValue), above.map { .text($0) } ?? .empty,
          unit.cell(one.target),
          unit.cell(line.holdBack), unit.cell(one.actual), one.attained.map { .percent($0) } ?? .empty,
          unit.cell(one.due), one.pace.map { .percent($0) } ?? .empty,
          one.requiredPerWeek.map(unit.cell) ?? .empty,
        ] + line.phases.map(unit.cell)
      },
      notes: [
        ("Metric", "\(words.set.metric.metric.name) in \(unit.label), \(words.set.basis.label)"),
        ("Data through", words.throughText),
        ("Pace", "reached / (target x share of the year that its own periods make due by now)"),
      ])
  }
}
