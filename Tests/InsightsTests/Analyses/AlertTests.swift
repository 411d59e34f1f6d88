import Accounts
import Blueprint
import Foundation
import Kernel
import Storage
import Team
import TestSupport
import Testing

@testable import Insights
@testable import Sales

struct AlertTests {
  private func add(
    _ rule: Alert.Rule, _ threshold: String, _ world: DriverWorld, rows: String = "store",
    metric: Metric.Name? = nil
  ) async throws -> Alert {
    let analysis = try await SavedAnalysis.save(
      .init(name: "\(rule) \(threshold)", address: "rows=\(rows)&metric=value,units&window=4"), world.context)
    return try await Alert.add(
      .init(analysis: analysis.id, metric: metric, rule: rule, threshold: threshold), world.context)
  }

  private func findings(_ world: DriverWorld, standing: Bool = true) async throws -> [Alert.Finding] {
    try await world.context.read {
      try Alert.findings(of: world.context.actor.id, standing: standing, limit: 50, $0)
    }
  }

  @Test(arguments: Backing.available)
  func `an alert tells once what is beyond its threshold, with the arithmetic`(backing: Backing) async throws
  {
    let world = try await DriverWorld.make(DriverWorld.golden, backing)
    _ = try await add(.falls, "30", world)
    let first = try await Alert.checkAll(world.context), second = try await Alert.checkAll(world.context)
    #expect(first.found == 1 && second.found == 0 && second.checked == 1)
    let found = try await findings(world)
    #expect(found.map(\.name) == ["S1"])
    // S1 sold 1,370 against 2,000.
    #expect(found[0].arithmetic.hasPrefix("Value 1,370.00 against 2,000.00 last year: −31.5 %, beyond -30;"))
    #expect(found[0].address.contains("where=store%3D"))
  }

  @Test func `what no longer holds is over, and is told again when it comes back`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden)
    let alert = try await add(.above, "1000", world)
    _ = try await Alert.checkAll(world.context)
    #expect(try await findings(world).map(\.name) == ["S1"])
    let none = try await world.context.write { try alert.keep([], at: world.context.now, $0) }
    #expect(none == 0)
    #expect(try await findings(world).isEmpty)
    #expect(try await Alert.checkAll(world.context).found == 1)
    #expect(try await findings(world, standing: false).count == 2)
  }

  @Test func `an alert asks for a number, and for a metric that the analysis has`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden)
    await #expect(throws: InsightRefusal.noThreshold("much")) { _ = try await add(.above, "much", world) }
    let refusal = await #expect(throws: InsightRefusal.self) {
      _ = try await add(.above, "1", world, rows: "item", metric: .tdp)
    }
    #expect(refusal?.message.contains("It has: value, units") == true)
  }

  @Test func `the clock asks for a check once after each change of the data`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden), context = world.context
    _ = try await add(.above, "1000", world)
    func waiting() async throws -> Int {
      try await context.read { try $0.count("SELECT COUNT(*) FROM jobs WHERE kind = 'insights.alerts'") }
    }
    let before = try await waiting()
    try await InsightClock.tick(context)
    try await InsightClock.tick(context)
    #expect(try await waiting() == before + 1)
    let batch = try await context.read { db in
      try db.first("SELECT id FROM sales_batches") { try $0.id(0, as: SalesBatch.self) }
    }
    _ = try await SalesImport.undo(try #require(batch), context)
    try await InsightClock.tick(context)
    #expect(try await waiting() == before + 2)
  }
}
