import Accounts
package import Blueprint
import Catalog
import Foundation
package import Kernel
package import Storage

extension Person {
  package static let wasAdded = EventKind<Person>("person.added")
  package static let wasChanged = EventKind<Person>("person.changed")
  package static let wasErased = EventKind<Person>("person.erased")
  package static let tookUp = EventKind<Person>("person.position-added")
  package static let positionChanged = EventKind<Person>("person.position-changed")
  package static let left = EventKind<Person>("person.position-removed")
  package static let wasAssessed = EventKind<Person>("person.assessed")
  package static let wasMerged = EventKind<Person>("person.merged")
  package static let wasUnmerged = EventKind<Person>("person.unmerged")

  /// Adds a person, with a position where an account is named.
  package static func add(_ input: New, _ context: Context) async throws -> Person {
    try await context.write { try add(input, complete: .asked, context, $0) }
  }

  /// The same within a transaction that does more.
  package static func add(
    _ input: New, complete: CustomChange.Completeness = .notAsked, _ context: Context, _ db: Connection
  ) throws -> Person {
    var person = try input.person(context)
    if let owner = person.owner {
      guard try isUser(owner, db) else { throw PersonRefusal.ownerUnknown }
    } else if try isUser(context.actor.id, db) {
      person.owner = context.actor.id
    }
    person.role = input.role
    let own = try CustomChange.new(ownFields, by: input.fields, complete: complete, db)
    try save([person], db)
    try own.save(person.id, db)
    if let account = input.account {
      var position = Position.New(id: person.id, account: account, title: input.title ?? "")
      position.department = input.department
      position.reportsTo = input.reportsTo
      position.firstDay = input.from
      _ = try Position.take(position, context, db)
    }
    guard let made = try? find(person.id, for: context.actor, db) else { throw PersonRefusal.wouldLoseSight }
    try context.publish(wasAdded, person.id, db)
    return made
  }

  /// Saves a change; one made to another version than the stored is shown what stands there, and not saved.
  package static func change(_ input: Change, _ context: Context) async throws -> Person {
    try await context.write { db in
      let old = try find(input.id, for: context.actor, db)
      var new = try old.applying(input)
      if let seen = input.version, seen != old.version {
        throw PersonRefusal.changedMeanwhile(now: old.version, theirs: old.words(for: new))
      }
      let own = try CustomChange.of(old.id, ownFields, by: input.fields, db)
      guard new != old || !own.isEmpty else { return old }
      if let owner = new.owner, owner != old.owner {
        guard try isUser(owner, db) else { throw PersonRefusal.ownerUnknown }
      }
      new.version += 1
      new.changedAt = context.now
      guard try replace(new, version: old.version, db) else { throw PersonRefusal.notThere }
      try own.save(new.id, db)
      var changes = differences(old, new)
      own.note(in: &changes)
      try context.publish(wasChanged, new.id, before: changes.before, after: changes.after, db)
      guard let seen = try? find(new.id, for: context.actor, db) else { throw PersonRefusal.wouldLoseSight }
      return seen
    }
  }

  /// Takes the personal data out. Positions, roles and what happened stay, without a name, so that counts do.
  package static func erase(_ id: ID<Person>, _ context: Context) async throws -> Person {
    try await context.write { db in
      let old = try find(id, for: context.actor, db)
      let new = try old.erased(context)
      guard try replace(new, version: old.version, db) else { throw PersonRefusal.notThere }
      try Assessment.blank(of: id, db)
      try removeCodes(of: id, db)
      try CustomValue.forget([id.text], db)
      try context.publish(wasErased, id, db)
      return new
    }
  }

  /// Keeps today's main position beside the person.
  package static func settle(_ ids: [ID<Person>], on today: Day, _ db: Connection) throws {
    guard !ids.isEmpty else { return }
    let positions = Dictionary(grouping: try Position.all(of: ids, db), by: \.person)
    let changed = try stored(ids, db).compactMap { person -> Person? in
      let main = Position.main(of: positions[person.id] ?? [], on: today)
      var new = person
      (new.position, new.account, new.title) = (main?.id, main?.account, main?.title)
      return new == person ? nil : new
    }
    try save(changed, db)
  }

  /// Brings kept positions in step with the calendar: somebody began or ended since it was last done.
  static func catchUp(_ context: Context) async throws {
    let (today, last) = (context.today, try await context.read { try settledDay($0) })
    guard last != today else { return }
    try await context.write { db in
      let since = try settledDay(db) ?? Validity.earliest
      try settle(try Position.unsettled(on: today, since: since, db), on: today, db)
      try setSettledDay(today, db)
    }
  }
}
