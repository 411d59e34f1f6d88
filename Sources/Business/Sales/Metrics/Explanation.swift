import Accounts
package import Blueprint
import Catalog
package import Foundation
package import Kernel
package import Storage

/// Where a figure comes from: enough to make it again by hand.
package struct Explanation: Codable, Sendable {
  package struct Pair: Codable, Sendable, Hashable {
    package let label: String
    package let text: String
  }

  /// What one import put into the figure. All of them together are the figure's sums.
  package struct Share: Codable, Sendable, Hashable {
    package let batch: ID<SalesBatch>
    package let file: String
    package let source: String
    package let importedAt: Date
    package let importedBy: String
    package let figures: SalesFigures
  }

  package let subject: String
  package let id: String
  package let name: String
  package let metric: Metric
  package let value: String
  package let lastYear: String?
  package let filledFormula: String
  package let period: SalesPeriod
  package let inputs: [Pair]
  package let filters: [Pair]
  package let through: [Performance.Through]
  package let shares: [Share]
  /// Whether the imports' sums add up to the figure; they must.
  package let ties: Bool
}

/// Which figure shall be explained.
package struct ExplanationQuery: Codable, Sendable {
  package var id: String
  package var metric: Metric.Name
  package var from: Day?
  package var to: Day?
  package var tree: TreeMode?
  package var kind: SalesSource.Kind?

  var performance: PerformanceQuery { PerformanceQuery(id: id, from: from, to: to, tree: tree, kind: kind) }

  package init(id: String, metric: Metric.Name, from: Day? = nil, to: Day? = nil) {
    self.id = id
    self.metric = metric
    self.from = from
    self.to = to
  }
}

extension SalesDesk {
  package static func explain(
    account query: ExplanationQuery, _ context: Context, _ db: Connection
  ) throws -> Explanation {
    let performance = try performance(ofAccount: query.performance, context, db)
    guard let id = ID<Account>(query.id) else { throw AccountRefusal.notThere }
    let weekEnding = performance.period.last.lastDay.weekday
    let scope = try scope(
      of: id, weeks: performance.period.weeks, as: performance.tree, weekEnding: weekEnding, context, db)
    return try explain(performance, query, scope, db)
  }

  package static func explain(
    product query: ExplanationQuery, _ context: Context, _ db: Connection
  ) throws -> Explanation {
    let performance = try performance(ofProduct: query.performance, context, db)
    guard let id = ID<Product>(query.id) else { throw ProductRefusal.notThere }
    let numbers = try Product.subtree(of: id, db).map { Int32(clamping: $0.number) }
    let scope = SalesScope(
      weeks: performance.period.weeks, sites: try visibleSites(for: context.actor, db), products: numbers)
    return try explain(performance, query, scope, db)
  }

  package static func explain(
    portfolio query: ExplanationQuery, _ context: Context, _ db: Connection
  ) throws -> Explanation {
    let performance = try portfolio(query.performance, context, db)
    let scope = SalesScope(weeks: performance.period.weeks, sites: try visibleSites(for: context.actor, db))
    return try explain(performance, query, scope, db)
  }

  private static func explain(
    _ performance: Performance, _ query: ExplanationQuery, _ scope: SalesScope, _ db: Connection
  ) throws -> Explanation {
    let names = Set(performance.through.map(\.source))
    let sources = try SalesSource.all(db).filter { names.contains($0.name) }
    let sums = try SalesScan(sources, scope, by: [.item]).sumsByImport(db)
    let shares = try shares(Dictionary(sums.map { (Int64($0.key.group), $0.value) }, uniquingKeysWith: +), db)
    let whole = shares.map(\.figures).reduce(.none, +), figure = performance.current
    let shown = ShownFigures(performance)
    return Explanation(
      subject: performance.subject, id: performance.id, name: performance.name,
      metric: Metric.of(query.metric),
      value: shown.exact(query.metric), lastYear: shown.exactLastYear(query.metric),
      filledFormula: shown.filledFormula(query.metric), period: performance.period,
      inputs: shown.inputs(query.metric), filters: shown.filters, through: performance.through,
      shares: shares,
      ties: whole.units == figure.units && whole.value == figure.value)
  }

  private static func shares(_ sums: [Int64: SalesFigures], _ db: Connection) throws -> [Explanation.Share] {
    try db.all(
      """
      SELECT b.number, b.id, b.file_name, s.name, b.ended_at, b.actor_name FROM sales_batches b
      JOIN sales_sources s ON s.id = b.source_id WHERE b.number IN \(SQL.list(sums.keys)) ORDER BY b.number
      """
    ) { row in
      Explanation.Share(
        batch: try row.id(1), file: try row.text(2), source: try row.text(3), importedAt: try row.moment(4),
        importedBy: try row.text(5), figures: sums[try row.int64(0)] ?? .none)
    }
  }
}
