internal import GRDBSQLite

/// A connection that only reads, used by one thread. It opens with its first read.
final class SQLiteReader: ThreadedSession {
  private let path: String
  private let busyTimeout: Double
  private var handle: OpaquePointer?
  private var session: SQLiteSession?
  private var isStuck = false

  init(path: String, busyTimeout: Double) {
    self.path = path
    self.busyTimeout = busyTimeout
  }

  /// Opens the connection where there is none; why it can't be opened is told by `read`.
  func prepare() -> Interrupter? {
    if isStuck { disconnect() }
    guard (try? open()) != nil, let handle else { return nil }
    let key = UInt(bitPattern: handle)
    return Interrupter(stop: { sqlite3_interrupt(OpaquePointer(bitPattern: key)) }, free: {})
  }

  /// One consistent state of the database, whatever is written meanwhile.
  func read<T>(_ body: (Connection) throws -> T) throws -> T {
    let session = try open()
    _ = try session.run("BEGIN DEFERRED")
    do {
      let connection = Connection(session)
      let result = try body(connection)
      if connection.hasFailed { throw StorageError.transactionFailed }
      _ = try session.run("COMMIT")
      return result
    } catch {
      // After an interruption SQLite may have rolled back by itself. Where this fails, the next read opens anew: not
      // here, since this connection may just be told to stop.
      if sqlite3_get_autocommit(handle) == 0, (try? session.run("ROLLBACK")) == nil { isStuck = true }
      throw error
    }
  }

  func disconnect() {
    session?.dropStatements()
    session = nil
    sqlite3_close_v2(handle)
    handle = nil
    isStuck = false
  }

  private func open() throws -> SQLiteSession {
    if let session { return session }
    // NOMUTEX: a connection is used by its own thread alone; interrupting is allowed from any.
    let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
    guard code == SQLITE_OK, let handle else {
      let message = String(cString: sqlite3_errstr(code))
      disconnect()
      throw SQLiteFailure.error(code: code, message: message, sql: "")
    }
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, Int32(busyTimeout * 1000))
    let made = SQLiteSession(handle)
    // Negative means KiB: modest, because the operating system caches the file as well.
    try made.script("PRAGMA cache_size = -8192; PRAGMA query_only = 1;")
    session = made
    return made
  }
}
