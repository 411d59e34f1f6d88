package import Accounts
package import Blueprint
import Catalog
import Foundation
package import Kernel
package import Storage
import Team
package import TestSupport

/// A small company to test accounts on: two managers in two teams, and a director above them.
package struct SmallCompany: Sendable {
  package static let north = ID<Actor>("00000000-0000-7000-8000-00000000000a")!
  package static let south = ID<Actor>("00000000-0000-7000-8000-00000000000b")!
  package static let chief = ID<Actor>("00000000-0000-7000-8000-00000000000c")!
  package static let northTeam = "00000000-0000-7000-8000-0000000000aa"
  package static let southTeam = "00000000-0000-7000-8000-0000000000bb"

  package let database: Database

  /// The company on 22 November 2026, or another day.
  package func context(_ who: ID<Actor> = SmallCompany.chief, on day: String = "2026-11-22") -> Context {
    let actor =
      switch who {
      case SmallCompany.north:
        Actor(id: who, name: "Nora North", role: .manager, teams: [SmallCompany.northTeam])
      case SmallCompany.south:
        Actor(id: who, name: "Sam South", role: .manager, teams: [SmallCompany.southTeam])
      default: Actor(id: who, name: "Cleo Chief", role: .director)
      }
    let noon = Double(Day(day)!.ordinal) * 86_400 + 43_200
    return Context(
      actor: actor, now: Date(timeIntervalSince1970: noon), database: database, requestID: "test",
      folder: NSTemporaryDirectory())
  }

  package static let migrations =
    PlatformTables.migrations + teamCapability.migrations + catalogCapability.migrations
    + accountsCapability.migrations

  /// Opens the company on a fresh database that also has the tables of the capabilities under test.
  package static func open(
    _ backing: Backing, with capabilities: [Capability] = [], _ body: (SmallCompany) async throws -> Void
  ) async throws {
    try await withTemporaryDatabase(backing, migrations + capabilities.flatMap(\.migrations)) { database in
      let company = SmallCompany(database: database)
      try await company.hire()
      try await body(company)
    }
  }

  private func hire() async throws {
    try await database.write { db in
      for (id, name) in [(SmallCompany.northTeam, "North"), (SmallCompany.southTeam, "South")] {
        try db.run(
          """
          INSERT INTO teams (id, name, search_key, kind, parent_id, version)
          VALUES (\(id), \(name), \(SearchKey.fold(name)), 'team', NULL, 1)
          """)
      }
      let people: [(ID<Actor>, String, String?)] = [
        (SmallCompany.north, "Nora North", SmallCompany.northTeam),
        (SmallCompany.south, "Sam South", SmallCompany.southTeam),
        (SmallCompany.chief, "Cleo Chief", nil),
      ]
      for (id, name, team) in people {
        let email = name.lowercased().replacing(" ", with: ".") + "@example.com"
        try db.run(
          """
          INSERT INTO users (id, name, email, email_key, search_key, role, team_id, is_active, theme, density,
            created_at, version)
          VALUES (\(id), \(name), \(email), \(email), \(SearchKey.fold(name)), 'manager', \(team), \(true), 'system',
            'comfortable', \(Date(timeIntervalSince1970: 0)), 1)
          """)
      }
    }
  }

  /// Adds an account below another and hands its id back.
  @discardableResult
  package func add(
    _ name: String, _ kind: Account.Kind, below parent: ID<Account>? = nil,
    by who: ID<Actor> = SmallCompany.chief,
    owner: ID<Actor>? = nil, team: String? = nil, city: String? = nil
  ) async throws -> Account {
    var input = Account.New(name: name, kind: kind, parent: parent)
    input.owner = owner
    input.team = team
    input.city = city
    return try await Account.add(input, context(who))
  }

  package func stored(_ id: ID<Account>) async throws -> Account {
    let actor = context().actor
    return try await database.read { try Account.find(id, for: actor, $0) }
  }
}
