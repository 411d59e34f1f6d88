internal import Foundation
internal import GRDB
internal import GRDBSQLite
internal import Synchronization

/// A SQLite file: one writer, a few readers that never wait for it (write-ahead log).
final class SQLiteBackend: Sendable {
  let path: String
  let pool: DatabasePool
  private let sessions: Sessions

  init(path: String, options: DatabaseOptions) throws {
    self.path = path
    let sessions = Sessions()
    var configuration = Configuration()
    configuration.maximumReaderCount = options.readers
    configuration.busyMode = .timeout(options.busyTimeout)
    configuration.prepareDatabase { db in
      guard let handle = db.sqliteConnection else { return }
      sessions.add(handle)
      // Negative means KiB: modest, because the operating system caches the file as well.
      try db.execute(sql: "PRAGMA cache_size = -\(db.configuration.readonly ? 2048 : 8192)")
      try db.execute(sql: "PRAGMA synchronous = FULL")
    }
    do {
      pool = try DatabasePool(path: path, configuration: configuration)
      // GRDB lowers this to NORMAL while it turns the write-ahead log on; a commit must survive a power cut.
      try pool.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA synchronous = FULL")
        try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
      }
    } catch { throw SQLiteFailure.translated(error) }
    self.sessions = sessions
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
    do {
      return try await pool.read { [sessions] db in try Self.answer(sessions, db, body) }
    } catch { throw SQLiteFailure.translated(error) }
  }

  private static func answer<T>(
    _ sessions: Sessions, _ db: GRDB.Database, _ body: (Connection) throws -> T
  ) throws -> T {
    let connection = Connection(try sessions.of(db))
    let result = try body(connection)
    if connection.hasFailed { throw StorageError.transactionFailed }
    return result
  }

  /// `checkingForeignKeysAtTheEnd` lets a migration rebuild a table that others refer to.
  func write<T: Sendable>(
    checkingForeignKeysAtTheEnd deferred: Bool = false, _ body: @escaping @Sendable (Connection) throws -> T
  ) async throws -> T {
    do {
      return try await pool.writeWithoutTransaction { [sessions] db in
        if deferred { try db.execute(sql: "PRAGMA foreign_keys = OFF") }
        // Cannot fail on an open connection outside a transaction.
        defer { if deferred { try? db.execute(sql: "PRAGMA foreign_keys = ON") } }
        var result: T?
        try db.inTransaction(.immediate) {
          let connection = Connection(try sessions.of(db))
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
    do {
      try await pool.barrierWriteWithoutTransaction { [sessions] db in
        sessions.dropStatements()
        // The pool closes its readers last, and they may not write the log back. Busy is no error here.
        try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
      try pool.close()
    } catch { throw SQLiteFailure.translated(error) }
  }
}

/// The session of each open connection of the pool.
private final class Sessions: Sendable {
  private let byHandle = Mutex<[UInt: SQLiteSession]>([:])

  func add(_ handle: OpaquePointer) {
    let session = SQLiteSession(handle), key = UInt(bitPattern: handle)
    byHandle.withLock { $0[key] = session }
  }

  func of(_ db: GRDB.Database) throws -> SQLiteSession {
    let key = UInt(bitPattern: db.sqliteConnection)
    guard let session = byHandle.withLock({ $0[key] }) else {
      throw StorageError.unavailable("the database is closed")
    }
    return session
  }

  func dropStatements() {
    byHandle.withLock {
      for session in $0.values { session.dropStatements() }
      $0 = [:]
    }
  }
}
