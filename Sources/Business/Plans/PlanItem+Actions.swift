package import Blueprint
import Foundation
import Kernel
import Pipeline
import Storage

/// Load, decide, save.
extension PlanItem {
  package static func add(_ input: New, _ kind: Kind, _ context: Context) async throws -> Plan {
    try await context.write { db in
      let plan = try Plan.find(input.plan, for: context.actor, db)
      guard plan.status == .draft else { throw PlanRefusal.signed(plan.number) }
      let item = try made(input, kind, plan, context)
      try item.check(plan, for: context.actor, db)
      try insert([item], db)
      try context.publish(Plan.itemWasAdded, plan.id, after: item, db)
      return plan
    }
  }

  package static func change(_ input: Change, _ kind: Kind, _ context: Context) async throws -> Plan {
    try await context.write { db in
      let plan = try Plan.find(input.plan, for: context.actor, db)
      let old = try find(input.id, kind, of: plan.id, db)
      var new = try old.changed(by: input, plan, on: context.today)
      guard new.differs(from: old) else { return plan }
      new.changedAt = context.now
      try new.check(plan, for: context.actor, db)
      try new.replace(old.version, db)
      try context.publish(Plan.itemWasChanged, plan.id, before: old, after: new, db)
      return plan
    }
  }

  package static func remove(_ input: Wanted, _ kind: Kind, _ context: Context) async throws {
    try await context.write { db in
      let plan = try Plan.find(input.plan, for: context.actor, db)
      guard plan.status == .draft else { throw PlanRefusal.signed(plan.number) }
      let old = try find(input.id, kind, of: plan.id, db)
      try old.delete(db)
      try context.publish(Plan.itemWasRemoved, plan.id, before: old, db)
    }
  }

  /// Its place is in the same plan, and money tied to a promise waits for it.
  private func check(_ plan: Plan, for actor: Actor, _ db: Connection) throws {
    if let parent, let above = kind.above {
      guard parent != id, let place = try Self.first(parent, above, of: plan.id, db) else {
        throw PlanRefusal.wrongPlace(kind.label, needed: above.label)
      }
      if kind == .promise {
        guard place.parent == nil else { throw PlanRefusal.wrongPlace(kind.label, needed: above.label) }
        if standing == .kept, place.standing != .kept { throw PlanRefusal.proofMissing(place.title) }
      }
    }
    if let deal { _ = try Deal.find(deal, for: actor, db) }
    if let owner, try !Self.isUser(owner, db) { throw PlanRefusal.itemNotThere("user") }
  }

  private func differs(from old: PlanItem) -> Bool {
    var same = self
    same.version = old.version
    return same != old
  }
}
