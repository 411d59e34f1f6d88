internal import Foundation
internal import GRDB
internal import GRDBSQLite

/// A SQLite file: one writer, a few readers that never wait for it (write-ahead log). Readers have threads and
/// connections of their own: a read through GRDB's pool costs three hand-overs between threads, this way two.
final class SQLiteBackend: Sendable {
  let path: String
  let pool: DatabasePool
  private let writer: SQLiteSession
  private let readers: ConnectionThreads<SQLiteReader>
  let changes: SQLiteChanges

  init(path: String, options: DatabaseOptions) throws {
    self.path = path
    changes = SQLiteChanges(path: path)
    var configuration = Configuration()
    configuration.maximumReaderCount = 1
    configuration.busyMode = .timeout(options.busyTimeout)
    configuration.prepareDatabase { db in
      // Negative means KiB. After a large change the memory is given back.
      try db.execute(
        sql: "PRAGMA cache_size = -\(db.configuration.readonly ? 2048 : SQLiteSession.usualCache)")
      try db.execute(sql: "PRAGMA synchronous = FULL")
    }
    do {
      pool = try DatabasePool(path: path, configuration: configuration)
      // GRDB lowers this to NORMAL while it turns the write-ahead log on; a commit must survive a power cut.
      writer = try pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
        guard let handle = db.sqliteConnection else {
          throw StorageError.unavailable("the database is closed")
        }
        return SQLiteSession(handle)
      }
    } catch { throw SQLiteFailure.translated(error) }
    readers = ConnectionThreads("sqlite", limit: options.readers) {
      SQLiteReader(path: path, busyTimeout: options.busyTimeout)
    }
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
    try await readers.perform { reader in try reader.read(body) }
  }

  /// `checkingForeignKeysAtTheEnd` lets a migration rebuild a table that others refer to.
  func write<T: Sendable>(
    checkingForeignKeysAtTheEnd deferred: Bool = false, _ body: @escaping @Sendable (Connection) throws -> T
  ) async throws -> T {
    do {
      return try await pool.writeWithoutTransaction { [writer] db in
        if deferred { try db.execute(sql: "PRAGMA foreign_keys = OFF") }
        // Cannot fail on an open connection outside a transaction.
        defer { if deferred { try? db.execute(sql: "PRAGMA foreign_keys = ON") } }
        var result: T?
        let before = sqlite3_total_changes64(db.sqliteConnection)
        defer {
          let changed = sqlite3_total_changes64(db.sqliteConnection) - before
          // Cannot fail on an open connection; and were it to, only memory is at stake.
          if writer.hasRoom { try? writer.giveBackRoom() }
          if changed > 2_000 { sqlite3_db_release_memory(db.sqliteConnection) }
        }
        try db.inTransaction(.immediate) {
          let connection = Connection(writer)
          result = try body(connection)
          if connection.hasFailed { throw StorageError.transactionFailed }
          if deferred, let orphan = try GRDB.Row.fetchOne(db, sql: "PRAGMA foreign_key_check") {
            throw StorageError.foreignKey(.init(table: orphan["table"]))
          }
          return .commit
        }
        guard let result else { throw StorageError.transactionFailed }
        return result
      }
    } catch { throw SQLiteFailure.translated(error) }
  }

  func close() async throws {
    await readers.close()
    changes.close()
    do {
      try await pool.barrierWriteWithoutTransaction { [writer] db in
        writer.dropStatements()
        // The pool closes its reader last, and that may not write the log back. Busy is no error here.
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      try pool.close()
    } catch { throw SQLiteFailure.translated(error) }
  }
}
