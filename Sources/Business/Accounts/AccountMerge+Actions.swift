package import Blueprint
import Catalog
import Foundation
package import Kernel
import Storage

extension AccountMerge {
  /// Makes two accounts one: children and codes of the merged one go to the kept one, and its facts count there.
  package static func make(_ input: New, _ context: Context) async throws -> AccountMerge {
    guard input.kept != input.merged else { throw AccountRefusal.mergeWithItself }
    return try await context.write { db in
      let kept = try Account.find(input.kept, for: context.actor, db)
      var merged = try Account.find(input.merged, for: context.actor, db)
      for account in [kept, merged] where account.mergedInto != nil {
        throw AccountRefusal.mergedAlready(account.name)
      }
      let above = try ParentLink.above(kept.id, db)
      guard !above.contains(where: { $0.parent == merged.id }) else {
        throw AccountRefusal.mergeWithAncestor(merged.name)
      }
      let merge = AccountMerge(
        id: .new(at: context.now), kept: kept.id, merged: merged.id,
        moved: Moved(
          links: try ParentLink.below(merged.id, db),
          codes: try Account.aliases(of: merged.id, db).map {
            .init(source: $0.source, code: $0.code, firstDay: $0.firstDay)
          }),
        actor: context.actor.name, mergedAt: context.now)
      try rehang(from: merged.id, to: kept.id, db)
      merged.mergedInto = kept.id
      merged.version += 1
      merged.changedAt = context.now
      try Account.save([merged], db)
      try insert(merge, by: context.actor.id.text, db)
      try Account.settleTree(on: context.today, db)
      try publish(Account.wasMerged, kept, merged, context, db)
      return merge
    }
  }

  /// Takes a merge back: all that it moved and that nobody moved since hangs where it hung.
  package static func undo(_ id: ID<AccountMerge>, _ context: Context) async throws -> AccountMerge {
    try await context.write { db in
      var merge = try find(id, db)
      guard let kept = try Account.stored(merge.kept, db), var merged = try Account.stored(merge.merged, db),
        kept.isVisible(to: context.actor)
      else { throw AccountRefusal.mergeNotThere }
      guard merge.undoneAt == nil else { throw AccountRefusal.mergeUndone }
      merge.undoneAt = context.now
      try hangBack(merge, db)
      merged.mergedInto = nil
      merged.version += 1
      merged.changedAt = context.now
      try Account.save([merged], db)
      try end(id, at: context.now, db)
      try Account.settleTree(on: context.today, db)
      try publish(Account.wasUnmerged, kept, merged, context, db)
      return merge
    }
  }

  private static func publish(
    _ kind: EventKind<Account>, _ kept: Account, _ merged: Account, _ context: Context, _ db: Connection
  ) throws {
    for account in [kept, merged] {
      try context.publish(kind, account.id, after: ["kept": kept.name, "merged": merged.name], db)
    }
  }
}
