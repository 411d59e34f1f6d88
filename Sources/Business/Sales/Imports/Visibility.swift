package import Blueprint
import Foundation
package import Kernel
import Storage

/// Changes which imports count: roll-ups are made beside the ones in force, and one small transaction swaps
/// them.
enum Visibility {
  private static let attempts = 5

  static func change(
    _ id: ID<SalesSource>, batch: Int64, _ choice: StoredSegments.Choice, _ context: Context,
    _ commit: @escaping @Sendable (Connection) throws -> Void
  ) async throws {
    let reach = try await context.read { try StoredSegments.reach(ofBatch: batch, $0) }
    for _ in 0..<attempts {
      guard let source = try await context.read({ try SalesSource.find(id, $0) }) else {
        throw ImportRefusal.notThere
      }
      let editions = try await RollUps.build(source: source, reach, choice, context)
      let replaced = try await context.write { db -> [RollUps.Edition]? in
        guard try RollUps.areWhole(editions, source: source.number, db),
          try SalesSource.advance(id, from: source.stateVersion, db)
        else { return nil }
        try commit(db)
        return try RollUps.apply(editions, source: source.number, db)
      }
      if let replaced {
        try await RollUps.discard(replaced, source: source.number, context)
        return
      }
      try await RollUps.discard(editions, source: source.number, context)
    }
    throw ImportRefusal.changedMeanwhile
  }
}

extension SalesImport {
  /// Takes an import back: the figures of before stand again, at once and everywhere.
  package static func undo(_ id: ID<SalesBatch>, _ context: Context) async throws -> SalesBatch {
    let batch = try await context.read { db in
      let batch = try SalesBatch.find(id, db)
      guard batch.state == .visible else { throw ImportRefusal.notVisible }
      if let later = try batch.repeater(db) { throw ImportRefusal.repeatedLater(file: later) }
      return batch
    }
    try await Visibility.change(
      batch.source, batch: batch.number, StoredSegments.Choice(without: batch.number), context
    ) { db in
      guard try SalesBatch.set(id, from: .visible, to: .undone, db) else { throw ImportRefusal.notVisible }
      try SalesBatch.closeSpan(id, at: Date(), db)
      try context.publish(SalesBatch.wasUndone, id, after: ["file": batch.fileName], db)
    }
    return try await context.read { try SalesBatch.find(id, $0) }
  }

  /// Lets an import that was taken back count again, at its old place in the order of imports.
  package static func restore(_ id: ID<SalesBatch>, _ context: Context) async throws -> SalesBatch {
    let batch = try await context.read { db in
      let batch = try SalesBatch.find(id, db)
      guard batch.state == .undone else { throw ImportRefusal.notUndone }
      return batch
    }
    try await Visibility.change(
      batch.source, batch: batch.number, StoredSegments.Choice(with: batch.number), context
    ) { db in
      guard try SalesBatch.set(id, from: .undone, to: .visible, db) else { throw ImportRefusal.notUndone }
      try SalesBatch.openSpan(id, at: Date(), db)
      try context.publish(SalesBatch.wasRestored, id, after: ["file": batch.fileName], db)
    }
    return try await context.read { try SalesBatch.find(id, $0) }
  }
}
