import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Pipeline
import Sales
import Storage
import Team
import TestSupport

/// A small company to test accounts on: two managers in two teams, and a director above them.
struct Firm {
  static let north = ID<Actor>("00000000-0000-7000-8000-00000000000a")!
  static let south = ID<Actor>("00000000-0000-7000-8000-00000000000b")!
  static let chief = ID<Actor>("00000000-0000-7000-8000-00000000000c")!
  static let northTeam = "00000000-0000-7000-8000-0000000000aa"
  static let southTeam = "00000000-0000-7000-8000-0000000000bb"

  let database: Database

  /// The company on 22 November 2026, or another day.
  func context(_ who: ID<Actor> = Firm.chief, on day: String = "2026-11-22") -> Context {
    let actor =
      switch who {
      case Firm.north: Actor(id: who, name: "Nora North", role: .manager, teams: [Firm.northTeam])
      case Firm.south: Actor(id: who, name: "Sam South", role: .manager, teams: [Firm.southTeam])
      default: Actor(id: who, name: "Cleo Chief", role: .director)
      }
    let noon = Double(Day(day)!.ordinal) * 86_400 + 43_200
    return Context(
      actor: actor, now: Date(timeIntervalSince1970: noon), database: database, requestID: "test",
      folder: NSTemporaryDirectory())
  }

  static let migrations =
    PlatformTables.migrations + teamCapability.migrations + catalogCapability.migrations
    + accountsCapability.migrations + salesCapability.migrations + pipelineCapability.migrations

  static func open(_ backing: Backing, _ body: (Firm) async throws -> Void) async throws {
    try await withTemporaryDatabase(backing, migrations) { database in
      let firm = Firm(database: database)
      try await firm.hire()
      try await body(firm)
    }
  }

  private func hire() async throws {
    try await database.write { db in
      for (id, name) in [(Firm.northTeam, "North"), (Firm.southTeam, "South")] {
        try db.run(
          """
          INSERT INTO teams (id, name, search_key, kind, parent_id, version)
          VALUES (\(id), \(name), \(SearchKey.fold(name)), 'team', NULL, 1)
          """)
      }
      let people: [(ID<Actor>, String, String?)] = [
        (Firm.north, "Nora North", Firm.northTeam), (Firm.south, "Sam South", Firm.southTeam),
        (Firm.chief, "Cleo Chief", nil),
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
  func add(
    _ name: String, _ kind: Account.Kind, below parent: ID<Account>? = nil, by who: ID<Actor> = Firm.chief,
    owner: ID<Actor>? = nil, team: String? = nil, city: String? = nil
  ) async throws -> Account {
    var input = Account.New(name: name, kind: kind, parent: parent)
    input.owner = owner
    input.team = team
    input.city = city
    return try await Account.add(input, context(who))
  }

  /// The stages of the process to begin with, in order: Lead, Qualified, Proposal, Negotiation, Won, Lost.
  static let stages: [ID<DealStage>] = (1...6).map { ID("00000000-0000-7000-8000-00000000010\($0)")! }

  /// Opens a deal and hands it back.
  @discardableResult
  func open(
    _ name: String, with account: ID<Account>, _ amount: String? = nil, stage: Int = 0, close: String? = nil,
    on day: String = "2026-11-22", by who: ID<Actor> = Firm.chief
  ) async throws -> Deal {
    var input = Deal.New(name: name, account: account, amount: amount, closeOn: close.flatMap { Day($0) })
    input.stage = Firm.stages[stage]
    return try await Deal.add(input, context(who, on: day))
  }

  @discardableResult
  func move(
    _ deal: Deal, to stage: Int, on day: String, reason: String? = nil, by who: ID<Actor> = Firm.chief
  ) async throws -> Deal {
    try await Deal.move(
      Deal.Move(id: deal.id, stage: Firm.stages[stage], on: Day(day), reason: reason), context(who, on: day))
  }
}
