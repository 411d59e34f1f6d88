package import Blueprint
import Foundation
import Kernel
import Sales
import Storage
import Team

/// Puts work into the queue when it is due: alerts and the search for changes once the data have changed, deliveries on
/// their day.
///
/// Nobody's rights are borrowed for alerts and files: each job acts for the person whose they are.
package enum InsightClock {
  static let chore = Chore("insights.clock", every: 15) { try await tick($0) }

  /// Looks once; cheap where nothing is due. The mark and the jobs commit together, so that two servers on one
  /// database do not both do it.
  package static func tick(_ context: Context) async throws {
    let state = try await context.read { try SalesDesk.dataState($0) }
    let (isNew, due) = try await context.read { db in
      (try mark("data", db) != state, try dueOwners(on: context, db))
    }
    guard isNew || !due.isEmpty else { return }
    try await context.write { db in
      if try mark("data", db) != state {
        try set("data", state, db)
        _ = try context.enqueue(ChangeRun.job, ChangeRun.Work(), db)
        for owner in try alertOwners(db) {
          try enqueue(Alert.check, Alert.CheckInput(), for: owner, context, db)
        }
      }
      for owner in try dueOwners(on: context, db) {
        try enqueue(Delivery.make, Delivery.MakeInput(), for: owner, context, db)
      }
    }
  }

  private static func mark(_ name: String, _ db: Connection) throws -> String? {
    try db.first("SELECT value FROM insight_marks WHERE name = \(name)") { try $0.text(0) }
  }

  private static func set(_ name: String, _ value: String, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO insight_marks (name, value) VALUES (\(name), \(value))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }

  private static func alertOwners(_ db: Connection) throws -> [ID<Actor>] {
    try db.all("SELECT DISTINCT owner_id FROM insight_alerts ORDER BY owner_id") { try $0.id(0) }
  }

  /// Owners with a file due and no such job waiting already.
  private static func dueOwners(on context: Context, _ db: Connection) throws -> [ID<Actor>] {
    try db.all(
      """
      SELECT DISTINCT d.owner_id FROM insight_deliveries d WHERE d.next_day <= \(context.today)
        AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.kind = \(Delivery.make.name) AND j.actor_id = d.owner_id
          AND (j.state IN ('queued', 'running') OR j.created_at > \(context.now.addingTimeInterval(-3_600))))
      ORDER BY d.owner_id
      """
    ) { try $0.id(0) }
  }

  private static func enqueue(
    _ kind: JobKind, _ input: some Encodable, for owner: ID<Actor>, _ context: Context, _ db: Connection
  ) throws {
    let known = owner == Actor.commandLine.id ? Actor.commandLine : try User.actor(owner, db)
    // Who may not sign in any more gets nothing.
    guard let known else { return }
    let own = Context(
      actor: known, now: context.now, database: context.database, requestID: context.requestID,
      folder: context.folder)
    _ = try own.enqueue(kind, input, db)
  }
}
