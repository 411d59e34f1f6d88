/// What a database refused, in words common to both.
package enum StorageError: Error, Sendable, Equatable {
  /// Where a constraint was hurt. SQLite names columns, PostgreSQL the constraint too; compare by `columns`.
  package struct Place: Sendable, Equatable {
    package var table: String?
    package var columns: [String] = []
    package var constraint: String?

    package init(table: String? = nil, columns: [String] = [], constraint: String? = nil) {
      self.table = table
      self.columns = columns
      self.constraint = constraint
    }
  }

  case unique(Place)
  case foreignKey(Place)
  case check(Place)
  case notNull(Place)
  /// A write was tried in `read`, or the file or server does not allow writing.
  case readOnly
  /// The disk is full.
  case full
  /// The database cannot be reached, is locked, or the connection broke before anything was saved.
  case unavailable(String)
  /// The connection broke while committing: the change may be saved or not. Never retried.
  case outcomeUnknown(String)
  /// The file is not a sound database.
  case damaged(String)
  /// An earlier statement of this transaction failed and the failure was swallowed; nothing was saved.
  case transactionFailed
  /// The statement is wrong, or the value read is not of the type asked for: a fault of the program.
  case fault(String, sql: String)
}

extension StorageError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unique(let place): "a record with this \(place.words) is there already"
    case .foreignKey(let place): "a record that \(place.words) refers to is missing, or is still referred to"
    case .check(let place): "\(place.words) breaks a rule of the database"
    case .notNull(let place): "\(place.words) must not be empty"
    case .readOnly: "the database may only be read here"
    case .full: "the disk is full: nothing of this change was saved; free some space and try again"
    case .unavailable(let reason): "the database cannot be reached: \(reason)"
    case .outcomeUnknown(let reason):
      "the connection broke while saving (\(reason)): check whether the change is there"
    case .damaged(let reason): "the database file is damaged: \(reason)"
    case .transactionFailed: "a statement of this transaction failed before; nothing was saved"
    case .fault(let reason, let sql): sql.isEmpty ? reason : "\(reason) [\(sql)]"
    }
  }
}

extension StorageError.Place {
  fileprivate var words: String {
    if !columns.isEmpty { return columns.joined(separator: ", ") }
    return constraint ?? table ?? "value"
  }
}
