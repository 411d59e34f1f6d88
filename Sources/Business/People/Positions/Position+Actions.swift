import Accounts
package import Blueprint
import Catalog
import Foundation
package import Kernel
import Storage

extension Position {
  package struct Wanted: Codable, Sendable {
    package var id: ID<Person>
    package var position: ID<Position>

    package init(id: ID<Person>, position: ID<Position>) {
      self.id = id
      self.position = position
    }
  }

  /// Somebody takes up a position.
  package static func take(_ input: New, _ context: Context) async throws -> Position {
    try await context.write { db in
      let person = try Person.find(input.id, for: context.actor, db)
      guard person.erasedAt == nil else { throw PersonRefusal.erased }
      return try take(input, context, db)
    }
  }

  static func take(_ input: New, _ context: Context, _ db: Connection) throws -> Position {
    let account = try accountOf(input.account, context, db)
    guard let days = Validity(input.firstDay, input.lastDay) else { throw PersonRefusal.wrongDays }
    let new = try Position(
      id: .new(at: context.now), person: input.id, account: account.id, title: input.title,
      department: input.department, reportsTo: input.reportsTo, days
    ).checked()
    if input.isMove == true { try endOthers(of: input.id, before: new.firstDay, context, db) }
    try checkBoss(new, context, db)
    try save([new], db)
    try Person.settle([new.person], on: context.today, db)
    try context.publish(Person.tookUp, new.person, after: ["account": account.name, "title": new.title], db)
    return new
  }

  private static func accountOf(_ id: ID<Account>, _ context: Context, _ db: Connection) throws -> Account {
    do { return try Account.find(id, for: context.actor, db) } catch AccountRefusal.notThere {
      throw PersonRefusal.accountUnknown
    }
  }

  /// Ends what somebody does elsewhere; only positions that the reader may see.
  private static func endOthers(of person: ID<Person>, before day: Day, _ context: Context, _ db: Connection)
    throws
  {
    guard day > Validity.earliest else { return }
    let shown = try shown(of: person, for: context.actor, db).map(\.position)
    let ended = shown.filter { $0.firstDay < day && $0.lastDay >= day }.map { position in
      var ended = position
      ended.lastDay = day.advanced(by: -1)
      return ended
    }
    try save(ended, db)
  }

  private static func checkBoss(_ position: Position, _ context: Context, _ db: Connection) throws {
    guard let boss = position.reportsTo else { return }
    let chief: Person
    do { chief = try Person.find(boss, for: context.actor, db) } catch PersonRefusal.notThere {
      throw PersonRefusal.bossUnknown
    }
    let line = ReportingLine(person: position.person, boss: boss, days: position.validity)
    let standing = try lines(above: boss, db)
    if let day = ReportingLine.firstCycle(adding: line, to: standing) {
      let name = try Person.stored(position.person, db)?.name ?? "this person"
      throw PersonRefusal.cycle(
        name: name, boss: chief.name, on: max(day, min(context.today, position.lastDay)))
    }
  }

  private static func found(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> Position {
    let person = try Person.find(wanted.id, for: context.actor, db)
    guard person.erasedAt == nil else { throw PersonRefusal.erased }
    let mine = try shown(of: wanted.id, for: context.actor, db)
    guard let position = mine.first(where: { $0.position.id == wanted.position })?.position else {
      throw PersonRefusal.positionNotThere
    }
    return position
  }

  package static func change(_ input: Change, _ context: Context) async throws -> Position {
    try await context.write { db in
      let old = try found(.init(id: input.id, position: input.position), context, db)
      let new = try old.applying(input)
      guard new != old else { return old }
      if new.reportsTo != old.reportsTo || new.validity != old.validity { try checkBoss(new, context, db) }
      try save([new], db)
      try Person.settle([new.person], on: context.today, db)
      try context.publish(
        Person.positionChanged, new.person,
        before: ["title": old.title, "from": old.firstDay.description, "to": old.lastDay.description],
        after: ["title": new.title, "from": new.firstDay.description, "to": new.lastDay.description], db)
      return new
    }
  }

  /// Takes out a position that was never true. One that has ended is ended, not removed.
  package static func remove(_ wanted: Wanted, _ context: Context) async throws {
    try await context.write { db in
      let position = try found(wanted, context, db)
      try delete(position, db)
      try Person.settle([position.person], on: context.today, db)
      try context.publish(Person.left, position.person, before: ["title": position.title], db)
      guard (try? Person.find(position.person, for: context.actor, db)) != nil else {
        throw PersonRefusal.wouldLoseSight
      }
    }
  }
}

extension Assessment {
  /// Notes an opinion with its evidence; what others said stays beside it.
  package static func say(_ input: New, _ context: Context) async throws -> Assessment {
    try await context.write { db in
      let person = try Person.find(input.id, for: context.actor, db)
      guard person.erasedAt == nil else { throw PersonRefusal.erased }
      let one = try input.assessment(context)
      try insert([one], db)
      let standing = standing(try all(of: [input.id], db), on: context.today)
      var new = person
      (new.role, new.stance, new.power) = (standing.role, standing.stance, standing.power)
      new.version += 1
      new.changedAt = context.now
      guard try Person.replace(new, version: person.version, db) else { throw PersonRefusal.notThere }
      try context.publish(
        Person.wasAssessed, input.id,
        after: [
          "role": one.role?.rawValue ?? "", "stance": one.stance?.rawValue ?? "",
          "power": one.power?.rawValue ?? "",
          "strength": one.strength.map(String.init) ?? "",
        ], db)
      return one
    }
  }
}
