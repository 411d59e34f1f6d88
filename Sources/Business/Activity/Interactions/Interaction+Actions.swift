import Accounts
package import Blueprint
import Foundation
package import Kernel
import People
package import Storage
import Team

extension Interaction {
  package static let wasNoted = EventKind<Interaction>("activity.noted")
  package static let wasChanged = EventKind<Interaction>("activity.changed")
  package static let wasDeleted = EventKind<Interaction>("activity.deleted")

  /// Notes what happened, and what is to follow.
  package static func log(_ input: New, _ context: Context) async throws -> Interaction {
    try await context.write { try log(input, complete: .asked, context, $0) }
  }

  /// The same within a transaction that does more.
  package static func log(
    _ input: New, complete: CustomChange.Completeness = .notAsked, _ context: Context, _ db: Connection
  ) throws -> Interaction {
    let people = try found(input.people ?? [], context, db)
    let account = try accountOf(input.account ?? people.compactMap(\.account).first, context, db)
    let new = try input.interaction(at: account.id, owner: try ownerOf(input.owner, context, db), context)
    let own = try CustomChange.new(ownFields, by: input.fields, complete: complete, db)
    try keep(new, people.map(\.id), saying: own, context, db)
    if let title = Person.trimmed(input.followUp) {
      var task = WorkTask.New(title: title, account: account.id)
      task.due = input.followUpDue
      task.person = people.first?.id
      _ = try WorkTask.add(task, from: new.id, context, db)
    }
    return new
  }

  /// Keeps one with its people, and the contact that it was.
  static func keep(
    _ new: Interaction, _ people: [ID<Person>], saying own: CustomChange? = nil, _ context: Context,
    _ db: Connection
  ) throws {
    try insert([(new, people)], db)
    try own?.save(new.id, db)
    if new.kind.isContact, new.day <= context.today { try ContactDays.note(new.account, on: new.day, db) }
    var changes = (before: [String: String](), after: ["kind": new.kind.rawValue])
    own?.note(in: &changes)
    try context.publish(wasNoted, new.id, after: changes.after, db)
  }

  static func found(_ ids: [ID<Person>], _ context: Context, _ db: Connection) throws -> [Person] {
    do { return try Person.find(ids, for: context.actor, db) } catch PersonRefusal.notThere {
      throw ActivityRefusal.personUnknown
    }
  }

  static func accountOf(_ id: ID<Account>?, _ context: Context, _ db: Connection) throws -> Account {
    guard let id else { throw ActivityRefusal.accountNeeded([]) }
    do { return try Account.find(id, for: context.actor, db) } catch AccountRefusal.notThere {
      throw ActivityRefusal.accountUnknown
    }
  }

  /// Who of us it was: whoever is named, or else who writes it down.
  static func ownerOf(_ id: ID<Actor>?, _ context: Context, _ db: Connection) throws -> ID<Actor>? {
    guard let id else { return try User.find(context.actor.user, db) == nil ? nil : context.actor.id }
    guard let user = ID<User>(id.text), try User.find(user, db) != nil else {
      throw ActivityRefusal.ownerUnknown
    }
    return id
  }

  package static func change(_ input: Change, _ context: Context) async throws -> Interaction {
    try await context.write { db in
      let old = try find(input.id, for: context.actor, db)
      if let seen = input.version, seen != old.version { throw ActivityRefusal.changedMeanwhile }
      var new = try old.applying(input, on: context.today)
      if let people = input.people { try setPeople(try found(people, context, db).map(\.id), of: new, db) }
      let own = try CustomChange.of(old.id, ownFields, by: input.fields, db)
      guard new != old || input.people != nil || !own.isEmpty else { return old }
      new.version += 1
      new.changedAt = context.now
      guard try replace(new, version: old.version, db) else { throw ActivityRefusal.changedMeanwhile }
      try own.save(new.id, db)
      var changes: (before: [String: String], after: [String: String]) = ([:], [:])
      own.note(in: &changes)
      try context.publish(
        wasChanged, new.id, before: own.isEmpty ? nil : changes.before,
        after: own.isEmpty ? nil : changes.after, db)
      return new
    }
  }

  package static func delete(_ id: ID<Interaction>, _ context: Context) async throws {
    try await context.write { db in
      let old = try find(id, for: context.actor, db)
      try delete(old.id, db)
      if old.kind.isContact { try ContactDays.rebuild(on: context.today, db) }
      try context.publish(wasDeleted, id, before: ["kind": old.kind.rawValue], db)
    }
  }

  /// One with the names that a reader needs.
  static func record(_ id: ID<Interaction>, for actor: Actor, _ db: Connection) throws -> InteractionRecord {
    guard var one = try records(where: "i.id = \(id)", for: actor, limit: 1, db).first else {
      throw ActivityRefusal.notThere("activity")
    }
    one.fields = try CustomRecord.of(id, ownFields, db)
    return one
  }
}
