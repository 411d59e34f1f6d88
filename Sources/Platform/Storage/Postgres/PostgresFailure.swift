internal import CPostgres
internal import Foundation

/// PostgreSQL's error codes (SQLSTATE) in the words of `StorageError`.
struct PostgresFailure {
  let error: any Error
  /// Rolled back by the server because of others: the same transaction may well succeed now.
  var isConflict = false
  /// A kept statement no longer fits a changed table: preparing it again helps.
  var isStalePlan = false

  init(result: OpaquePointer?, connection: OpaquePointer?, sql: String) {
    func field(_ code: Character) -> String? {
      guard let text = PQresultErrorField(result, Int32(code.asciiValue ?? 0)) else { return nil }
      return String(cString: text)
    }
    let state = field("C") ?? ""
    let message =
      field("M") ?? PQerrorMessage(connection).map { String(cString: $0) } ?? "the connection is closed"
    var place = StorageError.Place(table: field("t"), constraint: field("n"))
    place.columns = field("c").map { [$0] } ?? PostgresFailure.columns(field("D") ?? "")
    switch state {
    case "23505": error = StorageError.unique(place)
    case "23503": error = StorageError.foreignKey(place)
    case "23514": error = StorageError.check(place)
    case "23502": error = StorageError.notNull(place)
    case "25006": error = StorageError.readOnly
    case "42501": error = StorageError.unavailable(message)
    case "53100": error = StorageError.full
    case "57014": error = CancellationError()
    case "25P02": error = StorageError.transactionFailed
    case "40001", "40P01":
      error = StorageError.unavailable(message)
      isConflict = true
    case "0A000" where message.contains("cached plan"):
      error = StorageError.unavailable(message)
      isStalePlan = true
    case "", "57P01", "57P02", "57P03", "53300": error = PostgresFailure.unreachable(message)
    default:
      let isConnection = state.hasPrefix("08")
      error = isConnection ? PostgresFailure.unreachable(message) : StorageError.fault(message, sql: sql)
    }
  }

  static func unreachable(_ message: String) -> StorageError {
    .unavailable(message.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  // "Key (team, name)=(1, Ada) already exists." The list in brackets stands first in every language.
  private static func columns(_ detail: String) -> [String] {
    guard let open = detail.firstIndex(of: "("), let close = detail.range(of: ")=(") else { return [] }
    let list = detail[detail.index(after: open)..<close.lowerBound]
    return list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
