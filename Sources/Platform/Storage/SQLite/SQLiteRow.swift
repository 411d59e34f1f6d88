internal import GRDBSQLite

/// The row that a SQLite statement stands on.
struct SQLiteRow {
  let statement: OpaquePointer

  var count: Int { Int(sqlite3_column_count(statement)) }

  func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }

  func int64(_ column: Int) throws -> Int64 {
    guard sqlite3_column_type(statement, Int32(column)) == SQLITE_INTEGER else {
      throw mismatch(column, "a whole number")
    }
    return sqlite3_column_int64(statement, Int32(column))
  }

  func double(_ column: Int) throws -> Double {
    switch sqlite3_column_type(statement, Int32(column)) {
    case SQLITE_FLOAT, SQLITE_INTEGER: return sqlite3_column_double(statement, Int32(column))
    default: throw mismatch(column, "a number")
    }
  }

  func text(_ column: Int) throws -> String {
    guard sqlite3_column_type(statement, Int32(column)) == SQLITE_TEXT,
      let start = sqlite3_column_text(statement, Int32(column))
    else { throw mismatch(column, "text") }
    let count = Int(sqlite3_column_bytes(statement, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  func bytes(_ column: Int) throws -> UnsafeRawBufferPointer {
    guard sqlite3_column_type(statement, Int32(column)) == SQLITE_BLOB else {
      throw mismatch(column, "bytes")
    }
    // An empty BLOB has no address.
    let start = sqlite3_column_blob(statement, Int32(column))
    return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(column))))
  }

  func value(_ column: Int) throws -> Value {
    let index = Int32(column)
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER:
      let number = sqlite3_column_int64(statement, index)
      return isDeclaredBoolean(index) ? .bool(number != 0) : .int(number)
    case SQLITE_FLOAT: return .double(sqlite3_column_double(statement, index))
    case SQLITE_TEXT: return .text(try text(column))
    case SQLITE_BLOB: return .blob(Array(try bytes(column)))
    default: return .null
    }
  }

  func name(_ column: Int) -> String {
    sqlite3_column_name(statement, Int32(column)).map { String(cString: $0) } ?? ""
  }

  private func isDeclaredBoolean(_ index: Int32) -> Bool {
    guard let declared = sqlite3_column_decltype(statement, index) else { return false }
    return sqlite3_stricmp(declared, "BOOLEAN") == 0
  }

  private func mismatch(_ column: Int, _ wanted: String) -> StorageError {
    guard column >= 0, column < count else { return .fault("the result has no column \(column)", sql: "") }
    let found =
      switch sqlite3_column_type(statement, Int32(column)) {
      case SQLITE_INTEGER: "a whole number"
      case SQLITE_FLOAT: "a number with decimals"
      case SQLITE_TEXT: "text"
      case SQLITE_BLOB: "bytes"
      default: "null"
      }
    return .fault("column \(name(column)) is \(found), not \(wanted)", sql: "")
  }
}
