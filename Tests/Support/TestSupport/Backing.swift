internal import Foundation
internal import Secrets
package import Storage

/// The databases that a test runs on, one after the other: SQLite always, PostgreSQL where
/// `MAINSTAY_TEST_POSTGRES` holds the URL of a database that tests may fill with schemas of their own.
package enum Backing: String, Sendable, CaseIterable {
  case sqlite, postgres

  package static let postgresURL = ProcessInfo.processInfo.environment["MAINSTAY_TEST_POSTGRES"]

  package static var available: [Backing] { postgresURL == nil ? [.sqlite] : [.sqlite, .postgres] }
}

/// A fresh, empty database that is gone when the test is over.
package struct TemporaryDatabase: Sendable {
  package let location: DatabaseLocation
  private let folder: String?
  private let schema: String?

  /// Picks a place; nothing is opened yet.
  package init(_ backing: Backing = .sqlite) async throws {
    let name = "test_" + Hex.encode(Entropy.randomBytes(8))
    switch backing {
    case .sqlite:
      let path = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      (location, folder, schema) = (.file(path: path + "/test.sqlite"), path, nil)
    case .postgres:
      let url = Backing.postgresURL ?? ""
      try await Self.command("CREATE SCHEMA \(name)", url)
      // The schema is an option of the connection, so the code under test needs to know nothing of it.
      let mark = url.contains("?") ? "&" : "?"
      (location, folder, schema) = (.postgres(url: "\(url)\(mark)options=-csearch_path%3D\(name)"), nil, name)
    }
  }

  package func remove() async throws {
    if let folder { try FileManager.default.removeItem(atPath: folder) }
    if let schema { try await Self.command("DROP SCHEMA \(schema) CASCADE", Backing.postgresURL ?? "") }
  }

  private static func command(_ text: String, _ url: String) async throws {
    let database = try await Database.open(.postgres(url: url))
    try await database.write { db in _ = try db.run(SQL(raw: text)) }
    try await database.close()
  }
}

/// Hands a fresh database, migrated where migrations are given, to `body`, and removes it afterwards.
@discardableResult
package func withTemporaryDatabase<T>(
  _ backing: Backing = .sqlite, _ migrations: [Migration] = [], _ body: (Database) async throws -> T
) async throws -> T {
  let place = try await TemporaryDatabase(backing)
  let database = try await Database.open(place.location)
  do {
    if !migrations.isEmpty { try await Migrator(migrations).run(database) }
    let result = try await body(database)
    try await database.close()
    try await place.remove()
    return result
  } catch {
    try await database.close()
    try await place.remove()
    throw error
  }
}

extension Database {
  /// A fresh SQLite database in the system's folder for temporary files, left to the system to clear away.
  package static func temporary(_ migrations: [Migration] = []) async throws -> Database {
    let database = try await Database.open(try await TemporaryDatabase(.sqlite).location)
    if !migrations.isEmpty { try await Migrator(migrations).run(database) }
    return database
  }
}
