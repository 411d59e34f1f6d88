import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import People
import Storage
import Team
import TestSupport

/// A small company to test people on: two managers who must not see each other's accounts, and a director.
struct House {
  static let north = ID<Actor>("00000000-0000-7000-8000-00000000000a")!
  static let south = ID<Actor>("00000000-0000-7000-8000-00000000000b")!
  static let chief = ID<Actor>("00000000-0000-7000-8000-00000000000c")!

  let database: Database
  /// Nora's and Sam's accounts.
  let northgate: ID<Account>
  let southport: ID<Account>

  static let migrations =
    PlatformTables.migrations + teamCapability.migrations + catalogCapability.migrations
    + accountsCapability.migrations + peopleCapability.migrations

  func context(_ who: ID<Actor> = House.chief, on day: String = "2026-11-22") -> Context {
    House.context(database, who, on: day)
  }

  static func context(_ database: Database, _ who: ID<Actor>, on day: String = "2026-11-22") -> Context {
    let actor =
      switch who {
      case north: Actor(id: who, name: "Nora North", role: .manager)
      case south: Actor(id: who, name: "Sam South", role: .manager)
      default: Actor(id: who, name: "Cleo Chief", role: .director)
      }
    let noon = Double(Day(day)!.ordinal) * 86_400 + 43_200
    return Context(
      actor: actor, now: Date(timeIntervalSince1970: noon), database: database, requestID: "test",
      folder: NSTemporaryDirectory())
  }

  static func open(_ backing: Backing, _ body: (House) async throws -> Void) async throws {
    try await withTemporaryDatabase(backing, migrations) { database in
      try await database.write { db in
        for (id, name) in [(north, "Nora North"), (south, "Sam South"), (chief, "Cleo Chief")] {
          let email = name.lowercased().replacing(" ", with: ".") + "@example.com"
          try db.run(
            """
            INSERT INTO users (id, name, email, email_key, search_key, role, is_active, theme, density, created_at,
              version)
            VALUES (\(id), \(name), \(email), \(email), \(SearchKey.fold(name)), 'manager', \(true), 'system',
              'comfortable', \(Date(timeIntervalSince1970: 0)), 1)
            """)
        }
      }
      let accounts = try await [(north, "Northgate"), (south, "Southport")].asyncMap { owner, name in
        var input = Account.New(name: name, kind: .group)
        input.owner = owner
        return try await Account.add(input, context(database, chief)).id
      }
      try await body(House(database: database, northgate: accounts[0], southport: accounts[1]))
    }
  }

  @discardableResult
  func add(
    _ name: String, at account: ID<Account>?, _ title: String = "Buyer", email: String? = nil,
    by who: ID<Actor> = House.chief, reportsTo: ID<Person>? = nil, from: String? = nil
  ) async throws -> Person {
    var input = Person.New(name: name, account: account, title: title)
    input.email = email
    input.reportsTo = reportsTo
    input.from = from.flatMap { Day($0) }
    return try await Person.add(input, context(who))
  }

  func record(_ id: ID<Person>, _ who: ID<Actor> = House.chief, on day: String = "2026-11-22") async throws
    -> PersonRecord
  {
    let context = context(who, on: day)
    return try await context.read { try PersonRecord.find(id, for: context.actor, $0) }
  }

  func list(_ who: ID<Actor> = House.chief, _ query: ListQuery = ListQuery()) async throws -> [PersonRow] {
    let context = context(who)
    return try await context.read { try Person.listing.fetch(query, for: context.actor, $0) }.items
  }
}

extension Sequence {
  func asyncMap<T>(_ body: (Element) async throws -> T) async rethrows -> [T] {
    var made: [T] = []
    for element in self { made.append(try await body(element)) }
    return made
  }
}
