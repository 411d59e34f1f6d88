import Blueprint
import Kernel

/// What the template `metrics` places: the dictionary of figures.
struct MetricsView: Sendable {
  let title: String
  let sentence: String
  let metrics: TableBox

  init(_ all: [Metric]) {
    title = "Metric dictionary"
    sentence = "\(all.count) figures, each defined once and used everywhere."
    metrics = TableBox(
      table: TableView(
        caption: "Metrics",
        heads: ["Metric", "Definition", "Formula", "Unit", "Grain", "Adds up", "Owner", "Source"].map {
          .init(label: $0)
        },
        rows: all.map { one in
          .init(cells: [
            .head(one.name), .text(one.definition), .text(one.formula), .text(one.unit), .text(one.grain),
            .text(
              one.additivity == .sum
                ? "yes" : one.additivity == .ratio ? "no, a quotient" : "no, a count of different ones"),
            .text(one.owner), .text(one.source),
          ])
        }))
  }

  static let template = Template(
    "metrics",
    """
    {{! The dictionary of figures. Context: title, sentence, metrics {table}. }}<div class="head">
    <div class="head__text"><h1>{{title}}</h1><p class="sentence">{{sentence}}</p></div></div>
    {{#metrics}}{{> table}}{{/metrics}}
    """)
}
