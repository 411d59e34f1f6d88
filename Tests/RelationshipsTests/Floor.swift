import Accounts
import Activity
import Blueprint
import Catalog
import Foundation
import Kernel
import People
import Relationships
import Sales
import Storage
import Team
import TestSupport

/// A small company to test activity on: two managers who must not see each other's accounts, and a director.
struct Floor {
  static let north = ID<Actor>("00000000-0000-7000-8000-00000000000a")!
  static let south = ID<Actor>("00000000-0000-7000-8000-00000000000b")!
  static let chief = ID<Actor>("00000000-0000-7000-8000-00000000000c")!

  let database: Database
  /// Nora's account with a store below it, and Sam's.
  let northgate: ID<Account>
  let store: ID<Account>
  let southport: ID<Account>
  let anna: ID<Person>
  let bo: ID<Person>

  static let migrations =
    PlatformTables.migrations + teamCapability.migrations + catalogCapability.migrations
    + accountsCapability.migrations + salesCapability.migrations + peopleCapability.migrations
    + activityCapability.migrations + relationshipsCapability.migrations

  func context(_ who: ID<Actor> = Floor.chief, on day: String = "2026-11-22") -> Context {
    Floor.context(database, who, on: day)
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

  static func open(_ backing: Backing, _ body: (Floor) async throws -> Void) async throws {
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
      let director = Floor.context(database, Floor.chief)
      func account(_ name: String, _ kind: Account.Kind, _ owner: ID<Actor>?, _ parent: ID<Account>? = nil)
        async throws -> ID<Account>
      {
        var input = Account.New(name: name, kind: kind, parent: parent)
        (input.owner, input.tier) = (owner, parent == nil ? "A" : nil)
        return try await Account.add(input, director).id
      }
      let northgate = try await account("Northgate", .group, north)
      let store = try await account("Northgate 12", .store, nil, northgate)
      let southport = try await account("Southport", .group, south)
      func person(_ name: String, _ account: ID<Account>, _ email: String) async throws -> ID<Person> {
        var input = Person.New(name: name, account: account, title: "Buyer")
        input.email = email
        input.role = .decisionMaker
        return try await Person.add(input, director).id
      }
      try await body(
        Floor(
          database: database, northgate: northgate, store: store, southport: southport,
          anna: try await person("Anna Berg", northgate, "anna.berg@northgate.example"),
          bo: try await person("Bo Dahl", southport, "bo@southport.example")))
    }
  }

  @discardableResult
  func log(
    _ kind: Interaction.Kind, _ subject: String, _ account: ID<Account>?, with people: [ID<Person>] = [],
    on day: String = "2026-11-20", by who: ID<Actor> = Floor.north, body: String = ""
  ) async throws -> Interaction {
    var input = Interaction.New(kind: kind, subject: subject, account: account, people: people)
    input.on = Day(day)
    input.body = body
    return try await Interaction.log(input, context(who))
  }

  func steps(_ who: ID<Actor>, on day: String = "2026-11-22") async throws -> [NextStep] {
    let context = context(who, on: day)
    return try await context.read { db in
      try relationshipsCapability.nextSteps.flatMap { try $0.find(context.actor, context.today, db) }
    }
  }
}
