import Blueprint
import Kernel

/// A snapshot in words and tables.
struct SnapshotWords {
  let one: PipelineSnapshot

  @Sendable static func draw(_ one: PipelineSnapshot, _ visit: Visit) async throws -> Page {
    let words = SnapshotWords(one: one)
    return AnswerPage(
      heading: "What did we say on \(DisplayNumber.day(one.on))?",
      sentence: one.known == .then
        ? "The pipeline as it had been recorded by then, and what became of it."
        : "The pipeline of that day by all that is known of it today, and what became of it.",
      actions: [
        .init(
          "CSV", "/pipeline/snapshot?on=\(one.on)&known=\(one.known.rawValue)&format=csv",
          icon: "download")
      ],
      tabs: PipelinePage.tabs(current: "/pipeline/snapshot"), question: words.question,
      empty: one.count == 0 ? words.blank : nil, answer: words.answer, caution: words.caution,
      sections: words.sections,
      foot:
        "Weighted by the chance that was kept on the day; where another system's history was imported later, by what own "
        + "history said of the stage then."
    ).page("Then and now")
  }

  private var question: AnswerPage.Question {
    var day = FieldView(id: "field-on", name: "on", label: "Day")
    day.isInput = true
    day.isRequired = true
    day.inputType = "date"
    day.value = one.on.description
    var known = FieldView(id: "field-known", name: "known", label: "By what was known")
    known.isSelect = true
    known.isRequired = true
    known.options = [
      .init(value: "then", label: "then", isSelected: one.known == .then),
      .init(value: "now", label: "today", isSelected: one.known == .now),
    ]
    return .init(action: "/pipeline/snapshot", fields: [day, known], submit: "Show")
  }

  private var blank: AnswerPage.Blank {
    one.known == .then
      ? .init(
        icon: "history", title: "Nothing had been recorded by then",
        text:
          "Deals that were imported or entered later were not known on \(DisplayNumber.day(one.on)). Their own dates may still tell what was open.",
        label: "Show by what is known today", href: "/pipeline/snapshot?on=\(one.on)&known=now")
      : .init(
        icon: "history", title: "No deal was open on that day", text: "Choose a later day.", label: "Deals",
        href: "/deals")
  }

  var answer: String {
    "\(DealWords.deals(one.count)) were open, worth \(DealWords.short(one.value)), weighted \(DealWords.short(one.weighted)). Since then "
      + "\(one.won) were won for \(DealWords.short(one.wonValue)), \(one.lost) were lost, \(one.open) are open still."
  }

  private var caution: String? {
    one.unvalued > 0 ? "\(DealWords.deals(one.unvalued)) had no value then and are not in the sums." : nil
  }

  private var sections: [AnswerPage.Section] {
    [
      .init("stages", "By stage then", tables: [stages]),
      .init(
        "deals", "The largest, then and now", tables: [entries],
        quiet: one.count > one.entries.count
          ? "The first \(one.entries.count) of \(DisplayNumber.grouped(one.count))." : nil),
    ]
  }

  private var stages: TableView {
    TableView(
      caption: "By stage then",
      heads: [
        .init(label: "Stage"), .end("Deals"), .end("Value", unit: one.currency.code), .end("Weighted"),
        .end("Won since"),
        .end("For"), .end("Lost"), .end("Open still"),
      ],
      rows: one.lines.map { line in
        .init(cells: [
          .head(line.stage), .number(DisplayNumber.grouped(line.count)), .number(line.value.formatted(.bare)),
          .number(line.weighted.formatted(.bare)), .number(DisplayNumber.grouped(line.won)),
          .number(line.wonValue.formatted(.bare)), .number(DisplayNumber.grouped(line.lost)),
          .number(DisplayNumber.grouped(line.open)),
        ])
      },
      totals: [
        .init(css: "", text: "Together"), .init(css: "is-end", text: DisplayNumber.grouped(one.count)),
        .init(css: "is-end", text: one.value.formatted(.bare)),
        .init(css: "is-end", text: one.weighted.formatted(.bare)),
        .init(css: "is-end", text: DisplayNumber.grouped(one.won)),
        .init(css: "is-end", text: one.wonValue.formatted(.bare)),
        .init(css: "is-end", text: DisplayNumber.grouped(one.lost)),
        .init(css: "is-end", text: DisplayNumber.grouped(one.open)),
      ])
  }

  private var entries: TableView {
    TableView(
      caption: "Deals then and now",
      heads: [
        .init(label: "Deal"), .init(label: "Account"), .init(label: "Stage then"), .init(label: "Now"),
        .end("Value then", unit: one.currency.code), .end("Now"), .init(label: "Decided by, then"),
        .init(label: "Now"),
      ],
      rows: one.entries.map { entry in
        .init(cells: [
          .head(entry.name, link: "/deals/\(entry.id)"), .text(entry.account ?? ""), .text(entry.stageThen),
          .badge(entry.stageNow, DealWords.tone(entry.outcome)),
          .number(entry.valueThen?.formatted(.bare) ?? "unknown"),
          .number(entry.valueNow?.formatted(.bare) ?? "unknown"), .day(entry.closeThen), .day(entry.closeNow),
        ])
      })
  }

  var file: Table {
    Table(
      title: "Pipeline on \(one.on)",
      heads: ["Stage", "Deals", "Value", "Weighted", "Won since", "Won value", "Lost", "Open still"],
      rows: one.lines.map { line in
        [
          .text(line.stage), .whole(Int64(line.count)), .money(line.value), .money(line.weighted),
          .whole(Int64(line.won)), .money(line.wonValue), .whole(Int64(line.lost)), .whole(Int64(line.open)),
        ]
      },
      notes: [
        ("Day", one.on.description), ("By what was known", one.known == .then ? "then" : "today"),
        ("Deals", String(one.count)),
        ("Without a value", String(one.unvalued)),
      ])
  }
}
