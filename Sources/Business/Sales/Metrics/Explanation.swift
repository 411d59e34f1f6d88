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
  /// What a reader must know of how it was made, such as estimated weights.
  package let notes: [String]
  /// The question that has this figure as its answer.
  package let query: AnalysisQuery
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
  package var knownOn: Day?

  func analysis(where filters: [String]) -> AnalysisQuery {
    var query = AnalysisQuery(metrics: [metric.rawValue], where: filters)
    (query.from, query.to, query.tree, query.kind) = (from, to, tree, kind)
    query.knownOn = knownOn
    query.compare = .lastYear
    return query
  }

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
    guard let id = ID<Account>(query.id) else { throw AccountRefusal.notThere }
    let account = try Account.find(id, for: context.actor, db)
    return try explain(
      query.analysis(where: ["account=\(id)"]), as: ("account", account.id.text, account.name), context, db)
  }

  package static func explain(
    product query: ExplanationQuery, _ context: Context, _ db: Connection
  ) throws -> Explanation {
    guard let id = ID<Product>(query.id) else { throw ProductRefusal.notThere }
    let product = try Product.find(id, db)
    return try explain(
      query.analysis(where: ["\(product.kind.rawValue)=\(id)"]),
      as: ("product", product.id.text, product.name),
      context, db)
  }

  package static func explain(
    portfolio query: ExplanationQuery, _ context: Context, _ db: Connection
  ) throws -> Explanation {
    try explain(query.analysis(where: []), as: ("portfolio", "", "All accounts"), context, db)
  }

  /// The one figure that a question without rows and columns has.
  package static func explain(
    _ query: AnalysisQuery, as subject: (kind: String, id: String, name: String), _ context: Context,
    _ db: Connection
  ) throws -> Explanation {
    var query = query
    query.rows = nil
    query.columns = nil
    let run = try AnalysisRun(query, context, db)
    let metric = run.plan.metrics[0], currency = run.ground.lens?.currency
    let subjectOfTotal = run.sums?.subject([run.total]) ?? MetricSubject(MetricInputs())
    let sums = try run.batches(db)
    let shares = try shares(sums, db)
    let whole = shares.map(\.figures).reduce(.none, +), now = subjectOfTotal.now
    return Explanation(
      subject: subject.kind, id: subject.id, name: subject.name, metric: metric,
      value: metric.exact(metric.evaluate(subjectOfTotal), currency) ?? "nothing sold",
      lastYear: subjectOfTotal.past.flatMap { metric.exact(metric.evaluate($0), currency) },
      filledFormula: metric.filled(subjectOfTotal, currency), period: run.period,
      inputs: inputs(metric, subjectOfTotal, currency), filters: run.filterWords, notes: run.notes,
      query: run.plan.query, through: run.ground.through, shares: shares,
      ties: Int128(whole.units) == now.units && Int128(whole.value) == now.value)
  }

  private static func inputs(
    _ metric: Metric, _ subject: MetricSubject, _ currency: Currency?
  ) -> [Explanation.Pair] {
    let names: [Metric.Name] = [
      .value, .units, .cost, .volume, .storesSelling, .itemsSelling, .acvDistribution, .tdp,
    ]
    let pairs = names.compactMap { name -> Explanation.Pair? in
      let one = Metric.of(name)
      guard let text = one.exact(one.evaluate(subject), currency) else { return nil }
      return Explanation.Pair(label: one.name, text: text)
    }
    return pairs + [
      Explanation.Pair(label: "Facts (site x item x week)", text: DisplayNumber.grouped(subject.now.facts))
    ]
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
