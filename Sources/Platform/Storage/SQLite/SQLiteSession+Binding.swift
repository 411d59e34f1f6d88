internal import Foundation
internal import GRDBSQLite

extension SQLiteSession {
  func bind(_ values: some Collection<Value>, to statement: OpaquePointer, _ text: String) throws {
    guard Int(sqlite3_bind_parameter_count(statement)) == values.count else {
      throw StorageError.fault("the statement takes another number of values than \(values.count)", sql: text)
    }
    for (place, value) in values.enumerated() {
      let index = Int32(place + 1)
      switch value {
      case .null: sqlite3_bind_null(statement, index)
      case .bool(let flag): sqlite3_bind_int64(statement, index, flag ? 1 : 0)
      case .int(let number): sqlite3_bind_int64(statement, index, number)
      case .double(let number):
        // SQLite would store NaN as null without a word.
        guard !number.isNaN else { throw StorageError.fault("a value is not a number (NaN)", sql: text) }
        sqlite3_bind_double(statement, index, number)
      case .text(var string): try string.withUTF8 { try bind($0, statement, index, text) }
      case .blob(let bytes):
        // The count, not the pointer, tells empty from null.
        _ = bytes.withUnsafeBytes {
          $0.isEmpty
            ? sqlite3_bind_zeroblob(statement, index, 0)
            : sqlite3_bind_blob64(statement, index, $0.baseAddress, UInt64($0.count), transient)
        }
      }
    }
  }

  private func bind(
    _ bytes: UnsafeBufferPointer<UInt8>, _ statement: OpaquePointer, _ index: Int32, _ text: String
  ) throws {
    guard let start = bytes.baseAddress, !bytes.isEmpty else {
      sqlite3_bind_text(statement, index, "", 0, transient)
      return
    }
    guard memchr(start, 0, bytes.count) == nil else {
      throw StorageError.fault("text must not contain the character NUL", sql: text)
    }
    start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      _ = sqlite3_bind_text(statement, index, $0, Int32(bytes.count), transient)
    }
  }
}

// Tells SQLite to copy what it is given (SQLITE_TRANSIENT is a C macro that Swift does not see).
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
