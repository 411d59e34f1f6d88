package import Foundation
package import Kernel

/// One row of a result, read by column number. Valid only inside the closure that it is handed to.
///
/// A value of another type than asked for is a fault and throws: the statement or the schema is wrong.
package struct Row {
  enum Source {
    case sqlite(SQLiteRow)
    case postgres(PostgresRow)
  }

  let source: Source

  /// How many columns there are.
  package var count: Int {
    switch source {
    case .sqlite(let row): row.count
    case .postgres(let row): row.count
    }
  }

  package func isNull(_ column: Int) -> Bool {
    switch source {
    case .sqlite(let row): row.isNull(column)
    case .postgres(let row): row.isNull(column)
    }
  }

  package func int64(_ column: Int) throws -> Int64 {
    switch source {
    case .sqlite(let row): try row.int64(column)
    case .postgres(let row): try row.int64(column)
    }
  }

  package func int(_ column: Int) throws -> Int { Int(try int64(column)) }

  package func bool(_ column: Int) throws -> Bool { try int64(column) != 0 }

  package func double(_ column: Int) throws -> Double {
    switch source {
    case .sqlite(let row): try row.double(column)
    case .postgres(let row): try row.double(column)
    }
  }

  package func text(_ column: Int) throws -> String {
    switch source {
    case .sqlite(let row): try row.text(column)
    case .postgres(let row): try row.text(column)
    }
  }

  /// Hands out the bytes of a BLOB without copying them; they are gone when `body` returns.
  package func bytes<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> T) throws -> T {
    switch source {
    case .sqlite(let row): try body(row.bytes(column))
    case .postgres(let row): try body(row.bytes(column))
    }
  }

  /// A copy of the bytes of a BLOB.
  package func blob(_ column: Int) throws -> [UInt8] { try bytes(column) { Array($0) } }

  package func day(_ column: Int) throws -> Day { try parsed(column, "a day", Day.init) }

  package func moment(_ column: Int) throws -> Date { try parsed(column, "a moment", Moment.date) }

  package func id<Subject>(_ column: Int, as: Subject.Type = Subject.self) throws -> ID<Subject> {
    try parsed(column, "an identifier", ID<Subject>.init)
  }

  package func currency(_ column: Int) throws -> Currency { try parsed(column, "a currency", Currency.init) }

  /// The case of an enum of strings.
  package func choice<Choice: RawRepresentable<String>>(_ column: Int, as: Choice.Type = Choice.self) throws
    -> Choice
  {
    try parsed(column, "a \(Choice.self)", Choice.init(rawValue:))
  }

  /// Whatever stands there. A column declared BOOLEAN gives `.bool` on both databases.
  package func value(_ column: Int) throws -> Value {
    switch source {
    case .sqlite(let row): try row.value(column)
    case .postgres(let row): try row.value(column)
    }
  }

  /// All values, copied: they outlive the row.
  package func values() throws -> [Value] { try (0..<count).map(value) }

  /// The name of a column.
  package func name(_ column: Int) -> String {
    switch source {
    case .sqlite(let row): row.name(column)
    case .postgres(let row): row.name(column)
    }
  }

  private func parsed<T>(_ column: Int, _ what: String, _ parse: (String) -> T?) throws -> T {
    let found = try text(column)
    guard let value = parse(found) else {
      throw StorageError.fault(
        "column \(name(column)) holds '\(found.prefix(60))', which is not \(what)", sql: "")
    }
    return value
  }
}
