internal import GRDBSQLite
internal import Synchronization

/// Tells whether anybody, this program or another, committed to a SQLite file.
///
/// SQLite counts the commits of others for each connection; numbers of two connections say nothing of each other, so
/// there is one connection for this alone. Asking it takes some microseconds and waits for no writer.
final class SQLiteChanges: Sendable {
  /// A closed connection is none.
  private struct Open {
    var handle: OpaquePointer?
    var question: OpaquePointer?
    var isClosed = false
  }

  private let path: String
  private let open = Mutex(Open())

  init(path: String) { self.path = path }

  /// Another number after a commit than before it.
  func version() throws -> Int64 {
    try open.withLock { open in
      if open.question == nil { try Self.prepare(&open, path) }
      defer { sqlite3_reset(open.question) }
      let code = sqlite3_step(open.question)
      guard code == SQLITE_ROW else { throw Self.failure(code) }
      return sqlite3_column_int64(open.question, 0)
    }
  }

  func close() {
    open.withLock { open in
      Self.drop(&open)
      open.isClosed = true
    }
  }

  private static let text = "PRAGMA data_version"

  private static func prepare(_ open: inout Open, _ path: String) throws {
    guard !open.isClosed else { throw StorageError.unavailable("the database is closed") }
    var code = sqlite3_open_v2(path, &open.handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
    if code == SQLITE_OK {
      sqlite3_busy_timeout(open.handle, 1_000)
      code = sqlite3_prepare_v3(
        open.handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &open.question, nil)
    }
    guard code == SQLITE_OK else {
      let found = failure(code)
      drop(&open)
      throw found
    }
  }

  private static func drop(_ open: inout Open) {
    sqlite3_finalize(open.question)
    sqlite3_close_v2(open.handle)
    (open.handle, open.question) = (nil, nil)
  }

  private static func failure(_ code: Int32) -> any Error {
    SQLiteFailure.error(code: code, message: String(cString: sqlite3_errstr(code)), sql: text)
  }
}
