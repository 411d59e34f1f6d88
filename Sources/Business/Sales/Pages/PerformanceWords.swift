import Blueprint
import Foundation
import Kernel

/// A performance as tiles, a chart, tables and one sentence.
struct PerformanceWords {
  let performance: Performance
  let shown: ShownFigures

  init(_ performance: Performance) {
    self.performance = performance
    shown = ShownFigures(performance)
  }

  private var base: String {
    switch performance.subject {
    case "account": "/accounts/\(performance.id)"
    case "product": "/products/\(performance.id)"
    default: "/sales"
    }
  }

  func explainHref(_ metric: Metric.Name) -> String {
    let period = performance.period
    return "\(base)/explain?metric=\(metric.rawValue)&from=\(period.first.firstDay)&to=\(period.last.lastDay)"
      + (performance.lens.map { "&kind=\($0.kind.rawValue)" } ?? "")
      + (performance.tree == .was ? "&tree=as-was" : "")
      + (performance.knownOn.map { "&knownOn=\($0)" } ?? "")
  }

  /// A part's own page, or its figures of the same day's knowledge.
  func href(_ path: String, _ id: String) -> String {
    performance.knownOn.map { "\(path)\(id)/performance?knownOn=\($0)" } ?? path + id
  }

  /// The finding in a sentence; a percentage never breaks before its sign.
  var answer: String { finding.replacing(" %", with: "\u{A0}%") }

  private var finding: String {
    guard performance.hasData else { return "There are no sales yet." }
    let value = "\(ShownFigures.short(.value, performance)) \(shown.currency)"
    let subject = performance.subject == "portfolio" ? "Your accounts" : performance.name
    guard let pair = shown.pair(.value) else {
      return
        "\(subject) sold \(value) in \(performance.period.text); there is no year before to compare with."
    }
    let change = DisplayNumber.change(from: pair.before, to: pair.now)
    guard let units = shown.pair(.units), let price = shown.pair(.averagePrice) else {
      return "\(subject) sold \(value) in \(performance.period.text), \(change) against last year."
    }
    return "\(subject) sold \(value) in \(performance.period.text), \(change) against last year: units "
      + "\(DisplayNumber.change(from: units.before, to: units.now)), average price "
      + "\(DisplayNumber.change(from: price.before, to: price.now))."
  }

  var tiles: [TileView] {
    guard performance.hasData else { return [] }
    var metrics: [Metric.Name] = [.value, .units, .averagePrice, .storesSelling]
    if performance.subject != "portfolio" { metrics.append(.itemsSelling) }
    return metrics.map { metric in
      let pair = shown.pair(metric), isMoney = metric == .value || metric == .averagePrice
      let stale = performance.through.first(where: \.isStale)
      return TileView(
        label: Metric.of(metric).name, value: ShownFigures.short(metric, performance),
        exact: shown.exact(metric),
        unit: isMoney ? shown.currency : nil, href: explainHref(metric),
        spokenHref: "Where \(Metric.of(metric).name.lowercased()) comes from",
        change: pair.map {
          DeltaView(now: $0.now, before: $0.before, isBetterWhenMore: metric != .averagePrice)
        },
        against: pair == nil ? "no year before" : "against last year",
        stale: stale.map { "\($0.source) ends \(DisplayNumber.day($0.week.lastDay))" })
    }
  }

  var chart: ChartView {
    let pair = shown.pair(.value)
    let finding =
      pair.map { "Value is \(DisplayNumber.change(from: $0.before, to: $0.now)) against last year" }
      ?? "Value by week"
    let hasPast = performance.trend.contains { $0.lastYear != nil }
    var heads = [ChartView.Head(label: "Value", series: "value")]
    if hasPast { heads.append(.init(label: "Value last year", series: "last-year")) }
    return ChartView(
      id: "trend", kind: "line", title: finding, unit: shown.currency, firstHead: "Week to", heads: heads,
      rows: performance.trend.map { point in
        var cells = [cell(point.current)]
        if hasPast { cells.append(cell(point.lastYear)) }
        return .init(
          label: DisplayNumber.day(point.week.lastDay), short: DisplayNumber.week(point.week), cells: cells)
      }, tableLabel: "Value by week as a table")
  }

  private func cell(_ figures: SalesFigures?) -> ChartView.Cell {
    guard let figures else { return .init(text: "", number: "") }
    return .init(
      text: ShownFigures.money(figures.value), number: DecimalText.plain(figures.value, decimals: 4))
  }

  func table(_ caption: String, _ lines: [Performance.Line], at path: String, whole: SalesFigures)
    -> TableView
  {
    let money = shown.currency
    return TableView(
      caption: caption,
      heads: [
        .init(label: "Name"), .init(label: "Value", css: "is-end", unit: money),
        .init(label: "Change", css: "is-end"),
        .init(label: "Share", css: "is-end"), .init(label: "Units", css: "is-end"),
        .init(label: "Average price", css: "is-end", unit: money),
      ],
      rows: lines.prefix(50).map { line in
        .init(cells: [
          .head(
            line.name, link: href(path, line.id),
            badge: line.isProvisional ? .init(label: "provisional", tone: "watch") : nil),
          .number(ShownFigures.money(line.current.value)), .change(line.current.value, line.lastYear.value),
          .number(BasisPoints(line.current.value, of: whole.value).map { $0.formatted(decimals: 1) } ?? ""),
          .number(ShownFigures.units(line.current.units)),
          .number(line.current.averagePrice.map(ShownFigures.price) ?? ""),
        ])
      }, footnote: lines.count > 50 ? "The first 50 of \(lines.count), by value." : nil)
  }
}
