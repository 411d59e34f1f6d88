internal import GRDBSQLite

extension SQLiteSession {
  func insertMany(_ insert: BulkInsert, _ rows: some Sequence<[Value]>) throws -> Int {
    insert.together > 1 ? try insertTogether(insert, rows) : try insertSingly(insert, rows)
  }

  private func insertSingly(_ insert: BulkInsert, _ rows: some Sequence<[Value]>) throws -> Int {
    let text = insert.text(rows: 1)
    return try using(text) { statement in
      var stored = 0
      for row in rows {
        try check(row, insert)
        stored += try put(row, statement, text)
      }
      return stored
    }
  }

  // In few statements, of few lengths: each length is a statement to be prepared and kept.
  private func insertTogether(_ insert: BulkInsert, _ rows: some Sequence<[Value]>) throws -> Int {
    let width = insert.columns.count
    var held: [Value] = [], stored = 0, texts: [Int: String] = [:]
    held.reserveCapacity(width * insert.together)
    func store() throws {
      var done = 0
      for rows in BulkInsert.lengths where rows <= insert.together && rows * width <= BulkInsert.mostValues {
        guard held.count - done >= rows * width else { continue }
        let text = texts[rows] ?? insert.text(rows: rows)
        texts[rows] = text
        try using(text) { statement in
          while held.count - done >= rows * width {
            stored += try put(held[done..<done + rows * width], statement, text)
            done += rows * width
          }
        }
      }
      held.removeAll(keepingCapacity: true)
    }
    for row in rows {
      try check(row, insert)
      held += row
      if held.count == width * insert.together { try store() }
    }
    try store()
    return stored
  }

  private func check(_ row: [Value], _ insert: BulkInsert) throws {
    guard row.count != insert.columns.count else { return }
    throw StorageError.fault(
      "a row has \(row.count) values for \(insert.columns.count) columns", sql: insert.text(rows: 1))
  }

  private func put(_ values: some Collection<Value>, _ statement: OpaquePointer, _ text: String) throws -> Int
  {
    try bind(values, to: statement, text)
    guard sqlite3_step(statement) == SQLITE_DONE else { throw failure(text) }
    let stored = Int(sqlite3_changes(handle))
    sqlite3_reset(statement)
    return stored
  }

  func fill<T>(_ tables: [String], keeping kept: [String], _ body: () throws -> T) throws -> T {
    var taken: [(name: String, text: String)] = []
    for table in tables {
      let sql: SQL = """
        SELECT name, sql FROM sqlite_master
        WHERE type = 'index' AND tbl_name = \(table) AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE%' ORDER BY name
        """
      try each(sql, streaming: false) { row in
        taken.append((try row.text(0), try row.text(1)))
        return true
      }
    }
    taken.removeAll { kept.contains($0.name) }
    for index in taken { try script("DROP INDEX \(index.name)") }
    let result = try body()
    // Sorting an index takes as much memory as the cache may have.
    try giveBackRoom()
    for index in taken { try script(index.text) }
    return result
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
