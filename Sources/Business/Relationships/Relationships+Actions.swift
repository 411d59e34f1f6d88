import Accounts
package import Blueprint
import Foundation
import Kernel
import People
import Storage

extension AccountRelationships {
  /// Refuses people who are not, and never were, at the account as far as the actor may see.
  static func check(_ people: [ID<Person>], _ context: Context, _ db: Connection) throws {
    do { _ = try Person.find(people, for: context.actor, db) } catch PersonRefusal.notThere {
      throw RelationshipRefusal.personUnknown
    }
  }
}

extension Influence {
  static func note(_ input: New, _ context: Context) async throws -> Influence {
    try await context.write { db in
      _ = try Account.find(input.id, for: context.actor, db)
      let new = try input.influence(context)
      try AccountRelationships.check([input.from, input.to], context, db)
      try insert(new, db)
      try context.publish(wasNoted, new.id, after: ["force": new.force.rawValue], db)
      return new
    }
  }

  static func remove(_ input: Wanted, _ context: Context) async throws {
    try await context.write { db in
      _ = try Account.find(input.id, for: context.actor, db)
      guard try delete(input.influence, of: input.id, db) else {
        throw RelationshipRefusal.notThere("line of influence")
      }
      try context.publish(wasRemoved, input.influence, db)
    }
  }
}

extension MapPlace {
  static func move(_ input: Move, _ context: Context) async throws -> MapPlace {
    guard (0...20_000).contains(input.x), (0...20_000).contains(input.y) else {
      throw RelationshipRefusal.badPlace
    }
    return try await context.write { db in
      _ = try Account.find(input.id, for: context.actor, db)
      try AccountRelationships.check([input.person], context, db)
      try save(input, db)
      return MapPlace(person: input.person, x: input.x, y: input.y)
    }
  }

  static func clearAll(_ account: ID<Account>, _ context: Context) async throws {
    try await context.write { db in
      _ = try Account.find(account, for: context.actor, db)
      try clear(account, db)
    }
  }
}

extension ExecutivePair {
  static func join(_ input: New, _ context: Context) async throws -> ExecutivePair {
    try await context.write { db in
      _ = try Account.find(input.id, for: context.actor, db)
      let new = try input.pair(context)
      try AccountRelationships.check([input.person], context, db)
      guard let name = try userName(input.user, db) else { throw RelationshipRefusal.userUnknown }
      do { try insert(new, at: context.now, db) } catch StorageError.unique {
        throw RelationshipRefusal.pairedAlready(name)
      }
      try context.publish(wasPaired, new.id, after: ["days": String(new.everyDays)], db)
      return new
    }
  }

  static func part(_ input: Wanted, _ context: Context) async throws {
    try await context.write { db in
      _ = try Account.find(input.id, for: context.actor, db)
      guard try delete(input.pair, of: input.id, db) else { throw RelationshipRefusal.notThere("pair") }
      try context.publish(wasParted, input.pair, db)
    }
  }
}

/// Keeps the single threads in step with what is noted.
package enum RelationshipClock {
  static let chore = Chore("relationships.clock", every: 120) { try await tick($0) }

  package static func tick(_ context: Context) async throws {
    let today = context.today
    let mark = try await context.read { db in
      (kept: try SingleThread.mark(db), now: "\(today) \(try SingleThread.state(db))")
    }
    guard mark.kept != mark.now else { return }
    try await context.write { db in
      try SingleThread.replaceAll(try SingleThread.all(until: today, db), db)
      try SingleThread.setMark(mark.now, db)
    }
  }
}
