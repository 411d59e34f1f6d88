package import Blueprint
import Foundation
package import Kernel
import Sales
package import Storage

extension Alert {
  private static let columns: SQL =
    "l.id, l.analysis_id, s.name, l.owner_id, l.metric, l.rule, l.threshold, l.checked_at"

  private init?(_ row: Row) throws {
    guard let metric = Metric.Name(rawValue: try row.text(4)) else { return nil }
    self.init(
      id: try row.id(0), analysis: try row.id(1), analysisName: try row.text(2), owner: try row.id(3),
      metric: metric, rule: try row.choice(5), threshold: try row.int64(6), checkedAt: try row.momentOrNil(7))
  }

  static func all(of owner: ID<Actor>, _ db: Connection) throws -> [Alert] {
    try db.all(
      """
      SELECT \(columns) FROM insight_alerts l JOIN insight_analyses s ON s.id = l.analysis_id
      WHERE l.owner_id = \(owner) ORDER BY l.id
      """
    ) { try Alert($0) }.compactMap(\.self)
  }

  static func add(_ input: New, _ context: Context) async throws -> Alert {
    guard let threshold = DecimalText.parse(input.threshold, decimals: 4) else {
      throw InsightRefusal.noThreshold(input.threshold)
    }
    return try await context.write { db in
      let analysis = try SavedAnalysis.find(input.analysis, for: context.actor, db)
      let plan = try AnalysisPlan(AnalysisQuery(address: analysis.address))
      let metric = input.metric ?? plan.metrics[0].id
      guard plan.metrics.contains(where: { $0.id == metric }) else {
        throw InsightRefusal.noSuchMetric(metric.rawValue, known: plan.metrics.map(\.id.rawValue))
      }
      if input.rule.watchesChange, [.valueChange, .unitsChange, .shareOfGrowth].contains(metric) {
        throw InsightRefusal.nothingToCompare
      }
      let one = Alert(
        id: .new(at: context.now), analysis: analysis.id, analysisName: analysis.name,
        owner: context.actor.id,
        metric: metric, rule: input.rule, threshold: input.rule.watchesChange ? abs(threshold) : threshold,
        checkedAt: nil)
      try db.run(
        """
        INSERT INTO insight_alerts (id, analysis_id, owner_id, metric, rule, threshold, created_at)
        VALUES (\(one.id), \(one.analysis), \(one.owner), \(one.metric), \(one.rule), \(one.threshold),
          \(context.now))
        """)
      _ = try context.enqueue(check, CheckInput(), db)
      return one
    }
  }

  static func delete(_ id: ID<Alert>, _ context: Context) async throws {
    try await context.write { db in
      let count = try db.run("DELETE FROM insight_alerts WHERE id = \(id) AND owner_id = \(context.actor.id)")
      guard count == 1 else { throw InsightRefusal.notThere("alert") }
    }
  }

  /// The newest findings of a reader's alerts.
  package static func findings(of owner: ID<Actor>, standing: Bool, limit: Int, _ db: Connection) throws
    -> [Finding]
  {
    let only: SQL = standing ? "AND f.is_standing" : ""
    return try db.all(
      """
      SELECT f.id, f.alert_id, f.name, f.arithmetic, f.address, f.is_standing, f.found_at
      FROM insight_findings f JOIN insight_alerts l ON l.id = f.alert_id
      WHERE l.owner_id = \(owner) \(only) ORDER BY f.id DESC LIMIT \(limit)
      """
    ) { row in
      Finding(
        id: try row.id(0), alert: try row.id(1), name: try row.text(2), arithmetic: try row.text(3),
        address: try row.text(4), isStanding: try row.bool(5), foundAt: try row.moment(6))
    }
  }

  /// Keeps what is new, and ends what no longer holds: what stands is told once.
  func keep(_ hits: [Hit], at now: Date, _ db: Connection) throws -> Int {
    let standing = Set(
      try db.all("SELECT row_key FROM insight_findings WHERE alert_id = \(id) AND is_standing") {
        try $0.text(0)
      })
    let gone = standing.subtracting(hits.map(\.key)), new = hits.filter { !standing.contains($0.key) }
    if !gone.isEmpty {
      try db.run(
        """
        UPDATE insight_findings SET is_standing = \(false)
        WHERE alert_id = \(id) AND is_standing AND row_key IN \(SQL.list(gone.sorted()))
        """)
    }
    try db.insertMany(
      into: "insight_findings",
      columns: ["id", "alert_id", "row_key", "name", "arithmetic", "address", "is_standing", "found_at"],
      rows: new.map { hit in
        [
          ID<Finding>.new(at: now).value, id.value, hit.key.value, hit.name.value, hit.arithmetic.value,
          hit.address.value, true.value, now.value,
        ]
      })
    try db.run("UPDATE insight_alerts SET checked_at = \(now) WHERE id = \(id)")
    return new.count
  }
}
