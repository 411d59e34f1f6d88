/// Why a row of a file was not taken.
struct RowFault {
  let field: String
  let reason: String
  let text: String

  /// The row as a whole can't be read.
  static func row(_ reason: String) -> RowFault { RowFault(field: "row", reason: reason, text: "") }

  static func missing(_ field: SalesField, _ column: String) -> RowFault {
    RowFault(
      field: column, reason: "The \(field.label.lowercased()) is missing. Fill it in, or leave the row out.",
      text: "")
  }
}
