import Foundation
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
    case let error as CocoaError: fileLine(error)
    default: nil
    }
  }

  /// What the file system refuses, with the file's name.
  private static func fileLine(_ error: CocoaError) -> String? {
    let path = error.filePath ?? error.url?.path(percentEncoded: false) ?? "a file"
    return switch error.code {
    case .fileWriteOutOfSpace:
      "the disk is full: \(path) could not be written. Free some space and try again."
    case .fileReadNoPermission, .fileWriteNoPermission: "\(path): permission denied. Check who may use it."
    case .fileReadNoSuchFile, .fileNoSuchFile: "there is no \(path). Check the path."
    case .fileWriteVolumeReadOnly: "\(path) lies on a disk that may only be read. Choose another place."
    case .fileWriteFileExists: "\(path) is there already. Name another."
    default: nil
    }
  }
}
