import Blueprint
import Foundation
import Kernel

/// What the template `explain` places.
struct ExplainView: Sendable {
  struct Pair: Sendable {
    let label: String
    let text: String
  }
  struct History: Sendable {
    struct Event: Sendable {
      struct Change: Sendable {
        let field: String
        let before: String
        let after: String
      }
      let what: String
      let who: String
      let when: String
      let exactWhen: String
      let eventHref: String?
      let changes: [Change]
    }
    let hasEvents: Bool
    let events: [Event]
    let quietText: String
    let olderHref: String?
  }

  let title: String
  let value: String
  let exact: String
  let definition: String
  let formula: String
  let formulaFilled: String
  let movement: DeltaView?
  let against: String?
  let throughText: String
  let filters: [Pair]
  let inputs: TableBox
  let sources: TableBox
  let hasHistory: Bool
  let history: [History]
  let rowsHref: String
  let rowsLabel: String
  let warning: String?

  init(_ one: Explanation) {
    title = "\(one.metric.name) of \(one.name)"
    value = one.value
    exact = one.value
    definition = one.metric.definition
    formula = "\(one.metric.name) = \(one.metric.formula)"
    formulaFilled = one.filledFormula
    movement = nil
    against = one.lastYear.map { "\($0) in the same weeks of last year" }
    throughText = one.through.map { "\($0.source): \(DisplayNumber.day($0.week.lastDay))" }.joined(
      separator: "; ")
    filters =
      one.filters.map { Pair(label: $0.label, text: $0.text) }
      + one.notes.map { Pair(label: "Note", text: $0) }
    inputs = TableBox(
      table: TableView(
        caption: "The numbers in it", heads: [.init(label: "Number"), .init(label: "Amount", css: "is-end")],
        rows: one.inputs.map { .init(cells: [.head($0.label), .number($0.text)]) }))
    sources = TableBox(table: Self.files(one))
    hasHistory = true
    history = [Self.imports(one)]
    switch one.subject {
    case "account": (rowsHref, rowsLabel) = ("/accounts/\(one.id)/performance", "All figures of \(one.name)")
    case "product": (rowsHref, rowsLabel) = ("/products/\(one.id)/performance", "All figures of \(one.name)")
    case "analysis":
      (rowsHref, rowsLabel) = (
        "/analysis?\(one.query.narrowed(by: [], rows: ["item"]).address)", "The items in it"
      )
    default: (rowsHref, rowsLabel) = ("/", "All accounts")
    }
    warning =
      one.ties
      ? nil
      : "The imports below do not add up to this figure. The kept totals differ from the facts: report "
        + "this, and undo "
        + "and restore the newest import to have them made again."
  }

  private static func imports(_ one: Explanation) -> History {
    History(
      hasEvents: !one.shares.isEmpty,
      events: one.shares.reversed().prefix(20).map { share in
        .init(
          what: "\(share.file) imported", who: share.importedBy,
          when: DisplayNumber.day(Day(share.importedAt)),
          exactWhen: Day(share.importedAt).description, eventHref: "/sales/imports/\(share.batch)",
          changes: [])
      }, quietText: "Nothing was imported for this.", olderHref: nil)
  }

  private static func files(_ one: Explanation) -> TableView {
    let whole = one.shares.map(\.figures).reduce(.none, +)
    return TableView(
      caption: "What each file put into it",
      heads: [
        .init(label: "File"), .init(label: "Source"), .init(label: "Facts", css: "is-end"),
        .init(label: "Units", css: "is-end"), .init(label: "Value", css: "is-end"),
      ],
      rows: one.shares.map { share in
        .init(cells: [
          .head(share.file, link: "/sales/imports/\(share.batch)"), .text(share.source),
          .number(DisplayNumber.grouped(share.figures.facts)),
          .number(ShownFigures.units(share.figures.units)),
          .number(ShownFigures.money(share.figures.value)),
        ])
      },
      totals: [
        .init(css: "", text: "Together"), .init(css: "", text: ""),
        .init(css: "is-end", text: DisplayNumber.grouped(whole.facts)),
        .init(css: "is-end", text: ShownFigures.units(whole.units)),
        .init(css: "is-end", text: ShownFigures.money(whole.value)),
      ])
  }
}
