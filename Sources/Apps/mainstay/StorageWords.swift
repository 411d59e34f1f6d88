import Storage

/// Refusals of the storage as one line; nil for what is no refusal.
enum StorageWords {
  static func line(_ error: any Error) -> String? {
    switch error {
    case let refused as Backup.Refused: "\(refused)"
    case let refused as Exchange.Refused: "\(refused)"
    case let refused as Migrator.Refused: "\(refused)"
    case let error as StorageError:
      switch error {
      case .full, .unavailable, .damaged, .readOnly, .outcomeUnknown: "\(error)"
      default: nil
      }
    default: nil
    }
  }
}
