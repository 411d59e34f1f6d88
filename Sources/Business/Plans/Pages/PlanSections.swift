import Blueprint
import Kernel
import Targets

/// The parts of a plan's page, each with what would stand there while it is empty.
extension PlanWords {
  var sections: [WorkPage.Section] { plan.kind == .joint ? joint : account + figures }

  private func section(
    _ kind: PlanItem.Kind, _ heading: String, _ table: TableView, _ quiet: String
  ) -> WorkPage.Section {
    let isEmpty = book.of(kind).isEmpty
    return .init(
      kind.path, heading,
      links: mayEdit && plan.status == .draft ? [.init("Add \(kind.named)", "\(href)/\(kind.path)/new")] : [],
      tables: isEmpty ? [] : [table], quiet: isEmpty ? quiet : nil)
  }

  private var joint: [WorkPage.Section] {
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

  private var account: [WorkPage.Section] {
    let people: [WorkPage.Section] =
      book.of(.role).isEmpty ? [] : [.init("roles", "Who does what", tables: [roles])]
    return [
      section(
        .objective, "Objectives and key results", objectives,
        "What shall be reached, and by which number is it seen? A key result reads it from sales or targets."),
      section(
        .initiative, "Initiatives", initiatives, "What will close the gap? Each with value, chance and day."),
    ] + people + [
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

  private var figures: [WorkPage.Section] {
    [
      .init(
        "reckoning", "How the gap is reckoned", tables: scenarios.map { [$0] } ?? [], lines: reckoning),
      .init("quality", "Plan quality", tables: [quality]),
    ]
  }
}
