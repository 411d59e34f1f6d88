/// What a database's own connection must be able to do; SQLite and PostgreSQL each have one.
protocol Driver: AnyObject {
  var dialect: Dialect { get }
  func run(_ sql: SQL) throws -> Int
  /// Hands each row to `body` until it answers false. `streaming` promises constant memory.
  func each(_ sql: SQL, streaming: Bool, _ body: (Row) throws -> Bool) throws
  /// Several statements without parameters, separated by semicolons.
  func script(_ text: String) throws
  func insertMany(_ insert: BulkInsert, _ rows: some Sequence<[Value]>) throws -> Int
  func makeRoom() throws
  func fill<T>(_ tables: [String], keeping: [String], _ body: () throws -> T) throws -> T
}

/// Where `insertMany` puts its rows.
struct BulkInsert {
  let table: String
  let columns: [String]
  let onConflict: String?
  /// Rows that one statement of SQLite takes.
  let together: Int
}

/// A database inside one transaction. Handed to the closure of `read` or `write`, by habit as `db`; it must not
/// outlive it.
package final class Connection {
  let driver: any Driver
  private(set) var hasFailed = false
  private var isStreaming = false
  private var depth = 0

  init(_ driver: any Driver) { self.driver = driver }

  package var dialect: Dialect { driver.dialect }

  /// Runs a statement; answers how many rows it changed.
  @discardableResult
  package func run(_ sql: SQL) throws -> Int { try guarded { try driver.run(sql) } }

  /// All rows of the result, each made into a value.
  package func all<T>(_ sql: SQL, _ make: (Row) throws -> T) throws -> [T] {
    var found: [T] = []
    try guarded {
      try driver.each(sql, streaming: false) {
        found.append(try make($0))
        return true
      }
    }
    return found
  }

  /// The first row of the result, or nil where there is none.
  package func first<T>(_ sql: SQL, _ make: (Row) throws -> T) throws -> T? {
    var found: T?
    try guarded {
      try driver.each(sql, streaming: false) {
        found = try make($0)
        return false
      }
    }
    return found
  }

  /// Streams the result, however long, in constant memory. `body` must not use this connection.
  package func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    try guarded {
      isStreaming = true
      defer { isStreaming = false }
      try driver.each(sql, streaming: true) {
        try body($0)
        return true
      }
    }
  }

  /// The number in the first column of the first row.
  package func count(_ sql: SQL) throws -> Int {
    guard let count = try first(sql, { try $0.int(0) }) else {
      throw StorageError.fault("a count found no row", sql: sql.rendered(dialect).text)
    }
    return count
  }

  /// The number for the next record of a table. Whoever else wants one waits until this transaction has ended.
  package func nextNumber(in table: String) throws -> Int64 {
    try lock(table)
    return try first("SELECT COALESCE(MAX(number), 0) + 1 FROM \(raw: table)") { try $0.int64(0) } ?? 1
  }

  /// From here to the end of the transaction, nobody else gets past a lock of this name. SQLite has one writer anyway.
  package func lock(_ name: String) throws {
    if dialect == .postgres { try run("SELECT pg_advisory_xact_lock(6217, hashtext(\(name)))") }
  }

  /// Inserts many rows at the speed of the database's bulk path; answers how many it stored.
  ///
  /// `onConflict` is the text after `ON CONFLICT`, for example `(id) DO UPDATE SET name = excluded.name`.
  /// `rows` is read lazily, so a sequence that streams stays streamed; it must not use this connection. Of rows without
  /// large values `together` may be held at once: a table with an index of words wants many, since SQLite writes such an
  /// index at the end of each statement.
  @discardableResult
  package func insertMany(
    into table: String, columns: [String], rows: some Sequence<[Value]>, onConflict: String? = nil,
    together: Int = 1
  ) throws -> Int {
    let insert = BulkInsert(table: table, columns: columns, onConflict: onConflict, together: together)
    return try guarded {
      isStreaming = true
      defer { isStreaming = false }
      return try driver.insertMany(insert, rows)
    }
  }

  /// Says that hundreds of thousands of rows will change in this transaction, so that the pages of their indexes stay in
  /// memory and are not written again and again. The memory is given back with the end of the transaction.
  package func makeRoom() throws { try guarded { try driver.makeRoom() } }

  /// Fills tables that hold little yet compared with what `body` adds: their indexes are taken away and made anew after it,
  /// since in one go an index costs a fraction. Unique ones stay, and those `keeping` names because `body` asks them.
  ///
  /// Readers go on with the indexes that were there until the transaction ends. On PostgreSQL, where taking an index away
  /// would shut readers out, `body` alone runs.
  package func fill<T>(_ tables: [String], keeping: [String], _ body: () throws -> T) throws -> T {
    try driver.fill(tables, keeping: keeping, body)
  }

  /// Runs several statements without parameters, separated by semicolons.
  package func script(_ text: String) throws { try guarded { try driver.script(text) } }

  /// A part that may fail on its own: when `body` throws, what it did is undone and the transaction lives on.
  package func savepoint<T>(_ body: () throws -> T) throws -> T {
    depth += 1
    let name = "part_\(depth)"
    defer { depth -= 1 }
    try run("SAVEPOINT \(raw: name)")
    do {
      let result = try body()
      try run("RELEASE SAVEPOINT \(raw: name)")
      return result
    } catch {
      hasFailed = false
      try run("ROLLBACK TO SAVEPOINT \(raw: name)")
      try run("RELEASE SAVEPOINT \(raw: name)")
      throw error
    }
  }

  // PostgreSQL refuses everything after a failed statement until it is rolled back; SQLite would carry on.
  // Both are held to the stricter way, so that a swallowed error never commits half of a change.
  private func guarded<T>(_ body: () throws -> T) throws -> T {
    if hasFailed { throw StorageError.transactionFailed }
    if isStreaming {
      throw StorageError.fault("this connection is still busy with the rows of another statement", sql: "")
    }
    do { return try body() } catch {
      hasFailed = true
      throw error
    }
  }
}
