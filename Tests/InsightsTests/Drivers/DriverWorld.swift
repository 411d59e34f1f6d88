import Accounts
import Blueprint
import Catalog
import Foundation
import Insights
import Kernel
import Storage
import Team
import TestSupport

@testable import Sales

/// A fresh database with a few weeks of sales in it, on both sides of a year.
struct DriverWorld {
  let context: Context

  static let now = Week("2026-05-23")!
  static let before = Week("2025-05-24")!

  static func make(_ rows: String, _ backing: Backing = .sqlite) async throws -> DriverWorld {
    let migrations =
      PlatformTables.migrations + teamCapability.migrations + catalogCapability.migrations
      + accountsCapability.migrations + salesCapability.migrations + insightsCapability.migrations
    let database = try await Database.open(try await TemporaryDatabase(backing).location)
    try await Migrator(migrations).run(database)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("drivers-\(ID<Fact>.new())")
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let context = Context(
      actor: .commandLine, now: Date(timeIntervalSince1970: 1_780_000_000), database: database,
      requestID: "test", folder: folder)
    let path = "\(folder)/sales.csv"
    try Data("store,item,week,units,value\n\(rows)".utf8).write(to: URL(fileURLWithPath: path))
    let spec = LoaderSpec(
      name: "northgate", title: "Northgate", notes: "",
      source: .init(
        code: "northgate", name: "Northgate portal", kind: .pos, currency: .eur, account: "Northgate"),
      columns: ["store": .site, "item": .item, "week": .week, "units": .units, "value": .value],
      week: WeekRule(.weekEnding), category: "Snacks")
    _ = try await SalesImport.run(
      ImportRequest(path: path, fileName: "sales.csv", loader: spec, unknown: .provisional, mode: .store),
      context)
    return DriverWorld(context: context)
  }

  /// FEATURES' golden case of price, volume and mix, in two stores.
  static let golden = """
    S1,A,2025-05-24,100,1000
    S1,B,2025-05-24,50,1000
    S2,D,2025-05-24,5,40
    S1,A,2026-05-23,70,770
    S2,A,2026-05-23,50,550
    S1,B,2026-05-23,30,600
    S2,C,2026-05-23,10,150
    """

  func account(_ name: String) async throws -> ID<Account> {
    try await context.read { db in
      let id: ID<Account>? = try db.first("SELECT id FROM accounts WHERE name = \(name)") { try $0.id(0) }
      guard let id else { throw AccountRefusal.notThere }
      return id
    }
  }

  func product(_ name: String) async throws -> ID<Product> {
    try await context.read { db in
      let id: ID<Product>? = try db.first("SELECT id FROM products WHERE name = \(name)") { try $0.id(0) }
      guard let id else { throw ProductRefusal.notThere }
      return id
    }
  }

  func portfolio(_ change: (inout PortfolioDriverQuery) -> Void) async throws -> Drivers {
    var query = PortfolioDriverQuery()
    query.window = .four
    change(&query)
    let asked = query
    return try await context.read { try Drivers.ofPortfolio(asked, context, $0) }
  }

  func portfolio() async throws -> Drivers { try await portfolio { $0.window = .four } }
  func account(_ id: ID<Account>) async throws -> Drivers { try await account(id) { $0.window = .four } }

  func account(_ id: ID<Account>, _ change: (inout DriverQuery) -> Void) async throws -> Drivers {
    var query = DriverQuery(id: id.text)
    query.window = .four
    change(&query)
    let asked = query
    return try await context.read { try Drivers.ofAccount(asked, context, $0) }
  }
}

extension Drivers {
  /// In whole units of money.
  func money(_ driver: Driver) -> Double {
    effects.first { $0.driver == driver }.map { Double($0.value) / 10_000 } ?? 0
  }
}
