package import Blueprint
package import Foundation
package import Kernel

/// A folder of the server into which others put sales files; each new file is imported once.
package struct DropFolder: Reply {
  package let id: ID<DropFolder>
  package let name: String
  /// By which loader its files are read; `auto` to have each recognised.
  package let loader: String
  package var isOn: Bool
  /// For whom its imports run, with the rights that they have then.
  package let actor: ID<Actor>
  package let actorName: String
  package let actorRole: Role
  package let createdAt: Date

  package struct New: Codable, Sendable {
    package var name: String
    package var loader: String?

    package init(name: String, loader: String? = nil) {
      self.name = name
      self.loader = loader
    }
  }

  /// Where it lies: a name cannot lead out of the program's own folder.
  func path(in folder: String) -> String { "\(folder)/drop/\(name)" }

  /// Letters, digits, hyphens: nothing that means something to a file system.
  static func isFit(_ name: String) -> Bool {
    (1...40).contains(name.utf8.count) && name.utf8.first != 45
      && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }
}

/// A file as it was seen in a drop folder.
struct DroppedFile: Hashable, Sendable {
  let name: String
  let bytes: Int64
  let changedAt: Date

  /// Somebody renamed it when it was complete.
  var isMarkedDone: Bool { name.hasSuffix(".done") }
  /// The name without the mark.
  var title: String { isMarkedDone ? String(name.dropLast(5)) : name }

  /// Files that are still being sent, hidden ones and our own reports are left alone.
  static func isCandidate(_ name: String) -> Bool {
    let unfinished = [".part", ".tmp", ".filepart", ".crdownload", ".report.txt"]
    return !name.hasPrefix(".") && !name.hasPrefix("~")
      && !unfinished.contains { name.lowercased().hasSuffix($0) }
  }

  /// Complete: marked so, or of the same size and time as when it was last looked at, some seconds ago.
  func isComplete(after earlier: (bytes: Int64, changedAt: Date, seenAt: Date)?, now: Date) -> Bool {
    if isMarkedDone { return true }
    guard let earlier, bytes > 0 else { return false }
    return earlier.bytes == bytes && abs(earlier.changedAt.timeIntervalSince(changedAt)) < 0.01
      && now.timeIntervalSince(earlier.seenAt) >= Self.stillness
  }

  static let stillness: TimeInterval = 5
}

/// Why a drop folder was not made.
enum DropRefusal: Refusal, Equatable {
  case badName(String)
  case nameTaken(String)
  case notThere

  var status: Int {
    switch self {
    case .badName: 422
    case .nameTaken: 409
    case .notThere: 404
    }
  }
  var code: String {
    switch self {
    case .badName: "wrong-name"
    case .nameTaken: "name-taken"
    case .notThere: "not-there"
    }
  }
  var field: String? { self == .notThere ? nil : "name" }
  var message: String {
    switch self {
    case .badName(let name):
      "“\(name)” can't be the name of a folder. Use lower-case letters, digits and hyphens, at most 40."
    case .nameTaken(let name): "A drop folder “\(name)” is there already. Choose another name."
    case .notThere: "There is no such drop folder. It may have been removed."
    }
  }
}
