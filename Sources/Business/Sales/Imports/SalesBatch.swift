package import Blueprint
package import Foundation
package import Kernel

/// One file that was imported: what it brought, and whether it counts.
package struct SalesBatch: Codable, Sendable {
  package enum State: String, Choice {
    /// Being read; nothing of it counts.
    case loading
    case visible
    case undone
  }

  package let id: ID<SalesBatch>
  /// Its place in the order of imports: of two figures for one fact, that of the higher number counts.
  package let number: Int64
  package let source: ID<SalesSource>
  package let loader: String
  package let fileName: String
  package let digest: String
  package var state: State
  package var result: ImportResult
  package var firstWeek: Int32?
  package var lastWeek: Int32?
  package var rejectsPath: String?
  package let startedAt: Date
  package var endedAt: Date?
  package let actorName: String
  /// Of its source, for lists.
  package var sourceName = ""
  /// Changes of codes that someone should look at.
  package var openQuestions = 0

  /// Where the server keeps rejected rows is nobody's business: they are downloaded by the import's id.
  private enum CodingKeys: CodingKey {
    case id, number, source, loader, fileName, digest, state, result, firstWeek, lastWeek, startedAt, endedAt
    case actorName, sourceName, openQuestions
  }

  package static let wasImported = EventKind<SalesBatch>("sales.imported")
  package static let wasUndone = EventKind<SalesBatch>("sales.undone")
  package static let wasRestored = EventKind<SalesBatch>("sales.restored")
}
