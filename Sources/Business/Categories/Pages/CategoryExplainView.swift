import Blueprint
import Kernel

/// What the template `explain` places for figures of categories.
struct CategoryExplainView: Sendable {
  struct Pair: Sendable {
    let label: String
    let text: String
  }
  struct History: Sendable {
    struct Event: Sendable {}
    let hasEvents = false
    let events: [Event] = []
    let quietText =
      "It changes with every import of its sources, and with every product that is named ours or not."
    let olderHref: String? = nil
  }

  let title: String
  let value: String
  let exact: String
  let definition: String
  let formula: String
  let formulaFilled: String
  let movement: DeltaView? = nil
  let against: String?
  let throughText: String
  let filters: [Pair]
  let inputs: TableBox
  let sources: TableBox
  let hasHistory = true
  let history = [History()]
  let rowsHref: String
  let rowsLabel: String
  let warning: String? = nil

  init(_ one: CategoryExplanation) {
    title = one.title
    value = one.value
    exact = one.value
    definition = one.definition
    formula = one.formula
    formulaFilled = one.filled
    against = one.lastYear.map { "\($0) in the same weeks of last year" }
    throughText = one.through
    filters = one.filters.map { Pair(label: $0.label, text: $0.text) }
    func table(
      _ caption: String, _ head: String, _ second: String, _ css: String, _ pairs: [CategoryExplanation.Pair]
    )
      -> TableBox
    {
      TableBox(
        table: TableView(
          caption: caption, heads: [.init(label: head), .init(label: second, css: css)],
          rows: pairs.map { .init(cells: [.head($0.label), .init(css: css, text: $0.text)]) }))
    }
    inputs = table("The numbers in it", "Number", "Amount", "is-end", one.inputs)
    sources = table("Sources", "Source", "Kind", "", one.sources)
    rowsHref =
      one.account.map { "/accounts/\($0)/category?category=\(one.category)" }
      ?? "/categories/\(one.category)/ranking"
    rowsLabel = one.account == nil ? "All items" : "The account's category"
  }
}
