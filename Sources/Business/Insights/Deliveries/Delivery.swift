package import Blueprint
package import Foundation
package import Kernel
import Sales
import Storage

/// A saved analysis written as a file, day by day or week by week, into its reader's folder.
package struct Delivery: Reply, Located, Hashable {
  package enum Rhythm: String, Choice {
    case daily, weekly
    var days: Int { self == .daily ? 1 : 7 }
  }
  package enum Format: String, Choice { case csv, xlsx }

  package let id: ID<Delivery>
  package let analysis: ID<SavedAnalysis>
  package let analysisName: String
  package let owner: ID<Actor>
  package let rhythm: Rhythm
  package let format: Format
  package let nextDay: Day

  package var location: String { "/deliveries" }

  package struct New: Codable, Sendable {
    package var analysis: ID<SavedAnalysis>
    package var rhythm: Rhythm
    package var format: Format?
  }
  package struct Wanted: Codable, Sendable { package var id: ID<Delivery> }

  /// A file that was delivered.
  package struct File: Reply, Hashable {
    package let id: ID<File>
    package let name: String
    package let rows: Int
    package let madeAt: Date
  }
  package struct FileWanted: Codable, Sendable { package var id: ID<File> }
}

extension Delivery {
  private static let columns: SQL = "d.id, d.analysis_id, s.name, d.owner_id, d.rhythm, d.format, d.next_day"

  private init(_ row: Row) throws {
    id = try row.id(0)
    analysis = try row.id(1)
    analysisName = try row.text(2)
    owner = try row.id(3)
    rhythm = try row.choice(4)
    format = try row.choice(5)
    nextDay = try row.day(6)
  }

  static func all(of owner: ID<Actor>, _ db: Connection) throws -> [Delivery] {
    try db.all(
      """
      SELECT \(columns) FROM insight_deliveries d JOIN insight_analyses s ON s.id = d.analysis_id
      WHERE d.owner_id = \(owner) ORDER BY d.id
      """
    ) { try Delivery($0) }
  }

  static func files(of owner: ID<Actor>, _ db: Connection) throws -> [File] {
    try db.all(
      """
      SELECT f.id, f.name, f.rows, f.made_at FROM insight_files f WHERE f.owner_id = \(owner)
      ORDER BY f.id DESC LIMIT 100
      """
    ) { File(id: try $0.id(0), name: try $0.text(1), rows: try $0.int(2), madeAt: try $0.moment(3)) }
  }

  /// The first file is made at once.
  static func add(_ input: New, _ context: Context) async throws -> Delivery {
    try await context.write { db in
      let analysis = try SavedAnalysis.find(input.analysis, for: context.actor, db)
      let id = ID<Delivery>.new(at: context.now)
      try db.run(
        """
        INSERT INTO insight_deliveries (id, analysis_id, owner_id, rhythm, format, next_day, created_at)
        VALUES (\(id), \(analysis.id), \(context.actor.id), \(input.rhythm), \(input.format ?? .xlsx),
          \(context.today), \(context.now))
        """)
      _ = try context.enqueue(make, MakeInput(), db)
      guard let made = try all(of: context.actor.id, db).first(where: { $0.id == id }) else {
        throw InsightRefusal.notThere("delivery")
      }
      return made
    }
  }

  static func delete(_ id: ID<Delivery>, _ context: Context) async throws {
    try await context.write { db in
      let count = try db.run(
        "DELETE FROM insight_deliveries WHERE id = \(id) AND owner_id = \(context.actor.id)")
      guard count == 1 else { throw InsightRefusal.notThere("delivery") }
    }
  }

  static func path(of file: ID<File>, for actor: Actor, _ db: Connection) throws -> (
    name: String, path: String
  ) {
    let found = try db.first(
      "SELECT f.name, f.path FROM insight_files f WHERE f.id = \(file) AND f.owner_id = \(actor.id)"
    ) { (name: try $0.text(0), path: try $0.text(1)) }
    guard let found else { throw InsightRefusal.notThere("file") }
    return found
  }

  /// Notes a file, and when the next one is due: always after today, however long nothing ran.
  func done(_ path: String, _ name: String, rows: Int, _ context: Context, _ db: Connection) throws {
    var next = nextDay
    while next <= context.today { next = next.advanced(by: rhythm.days) }
    try db.run("UPDATE insight_deliveries SET next_day = \(next) WHERE id = \(id)")
    try db.run(
      """
      INSERT INTO insight_files (id, delivery_id, owner_id, name, path, rows, made_at)
      VALUES (\(ID<File>.new(at: context.now)), \(id), \(owner), \(name), \(path), \(rows), \(context.now))
      """)
  }
}
