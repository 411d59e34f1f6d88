import Blueprint
import Kernel

/// What the template `metrics` places: the dictionary of figures, or those that a search found.
struct MetricsView: Sendable {
  let title: String
  let sentence: String
  let query: String?
  let csvHref: String
  let workbookHref: String
  let hasAny: Bool
  let metrics: TableBox
  let windows: TableBox

  init(_ list: MetricList) {
    title = "Metric dictionary"
    query = list.query
    let count = list.metrics.count
    sentence =
      list.query.map { "\(count) of \(Metric.all.count) figures for “\($0)”." }
      ?? "\(count) figures, each defined once and used everywhere."
    let kept = list.query.map { "&q=\(URLWords.escaped($0))" } ?? ""
    csvHref = "/metrics-dictionary?format=csv\(kept)"
    workbookHref = "/metrics-dictionary?format=xlsx\(kept)"
    hasAny = count > 0
    metrics = TableBox(
      table: TableView(
        caption: "Metrics",
        heads: ["Metric", "Short", "Definition", "Formula", "Unit", "Adds up"].map { .init(label: $0) },
        rows: list.metrics.map { one in
          .init(cells: [
            .head(one.name, link: one.href), .text(one.short), .text(one.definition), .text(one.formula),
            .text(one.unit), .text(one.addsUp),
          ])
        }))
    windows = TableBox(
      table: TableView(
        caption: "Windows", heads: ["Window", "Weeks"].map { .init(label: $0) },
        rows: Self.windows.map { .init(cells: [.head($0.0), .text($0.1)]) }))
  }

  private static let windows = [
    ("Latest 4, 12, 52 weeks", "Whole company weeks up to the last one that any of the sources has."),
    ("Year to date", "From the first week of the fiscal year to the last week with data."),
    ("Last year", "The same weeks 52 weeks earlier, so that a season is held against the same season."),
    ("Previous period", "As many weeks just before."),
  ]

  /// The template's text: pieces of the web's own templates, put together.
  static let template = Template(
    "metrics",
    """
    {{! The dictionary of figures. Context: see MetricsView. }}<div class="head">
    <div class="head__text"><h1>{{title}}</h1><p class="sentence">{{sentence}}</p></div></div>
    <div class="toolbar"><form class="toolbar__search" role="search" action="/metrics-dictionary" method="get">
    <svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#search"/></svg>
    <input type="search" name="q" value="{{query}}" aria-label="Search in metrics" placeholder="Search in metrics">
    </form><span class="toolbar__space"></span>
    <a class="button button--quiet" href="{{csvHref}}">CSV</a>
    <a class="button button--quiet" href="{{workbookHref}}">Excel</a></div>
    {{#hasAny}}{{#metrics}}{{> table}}{{/metrics}}{{/hasAny}}
    {{^hasAny}}<div class="empty"><h2>No figure is called that</h2><p>Search by a name, a short form such as TDP, or a
    word of the definition.</p><div class="actions"><a class="button button--primary"
    href="/metrics-dictionary">All figures</a></div></div>{{/hasAny}}
    <h2>Windows</h2>
    {{#windows}}{{> table}}{{/windows}}
    """)
}

/// What the template `metric` places: one figure of the dictionary.
struct MetricView: Sendable {
  struct Pair: Sendable {
    let label: String
    let text: String
  }

  let title: String
  let definition: String
  let formula: String
  let pairs: [Pair]
  let warning: String?
  let askHref: String

  init(_ one: Metric) {
    title = one.name
    definition = one.definition
    formula = "\(one.name) = \(one.formula)"
    pairs = [
      ("Short", one.short), ("Id", one.id.rawValue), ("Unit", one.unit), ("Grain", one.grain),
      ("Adds up", one.addsUp),
      ("Owner", one.owner), ("Source", one.source),
    ].map { Pair(label: $0.0, text: $0.1) }
    warning = one.additivity == .sum ? nil : MetricRefusal.notAdditive(one).message
    askHref = "/analysis?rows=account&metric=\(one.id.rawValue)"
  }

  static let template = Template(
    "metric",
    """
    {{! One figure of the dictionary. Context: see MetricView. }}<article class="explain"><div class="head">
    <div class="head__text"><h1>{{title}}</h1><p class="sentence">{{definition}}</p></div>
    <div class="actions"><a class="button button--primary" href="{{askHref}}">Show it by account</a></div></div>
    <div class="formula" tabindex="0" role="group" aria-label="Formula"><p>{{formula}}</p></div>
    {{#warning}}<div class="note note--watch"><svg class="icon" aria-hidden="true">
    <use href="/assets/vendor/icons.svg#alert-triangle"/></svg><div class="note__body">{{.}}</div></div>{{/warning}}
    <section class="panel" aria-labelledby="about-heading"><div class="panel__head">
    <h2 id="about-heading">About it</h2></div>
    <dl class="facts">{{#pairs}}<dt>{{label}}</dt><dd>{{text}}</dd>{{/pairs}}</dl></section></article>
    """)
}
