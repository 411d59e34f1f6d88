import Blueprint
import Kernel

/// A file to import, how to read it, and what to do with codes that nobody knows.
package struct ImportRequest: Codable, Sendable {
  package enum UnknownCodes: String, Choice {
    /// They become provisional records, listed for mapping.
    case provisional
    /// They stop the import.
    case hold
  }

  package enum Mode: String, Choice { case store, rehearse }

  /// What someone decided about codes of the file.
  package struct Decisions: Codable, Sendable, Hashable {
    package var ignoredSites: [String] = []
    package var ignoredItems: [String] = []
    package init() {}
  }

  package var path: String
  package var fileName: String
  package var loader: LoaderSpec
  package var unknown: UnknownCodes
  package var mode: Mode
  package var decisions = Decisions()
  /// Why the loader is as it is, where it was guessed.
  package var findings: [String]?

  package init(
    path: String, fileName: String, loader: LoaderSpec, unknown: UnknownCodes = .provisional,
    mode: Mode = .store
  ) {
    self.path = path
    self.fileName = fileName
    self.loader = loader
    self.unknown = unknown
    self.mode = mode
  }
}

/// How far an import is: bytes of the file taken, of all, and a word for the reader.
package typealias ImportProgress = @Sendable (_ done: Int, _ total: Int, _ word: String) async throws -> Void
