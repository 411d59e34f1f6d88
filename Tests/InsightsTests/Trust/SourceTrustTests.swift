import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Sales
import Storage
import Team
import TestSupport
import Testing

@testable import Insights

/// A file is imported as a user does it, then the source's page is asked what it thinks of it.
struct SourceTrustTests {
  private func context(_ backing: Backing) async throws -> Context {
    let migrations =
      PlatformTables.migrations + teamCapability.migrations + catalogCapability.migrations
      + accountsCapability.migrations + salesCapability.migrations
    let database = try await Database.open(try await TemporaryDatabase(backing).location)
    try await Migrator(migrations).run(database)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("trust-\(ID<Job>.new())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return Context(
      actor: .commandLine, now: Date(timeIntervalSince1970: 1_780_000_000), database: database,
      requestID: "test", folder: folder)
  }

  private func load(_ rows: [String], kind: SalesSource.Kind, code: String, _ context: Context) async throws {
    let path = "\(context.folder)/\(code).csv"
    try Data((["store,item,week,units,value"] + rows).joined(separator: "\n").utf8)
      .write(to: URL(fileURLWithPath: path))
    let spec = LoaderSpec(
      name: code, title: code, notes: "",
      source: .init(code: code, name: code, kind: kind, currency: .eur, account: "Northgate"),
      columns: ["store": .site, "item": .item, "week": .week, "units": .units, "value": .value],
      week: WeekRule(.weekEnding), category: "Snacks")
    _ = try await SalesImport.run(ImportRequest(path: path, fileName: "\(code).csv", loader: spec), context)
  }

  private func trust(of code: String, _ context: Context) async throws -> SourceTrust {
    let found = try await context.read { try SalesSource.find(code: code, $0) }
    let source = try #require(found)
    return try await context.read { try SourceTrust.of(source.id, context, $0) }
  }

  private func rows(stores: Int, weeks: Int, _ units: (_ store: Int, _ week: Int) -> Int?) -> [String] {
    let first = Day("2025-01-04")!
    return (0..<weeks).flatMap { week in
      (0..<stores).compactMap { store in
        units(store, week).map { "S\(store),A,\(first.advanced(by: week * 7)),\($0),\($0 * 2)" }
      }
    }
  }

  @Test(arguments: Backing.available)
  func `the page finds the hole, the thin week and the silent store that were made`(_ backing: Backing)
    async throws
  {
    let context = try await context(backing)
    try await load(
      rows(stores: 10, weeks: 30) { store, week in
        if week == 12 { return nil }
        if week == 20, store < 4 { return nil }
        return store == 9 && week > 22 ? nil : 10
      }, kind: .pos, code: "portal", context)
    let trust = try await trust(of: "portal", context)
    #expect(trust.weeks.count == 30)
    #expect(trust.weeks.indices.filter { trust.weeks[$0].findings.contains(.missing) } == [12])
    #expect(trust.weeks.indices.filter { trust.weeks[$0].findings.contains(.fewSites) } == [20])
    #expect(trust.silent.map(\.weeksSilent) == [7])
    #expect(trust.sites == 10)
    let units: Int64 = trust.weeks.reduce(0) { $0 + $1.units }
    #expect(units == 2_790_000)
  }

  @Test(arguments: Backing.available)
  func `the parts of a difference between two sources add up to it`(_ backing: Backing) async throws {
    let context = try await context(backing)
    try await load(rows(stores: 3, weeks: 10) { _, _ in 10 }, kind: .pos, code: "portal", context)
    try await load(
      rows(stores: 1, weeks: 12) { _, week in week < 2 ? nil : 33 }, kind: .shipment, code: "own", context)
    let ties = try await trust(of: "portal", context).tieOuts
    let one = try #require(ties.first)
    #expect(one.here == 300_000 && one.there == 330_000)
    #expect(one.weeksOnlyHere == 60_000)
    #expect(one.weeksOnlyThere == 66_000)
    let parts: [Int64] = [
      one.weeksOnlyHere, -one.weeksOnlyThere, one.itemsOnlyHere, -one.itemsOnlyThere, one.rest,
    ]
    #expect(parts.reduce(0, +) == one.difference)
  }
}
