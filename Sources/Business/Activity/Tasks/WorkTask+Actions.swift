import Accounts
package import Blueprint
import Foundation
package import Kernel
import People
import Storage

extension WorkTask {
  package static let wasAdded = EventKind<WorkTask>("task.added")
  package static let wasChanged = EventKind<WorkTask>("task.changed")
  package static let wasClosed = EventKind<WorkTask>("task.closed")
  package static let wasReopened = EventKind<WorkTask>("task.reopened")
  package static let wasDeleted = EventKind<WorkTask>("task.deleted")

  package static func add(_ input: New, _ context: Context) async throws -> WorkTask {
    try await context.write { try add(input, from: nil, complete: .asked, context, $0) }
  }

  static func add(
    _ input: New, from interaction: ID<Interaction>?, complete: CustomChange.Completeness = .notAsked,
    _ context: Context, _ db: Connection
  ) throws -> WorkTask {
    let account = try Interaction.accountOf(input.account, context, db)
    var task = WorkTask(
      id: .new(at: context.now), kind: input.kind ?? .task, title: input.title, account: account.id,
      owner: try Interaction.ownerOf(input.owner, context, db), due: input.due, at: context.now)
    task.note = input.note ?? ""
    task.interaction = interaction
    task.person = try input.person.map { try Interaction.found([$0], context, db)[0].id }
    task = try task.checked()
    let own = try CustomChange.new(ownFields, by: input.fields, complete: complete, db)
    try save([task], db)
    try own.save(task.id, db)
    var changes = (before: [String: String](), after: ["kind": task.kind.rawValue])
    own.note(in: &changes)
    try context.publish(wasAdded, task.id, after: changes.after, db)
    return task
  }

  package static func change(_ input: Change, _ context: Context) async throws -> WorkTask {
    try await context.write { db in
      let old = try find(input.id, for: context.actor, db).task
      if let seen = input.version, seen != old.version { throw ActivityRefusal.changedMeanwhile }
      var new = try old.applying(input)
      if let owner = new.owner, owner != old.owner { _ = try Interaction.ownerOf(owner, context, db) }
      let own = try CustomChange.of(old.id, ownFields, by: input.fields, db)
      guard new != old || !own.isEmpty else { return old }
      new.version += 1
      new.changedAt = context.now
      try store(new, over: old, saying: own, wasChanged, context, db)
      return new
    }
  }

  private static func store(
    _ new: WorkTask, over old: WorkTask, saying own: CustomChange? = nil, _ kind: EventKind<WorkTask>,
    _ context: Context, _ db: Connection
  ) throws {
    guard try replace(new, version: old.version, db) else { throw ActivityRefusal.changedMeanwhile }
    func facts(_ task: WorkTask) -> [String: String] {
      ["due": task.due?.description ?? "", "outcome": task.outcome?.rawValue ?? ""]
    }
    var changes = (before: facts(old), after: facts(new))
    try own?.save(new.id, db)
    own?.note(in: &changes)
    try context.publish(kind, new.id, before: changes.before, after: changes.after, db)
  }

  package static func close(_ input: Closing, _ context: Context) async throws -> WorkTask {
    try await context.write { db in
      let old = try find(input.id, for: context.actor, db).task
      let new = try old.closed(input.outcome, evidence: input.evidence, on: context.today, at: context.now)
      try store(new, over: old, wasClosed, context, db)
      return new
    }
  }

  package static func reopen(_ id: ID<WorkTask>, _ context: Context) async throws -> WorkTask {
    try await context.write { db in
      let old = try find(id, for: context.actor, db).task
      let new = try old.reopened(at: context.now)
      try store(new, over: old, wasReopened, context, db)
      return new
    }
  }

  package static func delete(_ id: ID<WorkTask>, _ context: Context) async throws {
    try await context.write { db in
      let old = try find(id, for: context.actor, db).task
      try delete(old.id, db)
      try context.publish(wasDeleted, id, before: ["kind": old.kind.rawValue], db)
    }
  }
}
