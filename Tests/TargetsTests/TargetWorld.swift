import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import Team
import TestSupport

@testable import Sales
@testable import Targets

/// Two teams, three managers, three accounts with two and a half years of weekly sales: the first sells mostly at the
/// year's end, the others evenly.
struct TargetWorld {
  let context: Context
  /// Who answers for Alpha and Beta in the north, and for Gamma in the south.
  let north: Actor
  let south: Actor
  let director: Actor
  private let folder: String

  /// 16 August 2026: the last week loaded.
  static let lastWeek = Day("2026-08-16")!

  static func make(_ backing: Backing = .sqlite) async throws -> TargetWorld {
    let migrations =
      PlatformTables.migrations + teamCapability.migrations + catalogCapability.migrations
      + accountsCapability.migrations + salesCapability.migrations + targetsCapability.migrations
    let database = try await Database.open(try await TemporaryDatabase(backing).location)
    try await Migrator(migrations).run(database)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("targets-\(ID<Fact>.new())")
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let context = Context(
      actor: .commandLine, now: ISO8601DateFormatter().date(from: "2026-08-20T08:00:00Z")!,
      database: database,
      requestID: "test", folder: folder)
    let top = try await SalesTeam.add(.init(name: "National accounts"), context)
    let (north, northTeam) = try await member("Nora North", "North", top, context)
    let (south, southTeam) = try await member("Sam South", "South", top, context)
    let director = try await User.add(
      .init(name: "Dora Director", email: "dora@example.com", role: .director, team: top.id), context
    ).user
    let world = TargetWorld(
      context: context, north: north, south: south,
      director: Actor(id: ID(director.id.text)!, name: director.name, role: .director), folder: folder)
    for name in ["Alpha", "Beta", "Gamma"] { try await world.load(name) }
    try await world.give("Alpha", to: north, northTeam)
    try await world.give("Beta", to: north, northTeam)
    try await world.give("Gamma", to: south, southTeam)
    return world
  }

  private static func member(
    _ name: String, _ team: String, _ top: SalesTeam, _ context: Context
  ) async throws -> (Actor, ID<SalesTeam>) {
    let team = try await SalesTeam.add(.init(name: team, kind: .region, parent: top.id), context)
    let email = name.lowercased().replacing(" ", with: ".") + "@example.com"
    let user = try await User.add(.init(name: name, email: email, role: .manager, team: team.id), context)
      .user
    return (
      Actor(id: ID(user.id.text)!, name: name, role: .manager, teams: [team.id.text]), team.id
    )
  }

  /// 100 units at 1.00 a week; Alpha sells 400 in the last quarter of each year.
  private func load(_ account: String) async throws {
    let spec = LoaderSpec(
      name: account.lowercased(), title: account, notes: "",
      source: .init(
        code: account.lowercased(), name: "\(account) portal", kind: .pos, currency: .usd, account: account),
      columns: ["store": .site, "item": .item, "week": .week, "units": .units, "price": .price],
      week: WeekRule(.weekEnding), category: "Snacks")
    var rows = ["store,item,week,units,price"]
    for back in 0..<(52 * 2 + 33) {
      let week = Self.lastWeek.advanced(by: -7 * back)
      let units = account == "Alpha" && week.month >= 10 ? 400 : account == "Gamma" ? 50 : 100
      rows.append("\(account) 1,Bar,\(week),\(units),1.00")
    }
    let path = "\(folder)/\(account).csv"
    try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    let result = try await SalesImport.run(
      ImportRequest(path: path, fileName: "sales.csv", loader: spec, unknown: .provisional, mode: .store),
      context)
    precondition(result.rejected == 0, "a row of the world was not taken")
  }

  private func give(_ name: String, to owner: Actor, _ team: ID<SalesTeam>) async throws {
    let account = try await account(name)
    var change = Account.Change(id: account.id)
    change.owner = .set(owner.id)
    change.team = .set(team.text)
    _ = try await Account.change(change, context)
  }

  func account(_ name: String) async throws -> Account {
    try await context.read { db in
      try Account.all(db).first { $0.name == name } ?? { throw AccountRefusal.notThere }()
    }
  }

  func context(for actor: Actor) -> Context {
    Context(actor: actor, now: context.now, database: context.database, requestID: "test", folder: folder)
  }

  func add(_ input: TargetSet.New = .init(year: 2026, amount: "52000", holdBack: "4")) async throws
    -> TargetSet
  {
    try await TargetSet.add(input, context)
  }

  func book(_ actor: Actor? = nil, below: ID<TargetNode>? = nil) async throws -> TargetBook {
    let context = context(for: actor ?? .commandLine)
    return try await context.read { try TargetBook.read(.init(below: below), context, $0) }
  }
}
