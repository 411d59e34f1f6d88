internal import Foundation

/// A database, in a SQLite file or on a PostgreSQL server. Cheap to copy; safe to use from anywhere.
package struct Database: Sendable {
  enum Backend: Sendable {
    case sqlite(SQLiteBackend)
    case postgres(PostgresBackend)
  }

  package let location: DatabaseLocation
  let backend: Backend

  /// Opens a database; a file that is not there yet is made, its folder is not.
  package static func open(
    _ location: DatabaseLocation, _ options: DatabaseOptions = DatabaseOptions()
  ) async throws -> Database {
    switch location {
    case .file(let path):
      Database(location: location, backend: .sqlite(try SQLiteBackend(path: path, options: options)))
    case .postgres(let url):
      Database(location: location, backend: .postgres(try await PostgresBackend(url: url, options: options)))
    }
  }

  package var dialect: Dialect {
    switch backend {
    case .sqlite: .sqlite
    case .postgres: .postgres
    }
  }

  /// Reads one consistent state of the database. Never waits for a writer; refuses to write.
  package func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
    switch backend {
    case .sqlite(let backend): try await backend.read(body)
    case .postgres(let backend): try await backend.read(body)
    }
  }

  /// A mark of what is stored: where two are equal, nobody committed anything between them.
  package func state() async throws -> DatabaseState {
    switch backend {
    case .sqlite(let backend): DatabaseState(mark: String(try backend.changes.version()))
    // Who sees the same transactions sees the same rows.
    case .postgres(let backend):
      try await backend.read { db in
        DatabaseState(
          mark: try db.first("SELECT CAST(pg_current_snapshot() AS TEXT)") { try $0.text(0) } ?? "")
      }
    }
  }

  /// Runs one transaction: all of it is saved, or, when `body` throws, nothing.
  ///
  /// On PostgreSQL `body` may run again after a deadlock or a lost connection, so it must have no effect
  /// outside the database.
  @discardableResult
  package func write<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
    switch backend {
    case .sqlite(let backend): try await backend.write(body)
    case .postgres(let backend): try await backend.write(body)
    }
  }

  /// Waits for what is running, then lets go of the file or the server.
  package func close() async throws {
    switch backend {
    case .sqlite(let backend): try await backend.close()
    case .postgres(let backend): await backend.close()
    }
  }
}

/// What is stored at a moment, by a mark that means nothing but itself.
package struct DatabaseState: Sendable, Hashable {
  let mark: String
}
