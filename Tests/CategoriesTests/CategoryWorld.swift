import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import Team
import TestSupport

@testable import Categories
@testable import Sales

/// Two retailers with twelve and two stores, two items of ours and one of a competitor's, by store and week.
struct CategoryWorld {
  let context: Context
  private let folder: String

  static let lastWeek = Day("2026-01-11")!

  static func make(_ backing: Backing = .sqlite) async throws -> CategoryWorld {
    let migrations =
      PlatformTables.migrations + teamCapability.migrations + catalogCapability.migrations
      + accountsCapability.migrations + salesCapability.migrations + categoriesCapability.migrations
    let database = try await Database.open(try await TemporaryDatabase(backing).location)
    try await Migrator(migrations).run(database)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("categories-\(ID<Fact>.new())")
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let context = Context(
      actor: .commandLine, now: Date(timeIntervalSince1970: 1_780_000_000), database: database,
      requestID: "test", folder: folder)
    return CategoryWorld(context: context, folder: folder)
  }

  func file(_ text: String, _ name: String) throws -> String {
    let path = "\(folder)/\(ID<Fact>.new())-\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Rows of `store,item,week,units,price`.
  func load(_ rows: [String], account: String) async throws {
    let spec = LoaderSpec(
      name: account.lowercased(), title: account, notes: "",
      source: .init(
        code: account.lowercased(), name: "\(account) portal", kind: .pos, currency: .eur, account: account),
      columns: ["store": .site, "item": .item, "week": .week, "units": .units, "price": .price],
      week: WeekRule(.weekEnding), category: "Snacks")
    let text = (["store,item,week,units,price"] + rows).joined(separator: "\n") + "\n"
    let result = try await SalesImport.run(
      ImportRequest(
        path: try file(text, "sales.csv"), fileName: "sales.csv", loader: spec, unknown: .provisional,
        mode: .store), context)
    precondition(result.rejected == 0, "a row of the world was not taken")
  }

  /// The same units of an item at a store in each of the last weeks.
  static func weekly(_ store: String, _ item: String, _ units: Int, price: String = "1.00", weeks: Int = 13)
    -> [String]
  {
    (0..<weeks).map { "\(store),\(item),\(lastWeek.advanced(by: -7 * $0)),\(units),\(price)" }
  }

  func product(_ name: String) async throws -> Product {
    try await context.read { db in
      try Product.all(db).first { $0.name == name } ?? { throw ProductRefusal.notThere }()
    }
  }

  func account(_ name: String) async throws -> Account {
    try await context.read { db in
      try Account.all(db).first { $0.name == name } ?? { throw AccountRefusal.notThere }()
    }
  }

  /// Says that an item is a competitor's.
  func giveAway(_ name: String) async throws {
    var change = Product.Change(id: try await product(name).id)
    change.isOurs = .set(false)
    _ = try await Product.change(change, context)
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (Connection) throws -> T) async throws -> T {
    try await context.read(body)
  }

  /// The same database for somebody else.
  func context(for actor: Actor) -> Context {
    Context(actor: actor, now: context.now, database: context.database, requestID: "test", folder: folder)
  }
}
