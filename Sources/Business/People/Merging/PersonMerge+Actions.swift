package import Blueprint
import Foundation
package import Kernel
import Storage

extension PersonMerge {
  /// Makes two records one person: positions, opinions and codes go to the kept one, and what happened counts there.
  package static func make(_ input: New, _ context: Context) async throws -> PersonMerge {
    guard input.kept != input.merged else { throw PersonRefusal.mergeWithItself }
    return try await context.write { db in
      let kept = try Person.find(input.kept, for: context.actor, db)
      var merged = try Person.find(input.merged, for: context.actor, db)
      for person in [kept, merged] {
        if person.mergedInto != nil { throw PersonRefusal.mergedAlready(person.name) }
        if person.erasedAt != nil { throw PersonRefusal.erased }
      }
      let merge = PersonMerge(
        id: .new(at: context.now), kept: kept.id, merged: merged.id, moved: try hanging(on: merged.id, db),
        actor: context.actor.name, mergedAt: context.now)
      try rehang(merge.moved, from: merged.id, to: kept.id, db)
      merged.mergedInto = kept.id
      merged.version += 1
      merged.changedAt = context.now
      try Person.save([merged], db)
      try insert(merge, by: context.actor.id.text, db)
      try Person.settle([kept.id], on: context.today, db)
      for person in [kept, merged] { try context.publish(Person.wasMerged, person.id, db) }
      return merge
    }
  }

  /// Takes a merge back: all that it moved and that nobody moved since hangs where it hung.
  package static func undo(_ id: ID<PersonMerge>, _ context: Context) async throws -> PersonMerge {
    try await context.write { db in
      var merge = try find(id, db)
      do { _ = try Person.find(merge.kept, for: context.actor, db) } catch PersonRefusal.notThere {
        throw PersonRefusal.mergeNotThere
      }
      guard var merged = try Person.stored(merge.merged, db) else { throw PersonRefusal.mergeNotThere }
      guard merge.undoneAt == nil else { throw PersonRefusal.mergeUndone }
      merge.undoneAt = context.now
      try rehang(merge.moved, from: merge.kept, to: merge.merged, db)
      merged.mergedInto = nil
      merged.version += 1
      merged.changedAt = context.now
      try Person.save([merged], db)
      try end(id, at: context.now, db)
      try Person.settle([merge.kept, merge.merged], on: context.today, db)
      for person in [merge.kept, merge.merged] { try context.publish(Person.wasUnmerged, person, db) }
      return merge
    }
  }
}
