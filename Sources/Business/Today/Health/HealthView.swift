import Blueprint
import Kernel

/// What the template `health` places: a score opened into its parts.
struct HealthView: Sendable {
  let title: String?
  let answer: String
  let note: String
  let lines: TableBox

  init(_ score: HealthScore, of account: String?, isFragment: Bool) {
    title = isFragment ? nil : account.map { "Health of \($0)" } ?? "Health"
    answer =
      score.score.map {
        "Health \(Self.tenths($0)) of 100"
          + (score.known.count < 10_000
            ? ", from \(score.known.formatted(decimals: 0)) of the weight; the rest is not known." : ".")
      } ?? "Nothing is known yet that health could be read from."
    note =
      "Not validated: this score was not yet held against renewals of your own. It is a weighted mean of outcomes, "
      + "version \(score.model), and says what adds how much."
    lines = TableBox(
      table: TableView(
        caption: "What health is made of",
        heads: [
          .init(label: "Outcome"), .init(label: "Points", css: "is-end"),
          .init(label: "Weight", css: "is-end"),
          .init(label: "Adds", css: "is-end"), .init(label: "Because"),
        ],
        rows: score.lines.map { line in
          .init(cells: [
            .head(line.title, link: line.evidence), .number(line.points.map(String.init) ?? ""),
            .number(line.weight.formatted(decimals: 0)), .number(line.contribution.map(Self.tenths) ?? ""),
            .text(line.words),
          ])
        },
        totals: [
          .init(css: "", text: "Health"), .init(css: "", text: ""), .init(css: "", text: ""),
          .init(css: "is-end", text: score.score.map(Self.tenths) ?? ""), .init(css: "", text: ""),
        ],
        footnote: "Adds = weight / known weight × points."))
  }

  static func tenths(_ value: Int) -> String { DisplayNumber.decimal(Int64(value), scale: 1, decimals: 1) }

  static let template = Template(
    "health",
    #"""
    {{! A health score in its parts. Context: see HealthView. }}{{#title}}<div class="head"><div class="head__text"><h1>{{.}}</h1></div><div class="actions"><a class="button" href="/health-model">The model</a></div></div>{{/title}}
    <p class="answer">{{answer}}</p>
    {{#lines}}{{> table}}{{/lines}}
    <p class="table__note">{{note}}</p>
    """#)
}

/// What the template `health-model` places.
struct HealthModelView: Sendable {
  let sentence: String
  let weights: TableBox
  let hasEarlier: Bool
  let earlier: TableBox

  init(_ models: HealthDesk.Models, _ inputs: [HealthInput]) {
    let now = models.current
    sentence =
      "Version \(now.version) by \(now.madeBy)\(now.madeOn.map { ", \(DisplayNumber.day($0))" } ?? ""): \(now.reason)."
    let titles = Dictionary(inputs.map { ($0.name, $0.title) }) { first, _ in first }
    weights = TableBox(
      table: TableView(
        caption: "Weights",
        heads: [.init(label: "Outcome"), .init(label: "Input"), .init(label: "Weight", css: "is-end")],
        rows: now.weights.map {
          .init(cells: [
            .head(titles[$0.input] ?? $0.input), .text($0.input), .number($0.weight.formatted(decimals: 0)),
          ])
        }))
    hasEarlier = !models.earlier.isEmpty
    earlier = TableBox(
      table: TableView(
        caption: "Earlier versions", showsCaption: true,
        heads: [
          .init(label: "Version"), .init(label: "By"), .init(label: "Since"), .init(label: "Weights"),
          .init(label: "Why"),
        ],
        rows: models.earlier.map { one in
          .init(cells: [
            .head(String(one.version)), .text(one.madeBy), .day(one.madeOn),
            .text(
              one.weights.map { "\($0.input) \($0.weight.formatted(decimals: 0))" }.joined(separator: ", ")),
            .text(one.reason),
          ])
        }))
  }

  static let template = Template(
    "health-model",
    #"""
    {{! How health is scored. Context: see HealthModelView. }}<div class="head"><div class="head__text"><h1>Health model</h1><p class="sentence">{{sentence}}</p></div><div class="actions"><a class="button" href="/health-model/new">Weigh anew</a></div></div>
    {{#weights}}{{> table}}{{/weights}}
    {{#hasEarlier}}{{#earlier}}{{> table}}{{/earlier}}{{/hasEarlier}}
    <p class="foot">Inputs are outcomes. A score is not validated until it was held against renewals of your own.</p>
    """#)
}
