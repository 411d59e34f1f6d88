import Blueprint
import Kernel
import Pipeline
import Targets

/// The parts of a plan's page, each with what would stand there while it is empty.
extension PlanWords {
  var sections: [AnswerPage.Section] { plan.kind == .joint ? joint : account + figures }

  private func section(
    _ kind: PlanItem.Kind, _ heading: String, _ table: TableView, _ quiet: String
  ) -> AnswerPage.Section {
    let isEmpty = book.of(kind).isEmpty
    return .init(
      kind.path, heading,
      links: mayEdit && plan.status == .draft ? [.init("Add \(kind.named)", "\(href)/\(kind.path)/new")] : [],
      tables: isEmpty ? [] : [table], quiet: isEmpty ? quiet : nil)
  }

  private var joint: [AnswerPage.Section] {
    [
      section(
        .promise, "Promises of both sides", promises,
        "Write down who promised what to whom, by when, and what it is worth."),
      section(.gain, "What each side gains", gains, "Say what the plan is worth a year to us and to them."),
      section(
        .objective, "Objectives and key results", objectives,
        "Agree what is to be reached, and by which number it is seen."),
      section(.action, "Actions", actions, "Who does what next, by when?"),
    ]
  }

  private var account: [AnswerPage.Section] {
    let people: [AnswerPage.Section] =
      book.of(.role).isEmpty ? [] : [.init("roles", "Who does what", tables: [roles])]
    return [
      section(
        .objective, "Objectives and key results", objectives,
        "What shall be reached, and by which number is it seen? A key result reads it from sales or targets."),
      section(
        .initiative, "Initiatives", initiatives, "What will close the gap? Each with value, chance and day."),
    ] + freeDeals + people + [
      section(.action, "Actions", actions, "Who does what next, by when?"),
      section(.risk, "Risks", risks, "What could go wrong, how likely is it, and what is done about it?"),
      section(
        .goal, "The customer's goals", goals,
        "What does the customer want to reach? Assumed until somebody there has confirmed it."),
      section(
        .competitor, "Competitive position", competitors, "Who else sells there, and what is our answer?"),
      section(.swot, "Strengths, weaknesses, opportunities, threats", swot, "Four honest lists."),
    ]
  }

  /// What the pipeline holds beside the plan: each can be counted once, as an initiative.
  private var freeDeals: [AnswerPage.Section] {
    guard !book.freeDeals.isEmpty else { return [] }
    let table = TableView(
      caption: "Open deals that the plan does not count",
      heads: [
        .init(label: "Deal"), .init(label: "Stage"), .end("Value"), .end("Chance"), .init(label: "Decision"),
        .init(label: "More"),
      ],
      rows: book.freeDeals.map { deal in
        let add = "\(href)/initiatives/new?deal=\(deal.id)&title=\(Words.percent(deal.name))"
        let mayCount = mayEdit && plan.status == .draft
        return .init(cells: [
          .head(deal.name, link: "/deals/\(deal.id)"), .text(deal.stage),
          .number(deal.amount?.formatted() ?? ""), .number(deal.chance.formatted(decimals: 0)),
          .day(deal.closeOn),
          mayCount ? .init(isPlain: false, text: "Count it", link: add) : .text(""),
        ])
      })
    return [
      .init(
        "deals", "Open deals that the plan does not count",
        lead:
          "As an initiative a deal is counted once: with its value, chance and day as they are in the pipeline.",
        tables: [table])
    ]
  }

  private var figures: [AnswerPage.Section] {
    [
      .init(
        "reckoning", "How the gap is reckoned", tables: scenarios.map { [$0] } ?? [], lines: reckoning),
      .init("quality", "Plan quality", tables: [quality]),
    ]
  }
}
