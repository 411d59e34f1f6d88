import Kernel
import Sales

/// Where a reader goes from a cell: one level down, or to where its figure comes from.
struct AnalysisLinks {
  let table: AnalysisTable

  private func filters(_ members: [AnalysisTable.Member]) -> [String] {
    members.map { "\($0.dimension.rawValue)=\($0.id)" }
  }

  /// The question about one row alone, split by what lies below it.
  func down(_ row: AnalysisTable.Row) -> String? {
    guard let last = row.members.last, !row.isOther, !last.id.isEmpty else { return nil }
    let others = table.rowDimensions.dropFirst(row.members.count) + table.columnDimensions
    var below = last.dimension.below
    while let next = below, others.contains(next) { below = next.below }
    let rows = (below.map { [$0] } ?? []) + Array(table.rowDimensions.dropFirst(row.members.count))
    let query = table.query.narrowed(by: filters(row.members), rows: rows.map(\.rawValue))
    return rows.isEmpty ? nil : "/analysis?\(query.address)"
  }

  /// Where one figure comes from, with the weeks fixed, so that the address keeps its meaning.
  func explain(_ row: AnalysisTable.Row, _ column: AnalysisTable.Column) -> String? {
    guard table.hasData, !row.isOther, column.role == .now else { return nil }
    var query = table.query.narrowed(by: filters(row.members + column.members), rows: [])
    query.columns = nil
    query.sort = nil
    query.limit = nil
    query.window = nil
    query.metric = [column.metric.rawValue]
    (query.from, query.to) = (table.period.first.firstDay, table.period.last.lastDay)
    (query.kind, query.currency) = (table.lens?.kind, table.lens?.currency)
    return "/analysis/explain?\(query.address)"
  }

  /// The question without one of its filters.
  func without(_ filter: String) -> String {
    var query = table.query
    query.where = query.where?.filter { $0 != filter }
    return "/analysis?\(query.address)"
  }
}
