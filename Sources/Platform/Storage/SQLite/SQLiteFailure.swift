internal import Foundation
internal import GRDB
internal import GRDBSQLite

/// SQLite's error codes in the words of `StorageError`.
enum SQLiteFailure {
  static func error(code: Int32, message: String, sql: String) -> any Error {
    switch code {
    case SQLITE_CONSTRAINT | 8 << 8, SQLITE_CONSTRAINT | 6 << 8, SQLITE_CONSTRAINT | 10 << 8:
      return StorageError.unique(place(message))
    case SQLITE_CONSTRAINT | 5 << 8: return StorageError.notNull(place(message))
    case SQLITE_CONSTRAINT | 3 << 8: return StorageError.foreignKey(.init())
    case SQLITE_CONSTRAINT | 1 << 8: return StorageError.check(.init(constraint: after("failed: ", message)))
    default: break
    }
    switch code & 0xff {
    case SQLITE_READONLY: return StorageError.readOnly
    case SQLITE_FULL: return StorageError.full
    case SQLITE_INTERRUPT: return CancellationError()
    case SQLITE_BUSY, SQLITE_LOCKED:
      return StorageError.unavailable("another program holds the database file")
    case SQLITE_CANTOPEN, SQLITE_IOERR, SQLITE_PERM, SQLITE_AUTH: return StorageError.unavailable(message)
    case SQLITE_CORRUPT, SQLITE_NOTADB: return StorageError.damaged(message)
    default: return StorageError.fault(message, sql: sql)
    }
  }

  /// GRDB's own errors (opening, beginning, committing) in the same words.
  static func translated(_ error: any Error) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    return Self.error(
      code: error.extendedResultCode.rawValue, message: error.message ?? "SQLite error \(error.resultCode)",
      sql: error.sql ?? "")
  }

  // "UNIQUE constraint failed: people.team, people.name", or "index 'people_by_name'" for an expression.
  private static func place(_ message: String) -> StorageError.Place {
    guard let list = after("failed: ", message) else { return .init() }
    if list.hasPrefix("index '") { return .init(constraint: String(list.dropFirst(7).dropLast())) }
    let names = list.split(separator: ",").map { $0.drop { $0 == " " }.split(separator: ".") }
    guard let first = names.first, first.count == 2 else { return .init() }
    return .init(table: String(first[0]), columns: names.compactMap { $0.last.map(String.init) })
  }

  private static func after(_ mark: String, _ message: String) -> String? {
    message.range(of: mark).map { String(message[$0.upperBound...]) }
  }
}
