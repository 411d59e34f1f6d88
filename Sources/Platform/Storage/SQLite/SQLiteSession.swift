internal import GRDBSQLite

/// One SQLite connection, spoken to through the C interface, with its prepared statements kept.
///
/// Unchecked: GRDB runs every use of a connection on that connection's own queue, one after the other.
final class SQLiteSession: Driver, @unchecked Sendable {
  let handle: OpaquePointer
  private var kept: [String: OpaquePointer] = [:]
  private(set) var hasRoom = false
  // Lists of changing length make statements without end; past this many all are dropped.
  private let mostKept = 200

  init(_ handle: OpaquePointer) { self.handle = handle }

  var dialect: Dialect { .sqlite }

  func run(_ sql: SQL) throws -> Int {
    let before = sqlite3_total_changes64(handle)
    try each(sql, streaming: false) { _ in true }
    return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
  }

  func each(_ sql: SQL, streaming: Bool, _ body: (Row) throws -> Bool) throws {
    let (text, values) = sql.rendered(.sqlite)
    try using(text) { statement in
      try bind(values, to: statement, text)
      let row = Row(source: .sqlite(SQLiteRow(statement: statement)))
      while true {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: if try !body(row) { return }
        case SQLITE_DONE: return
        default: throw failure(text)
        }
      }
    }
  }

  func script(_ text: String) throws {
    var rest = text
    while true {
      var statement: OpaquePointer?
      let left: String? = try rest.withCString { start in
        var tail: UnsafePointer<CChar>?
        guard sqlite3_prepare_v3(handle, start, -1, 0, &statement, &tail) == SQLITE_OK else {
          throw failure(rest)
        }
        return tail.map { String(cString: $0) }
      }
      guard let statement else {
        // Only a comment or blank text: nothing was prepared.
        guard let left, left.utf8.count < rest.utf8.count, !left.isEmpty else { return }
        rest = left
        continue
      }
      defer { sqlite3_finalize(statement) }
      var code = sqlite3_step(statement)
      while code == SQLITE_ROW { code = sqlite3_step(statement) }
      guard code == SQLITE_DONE else { throw failure(rest) }
      rest = left ?? ""
    }
  }

  func makeRoom() throws {
    hasRoom = true
    try script("PRAGMA cache_size = -\(SQLiteSession.largeCache);")
  }

  /// Goes back to the usual cache.
  func giveBackRoom() throws {
    hasRoom = false
    try script("PRAGMA cache_size = -\(SQLiteSession.usualCache);")
  }

  /// In KiB. The usual one holds the pages of a change of ten thousand records at once: spilt into the log before their
  /// time they are written many times over.
  static let usualCache = 32_768, largeCache = 98_304

  /// Gives back every prepared statement; the connection can be closed afterwards.
  func dropStatements() {
    for statement in kept.values { sqlite3_finalize(statement) }
    kept = [:]
  }

  func using<T>(_ text: String, _ body: (OpaquePointer) throws -> T) throws -> T {
    if let statement = kept[text], sqlite3_stmt_busy(statement) == 0 {
      defer { rest(statement) }
      return try body(statement)
    }
    // A statement that is in use by an outer loop is prepared a second time, for this one use.
    let once = kept[text] != nil
    let statement = try prepare(text)
    defer { if once { sqlite3_finalize(statement) } else { rest(statement) } }
    if !once { keep(statement, text) }
    return try body(statement)
  }

  // Bound values may be large, so they are let go at once.
  private func rest(_ statement: OpaquePointer) {
    sqlite3_reset(statement)
    sqlite3_clear_bindings(statement)
  }

  private func keep(_ statement: OpaquePointer, _ text: String) {
    if kept.count >= mostKept {
      for (old, idle) in kept where sqlite3_stmt_busy(idle) == 0 {
        sqlite3_finalize(idle)
        kept[old] = nil
      }
    }
    kept[text] = statement
  }

  private func prepare(_ text: String) throws -> OpaquePointer {
    var statement: OpaquePointer?
    var hasMore = false
    let code = text.withCString { start in
      var tail: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v3(handle, start, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, &tail)
      hasMore = tail.map { String(cString: $0).contains { !$0.isWhitespace && $0 != ";" } } ?? false
      return code
    }
    guard code == SQLITE_OK else { throw failure(text) }
    guard let statement, !hasMore else {
      sqlite3_finalize(statement)
      throw StorageError.fault("exactly one statement is expected", sql: text)
    }
    return statement
  }

  func failure(_ text: String) -> any Error {
    SQLiteFailure.error(
      code: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)), sql: text)
  }
}
