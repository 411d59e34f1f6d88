internal import Foundation

/// Brings a database to the schema of this program.
package struct Migrator: Sendable {
  let migrations: [Migration]

  /// The migrations of all capabilities; their names decide the order.
  package init(_ migrations: [Migration]) {
    self.migrations = migrations.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    precondition(Set(migrations.map(\.name)).count == migrations.count, "two migrations have the same name")
  }

  /// Why a database was not touched.
  package enum Refused: Error, Sendable, Equatable, CustomStringConvertible {
    case changed(String)
    case newer([String])

    package var description: String {
      switch self {
      case .changed(let name):
        "the migration '\(name)' was applied to this database with another text; "
          + "use the program that the database was made with, or restore a backup"
      case .newer(let names):
        "the database is newer than this program: it knows the migration '\(names.first ?? "")'"
          + (names.count > 1 ? " and \(names.count - 1) more" : "") + "; install the newer version"
      }
    }
  }

  /// The names of the migrations that the database still lacks, in order.
  package func pending(_ database: Database) async throws -> [String] {
    try await database.read { db in try missing(db).map(\.name) }
  }

  /// Runs what is missing, each step in a transaction of its own; answers their names.
  ///
  /// Several processes may do this at once: each step runs once.
  @discardableResult
  package func run(
    _ database: Database,
    _ progress: @Sendable (_ name: String, _ done: Int, _ total: Int) -> Void = { _, _, _ in }
  ) async throws -> [String] {
    if try await pending(database).isEmpty, try await database.read({ try Self.isPrepared($0) }) { return [] }
    try await database.migrate { db in
      try Self.lock(db)
      try db.script(Self.table)
    }
    let names = try await pending(database)
    var applied: [String] = []
    for (index, name) in names.enumerated() {
      progress(name, index, names.count)
      if try await step(name, database) { applied.append(name) }
    }
    return applied
  }

  private func step(_ name: String, _ database: Database) async throws -> Bool {
    try await database.migrate { db in
      try Self.lock(db)
      // Another process may have been quicker.
      guard let migration = try missing(db).first(where: { $0.name == name }) else { return false }
      try Self.apply(migration, db)
      return true
    }
  }

  /// Runs what is missing inside an open transaction: all of it, or only the steps of these names.
  func applyAll(_ db: Connection, only names: Set<String>?) throws {
    try Self.lock(db)
    try db.script(Self.table)
    let unknown = (names ?? []).subtracting(migrations.map(\.name))
    guard unknown.isEmpty else { throw Refused.newer(unknown.sorted(by: Tables.precedes)) }
    for migration in try missing(db) where names?.contains(migration.name) ?? true {
      try Self.apply(migration, db)
    }
  }

  private static func apply(_ migration: Migration, _ db: Connection) throws {
    try db.script(migration.text(db.dialect))
    try db.run(
      """
      INSERT INTO migrations (name, checksum, applied_at)
      VALUES (\(migration.name), \(migration.checksum), \(Date()))
      """)
  }

  /// What the database lacks; throws where it was made by another program.
  func missing(_ db: Connection) throws -> [Migration] {
    guard try Self.isPrepared(db) else { return migrations }
    let known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.name, $0.checksum) })
    var applied: Set<String> = [], unknown: [String] = []
    for (name, checksum) in try db.all(
      "SELECT name, checksum FROM migrations ORDER BY name",
      {
        (try $0.text(0), try $0.text(1))
      })
    {
      guard let expected = known[name] else {
        unknown.append(name)
        continue
      }
      guard expected == checksum else { throw Refused.changed(name) }
      applied.insert(name)
    }
    guard unknown.isEmpty else { throw Refused.newer(unknown) }
    return migrations.filter { !applied.contains($0.name) }
  }

  static func isPrepared(_ db: Connection) throws -> Bool { try Tables.names(db).contains("migrations") }

  // One migrating process at a time; released with the transaction. SQLite has one writer anyway.
  private static func lock(_ db: Connection) throws {
    if db.dialect == .postgres { try db.run("SELECT pg_advisory_xact_lock(6217345901)") }
  }

  private static let table = """
    CREATE TABLE IF NOT EXISTS migrations (
      name TEXT PRIMARY KEY NOT NULL,
      checksum TEXT NOT NULL,
      applied_at TEXT NOT NULL
    )
    """
}

extension Database {
  /// A transaction that may rebuild tables: SQLite checks foreign keys once, at its end.
  func migrate<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
    switch backend {
    case .sqlite(let backend): try await backend.write(checkingForeignKeysAtTheEnd: true, body)
    case .postgres(let backend): try await backend.write(body)
    }
  }
}
