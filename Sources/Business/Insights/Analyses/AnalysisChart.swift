import Blueprint
import Kernel
import Sales

/// The picture that fits a question: a line for time, bars for a ranking, small pictures side by side where a line or a
/// row of bars for each would not be read.
struct AnalysisChart {
  let table: AnalysisTable
  /// Begins the names of the pictures on a page.
  var id = "picture"

  private static let mostLines = 5
  private static let mostBars = 15
  private static let mostSmall = 9

  private var metric: Metric { table.metrics[0] }
  private var unit: String {
    switch metric.format {
    case .money, .price: table.lens?.currency.code ?? ""
    case .percent: "%"
    default: metric.unit
    }
  }
  private var hasTimeColumns: Bool { table.columnDimensions.first.map { $0.side == .time } ?? false }
  private var hasTimeRows: Bool { table.rowDimensions.first.map { $0.side == .time } ?? false }

  /// Rows of the outermost dimension.
  private var tops: [AnalysisTable.Row] { table.rows.filter { $0.members.count == 1 } }

  private func places(_ role: AnalysisTable.Role, total: Bool) -> [Int] {
    table.columns.indices.filter { place in
      let column = table.columns[place]
      return column.metric == metric.id && column.role == role
        && (column.members.isEmpty == (total || table.columnDimensions.isEmpty))
    }
  }

  var charts: [ChartView] {
    guard table.hasData, !table.rows.isEmpty || hasTimeColumns else { return [] }
    if hasTimeColumns { return lines }
    if hasTimeRows { return [overTime] }
    return table.columnDimensions.isEmpty ? [ranking] : small
  }

  // MARK: Time

  private var overTime: ChartView {
    let now = places(.now, total: true), before = places(.before, total: true)
    var heads = [ChartView.Head(label: metric.name, series: "value")]
    if !before.isEmpty { heads.append(.init(label: "\(metric.name) \(past)", series: "last-year")) }
    return ChartView(
      id: id, kind: "line", title: finding, unit: unit, firstHead: table.rowDimensions[0].label, heads: heads,
      rows: tops.map { row in
        .init(
          label: row.members[0].name, short: row.members[0].name,
          cells: (now + before).map { cell(row.cells[$0]) })
      }, tableLabel: "The picture as a table")
  }

  private var lines: [ChartView] {
    let now = places(.now, total: false)
    func chart(_ id: String, _ title: String, _ rows: [AnalysisTable.Row]) -> ChartView {
      ChartView(
        id: id, kind: "line", title: title, unit: unit, firstHead: table.columnDimensions[0].label,
        // A line alone in its picture is named by the title.
        heads: rows.map { row in
          .init(
            label: rows.count == 1 ? metric.short : row.members.first?.name ?? metric.name, series: "value")
        },
        rows: now.map { place in
          let name = table.columns[place].members.map(\.name).joined(separator: " · ")
          return .init(label: name, short: name, cells: rows.map { cell($0.cells[place]) })
        }, tableLabel: "The picture as a table")
    }
    if tops.isEmpty { return [chart(id, finding, [table.total])] }
    if tops.count <= Self.mostLines { return [chart(id, finding, tops)] }
    return tops.prefix(Self.mostSmall).enumerated().map { place, row in
      chart("\(id)-\(place)", row.members[0].name, [row])
    }
  }

  // MARK: Ranking

  private var ranking: ChartView {
    let now = places(.now, total: true), before = places(.before, total: true)
    var heads = [ChartView.Head(label: metric.name, series: "value")]
    if !before.isEmpty { heads.append(.init(label: "\(metric.name) \(past)", series: "last-year")) }
    return bars(id, finding, tops, heads, now + before)
  }

  private func bars(
    _ id: String, _ title: String, _ rows: [AnalysisTable.Row], _ heads: [ChartView.Head], _ places: [Int]
  ) -> ChartView {
    ChartView(
      id: id, kind: "bars", title: title, unit: unit, isTall: rows.count > 8,
      firstHead: table.rowDimensions.first?.label ?? "",
      heads: heads,
      rows: rows.prefix(Self.mostBars).map { row in
        .init(
          label: row.members[0].name, short: row.members[0].name, cells: places.map { cell(row.cells[$0]) })
      }, tableLabel: "The picture as a table")
  }

  private var small: [ChartView] {
    places(.now, total: false).prefix(Self.mostSmall).enumerated().map { number, place in
      let name = table.columns[place].members.map(\.name).joined(separator: " · ")
      return bars("\(id)-\(number)", name, tops, [.init(label: metric.name, series: "value")], [place])
    }
  }

  // MARK: Words

  private var past: String { table.compare == .previous ? "previous period" : "last year" }

  private func cell(_ cell: AnalysisTable.Cell) -> ChartView.Cell {
    .init(text: cell.text, number: cell.number ?? "")
  }

  /// What the picture shows, in words.
  var finding: String {
    let now = places(.now, total: true).first.map { table.total.cells[$0].text } ?? "–"
    let change = places(.change, total: true).first.map { table.total.cells[$0].text }
    let whole = "\(metric.name) \(now)\(unit == "%" ? " %" : metric.format == .money ? " \(unit)" : "")"
    if let change, change != "–" { return "\(whole), \(change) against \(past)" }
    guard let place = places(.now, total: true).first, let top = tops.first(where: { !$0.isOther }),
      !hasTimeRows,
      tops.count > 1
    else { return whole }
    return "\(whole); \(top.members[0].name) leads with \(top.cells[place].text)"
  }
}
