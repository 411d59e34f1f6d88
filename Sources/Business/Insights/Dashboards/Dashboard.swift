package import Blueprint
package import Kernel
import Storage

/// Saved analyses side by side; each reader sees their own figures in each.
package struct Dashboard: Reply, Located, Hashable {
  package let id: ID<Dashboard>
  package let name: String
  package let owner: ID<Actor>
  package let ownerName: String
  package let isShared: Bool
  /// In the order in which they stand.
  package var panels: [SavedAnalysis]

  package var location: String { "/dashboards/\(id)" }

  package struct New: Codable, Sendable {
    package var name: String
    package var shared: Bool?
    /// A first panel.
    package var analysis: ID<SavedAnalysis>?
  }
  package struct Wanted: Codable, Sendable { package var id: ID<Dashboard> }
  package struct PanelWanted: Codable, Sendable {
    package var id: ID<Dashboard>
    package var analysis: ID<SavedAnalysis>
  }
}

/// Dashboards as an answer.
struct DashboardList: Reply { let items: [Dashboard] }

extension Dashboard {
  private static let columns: SQL = "d.id, d.name, d.owner_id, d.owner_name, d.is_shared"

  private init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.text(1)
    owner = try row.id(2)
    ownerName = try row.text(3)
    isShared = try row.bool(4)
    panels = []
  }

  static func all(for actor: Actor, _ db: Connection) throws -> [Dashboard] {
    try db.all(
      """
      SELECT \(columns) FROM insight_dashboards d WHERE d.owner_id = \(actor.id) OR d.is_shared
      ORDER BY CASE WHEN d.owner_id = \(actor.id) THEN 0 ELSE 1 END, d.name, d.id
      """
    ) { try Dashboard($0) }
  }

  /// With its panels; an analysis that its owner keeps to themselves is left out for others.
  static func find(_ id: ID<Dashboard>, for actor: Actor, _ db: Connection) throws -> Dashboard {
    let found = try db.first(
      """
      SELECT \(columns) FROM insight_dashboards d
      WHERE d.id = \(id) AND (d.owner_id = \(actor.id) OR d.is_shared)
      """
    ) { try Dashboard($0) }
    guard var found else { throw InsightRefusal.notThere("dashboard") }
    let order = try db.all(
      "SELECT analysis_id FROM insight_panels WHERE dashboard_id = \(id) ORDER BY place, analysis_id"
    ) { try $0.text(0) }
    let seen = Dictionary(
      uniqueKeysWithValues: try SavedAnalysis.all(for: actor, db).map { ($0.id.text, $0) })
    found.panels = order.compactMap { seen[$0] }
    return found
  }

  static func add(_ input: New, _ context: Context) async throws -> Dashboard {
    let name = try InsightNames.checked(input.name), actor = context.actor
    return try await context.write { db in
      try InsightNames.refuse(taken: name, in: "insight_dashboards", by: actor, db)
      let id = ID<Dashboard>.new(at: context.now)
      try db.run(
        """
        INSERT INTO insight_dashboards (id, name, owner_id, owner_name, is_shared, created_at)
        VALUES (\(id), \(name), \(actor.id), \(actor.name), \(input.shared ?? false), \(context.now))
        """)
      if let analysis = input.analysis { try place(analysis, on: id, context, db) }
      return try find(id, for: actor, db)
    }
  }

  static func addPanel(_ input: PanelWanted, _ context: Context) async throws -> Dashboard {
    try await context.write { db in
      try mine(input.id, context.actor, db)
      try place(input.analysis, on: input.id, context, db)
      return try find(input.id, for: context.actor, db)
    }
  }

  private static func place(
    _ analysis: ID<SavedAnalysis>, on id: ID<Dashboard>, _ context: Context, _ db: Connection
  ) throws {
    _ = try SavedAnalysis.find(analysis, for: context.actor, db)
    let last = try db.first("SELECT MAX(place) FROM insight_panels WHERE dashboard_id = \(id)") {
      try $0.int64OrNil(0)
    }
    try db.run(
      """
      INSERT INTO insight_panels (dashboard_id, analysis_id, place) VALUES (\(id), \(analysis), \(((last ?? nil) ?? 0) + 1))
      ON CONFLICT (dashboard_id, analysis_id) DO NOTHING
      """)
  }

  static func removePanel(_ input: PanelWanted, _ context: Context) async throws {
    try await context.write { db in
      try mine(input.id, context.actor, db)
      try db.run(
        "DELETE FROM insight_panels WHERE dashboard_id = \(input.id) AND analysis_id = \(input.analysis)")
    }
  }

  static func delete(_ id: ID<Dashboard>, _ context: Context) async throws {
    try await context.write { db in
      try mine(id, context.actor, db)
      try db.run("DELETE FROM insight_dashboards WHERE id = \(id)")
    }
  }

  /// Only who made a dashboard changes it.
  private static func mine(_ id: ID<Dashboard>, _ actor: Actor, _ db: Connection) throws {
    let count = try db.count(
      "SELECT COUNT(*) FROM insight_dashboards WHERE id = \(id) AND owner_id = \(actor.id)")
    guard count == 1 else { throw InsightRefusal.notThere("dashboard") }
  }
}
