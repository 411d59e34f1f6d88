internal import GRDBSQLite

extension SQLiteSession {
  func insertMany(_ insert: BulkInsert, _ rows: some Sequence<[Value]>) throws -> Int {
    let width = insert.columns.count
    var held: [Value] = [], stored = 0
    held.reserveCapacity(width * insert.together)
    for row in rows {
      guard row.count == width else {
        throw StorageError.fault(
          "a row has \(row.count) values for \(width) columns", sql: insert.text(rows: 1))
      }
      held += row
      guard held.count == width * insert.together else { continue }
      stored += try put(insert, &held)
    }
    return try stored + put(insert, &held)
  }

  // In few statements, of few lengths: each length is a statement to be prepared and kept.
  private func put(_ insert: BulkInsert, _ held: inout [Value]) throws -> Int {
    let width = insert.columns.count
    var stored = 0, done = 0
    for rows in BulkInsert.lengths where rows <= insert.together && rows * width <= BulkInsert.mostValues {
      guard held.count - done >= rows * width else { continue }
      let text = insert.text(rows: rows)
      stored += try using(text) { statement in
        var stored = 0
        while held.count - done >= rows * width {
          try bind(held[done..<done + rows * width], to: statement, text)
          guard sqlite3_step(statement) == SQLITE_DONE else { throw failure(text) }
          stored += Int(sqlite3_changes(handle))
          sqlite3_reset(statement)
          done += rows * width
        }
        return stored
      }
    }
    held.removeAll(keepingCapacity: true)
    return stored
  }
}

extension BulkInsert {
  fileprivate static let lengths = [512, 64, 8, 1]
  /// SQLite takes 32,766 by default.
  fileprivate static let mostValues = 32_000

  fileprivate func text(rows: Int) -> String {
    let marks = "(" + Array(repeating: "?", count: columns.count).joined(separator: ", ") + ")"
    let conflict = onConflict.map { " ON CONFLICT \($0)" } ?? ""
    let all = String(repeating: marks + ", ", count: rows - 1)
    return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES \(all)\(marks)\(conflict)"
  }
}
