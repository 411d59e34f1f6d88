import Blueprint
import Foundation
import Kernel
import Sales

/// What the template `analysis` places: the question, its picture and its table.
struct AnalysisView: Sendable {
  struct Option: Sendable {
    let value: String
    let label: String
    let isSelected: Bool
  }
  struct Select: Sendable {
    let id: String
    let name: String
    let label: String
    let options: [Option]
  }
  struct Input: Sendable {
    let id: String
    let name: String
    let label: String
    let type: String
    let value: String
  }
  struct Chip: Sendable {
    let text: String
    let value: String
    let removeHref: String
    let removeLabel: String
  }
  struct Picture: Sendable {
    let chart: ChartView
  }

  let title: String
  let sentence: String
  let saveHref: String
  let alertHref: String?
  let csvHref: String
  let workbookHref: String
  let selects: [Select]
  let more: [Select]
  let inputs: [Input]
  let hasChips: Bool
  let chips: [Chip]
  let hasWarnings: Bool
  let warnings: [String]
  let isEmpty: Bool
  let emptyText: String
  /// Nil where the picture says it already.
  let answer: String?
  let isSmall: Bool
  let pictures: [Picture]
  let grid: TableBox
  let throughText: String
  let definitions: [Input]

  /// Rows that a page shows; files hold them all.
  static let mostRows = 200

  init(_ table: AnalysisTable, saved: SavedAnalysis? = nil) {
    let address = table.query.address, links = AnalysisLinks(table: table),
      chart = AnalysisChart(table: table)
    title = saved?.name ?? table.title
    sentence = table.filters.filter { $0.label != "Tree" || table.query.tree == .was }.map { $0.text }
      .joined(separator: " · ")
    saveHref = "/analyses/new?address=\(URLWords.escaped(address))&name=\(URLWords.escaped(table.title))"
    alertHref = saved.map { "/alerts/new?analysis=\($0.id)" }
    csvHref = "/analysis?\(address)&format=csv"
    workbookHref = "/analysis?\(address)&format=xlsx"
    selects = AnalysisPickers.main(table)
    more = AnalysisPickers.more(table)
    inputs = AnalysisPickers.inputs(table)
    chips = zip(table.query.where ?? [], table.filters).map { filter, words in
      Chip(
        text: "\(words.label): \(words.text)", value: filter, removeHref: links.without(filter),
        removeLabel: "Remove the filter \(words.label)")
    }
    hasChips = !chips.isEmpty
    warnings = table.warnings
    hasWarnings = !warnings.isEmpty
    isEmpty = !table.hasData
    emptyText =
      hasChips || table.query.kind != nil || table.query.currency != nil
      ? "Nothing was sold under these filters. Remove one, or choose other weeks."
      : "Import a sales file, and any figure can be split by accounts, items and weeks here."
    let pictures = chart.charts.map { Picture(chart: $0) }
    answer = pictures.count == 1 ? nil : chart.finding.replacing(" %", with: "\u{a0}%")
    self.pictures = pictures
    isSmall = pictures.count > 1
    grid = TableBox(table: AnalysisGrid(table: table, links: links).view)
    throughText = ([table.throughText] + table.notes).joined(separator: " ")
    definitions = table.metrics.map {
      Input(id: $0.id.rawValue, name: $0.name, label: $0.formula, type: "", value: $0.definition)
    }
  }
}

/// The table of an answer with its doors: a row's name goes one level down, a figure to where it comes from.
struct AnalysisGrid {
  let table: AnalysisTable
  let links: AnalysisLinks

  var view: TableView {
    let names = table.rowDimensions.map(\.label).joined(separator: " / ")
    let shown = table.rows.prefix(AnalysisView.mostRows)
    return TableView(
      caption: table.title,
      heads: [.init(label: names.isEmpty ? "All" : names)]
        + table.columns.map { .init(label: $0.label, css: "is-end", unit: unit($0)) },
      rows: shown.map { row in line(row, head(row)) } + [line(table.total, total)],
      footnote: table.rows.count > shown.count
        ? "The first \(shown.count) of \(table.rows.count) rows; files hold them all." : nil)
  }

  /// The first rows, for a panel.
  var short: TableView {
    TableView(
      caption: table.title,
      heads: [.init(label: table.rowDimensions.map(\.label).joined(separator: " / "))]
        + totals.map { .init(label: table.columns[$0].label, css: "is-end", unit: unit(table.columns[$0])) },
      rows: table.rows.filter { $0.members.count <= 1 }.prefix(8).map { shortLine($0, head($0)) }
        + [shortLine(table.total, total)])
  }

  private var total: TableView.Cell {
    TableView.Cell(css: "is-total", isHead: true, isPlain: false, text: "Total")
  }

  /// Of a table with columns only their total fits a panel.
  private var totals: [Int] { table.columns.indices.filter { table.columns[$0].members.isEmpty } }

  private func shortLine(_ row: AnalysisTable.Row, _ head: TableView.Cell) -> TableView.Line {
    let whole = cells(row)
    return .init(cells: [head] + totals.map { whole[$0] })
  }

  private func head(_ row: AnalysisTable.Row) -> TableView.Cell {
    let indent = String(repeating: "\u{2003}", count: row.members.count - 1)
    return .head(indent + (row.members.last?.name ?? ""), link: links.down(row))
  }

  private func line(_ row: AnalysisTable.Row, _ head: TableView.Cell) -> TableView.Line {
    .init(cells: [head] + cells(row))
  }

  private func cells(_ row: AnalysisTable.Row) -> [TableView.Cell] {
    zip(table.columns, row.cells).map { column, cell in
      let link = cell.number == nil ? nil : links.explain(row, column)
      // The total runs over the whole; it has no members.
      let css = row.members.isEmpty ? "is-end is-total" : "is-end"
      return .init(css: css, isPlain: link == nil, text: cell.text, link: link)
    }
  }

  private func unit(_ column: AnalysisTable.Column) -> String? {
    guard column.role != .change else { return nil }
    switch Metric.of(column.metric).format {
    case .money, .price: return table.lens?.currency.code
    case .percent: return "%"
    default: return nil
    }
  }
}
