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

struct DeliveryTests {
  private func add(_ world: DriverWorld, _ format: Delivery.Format) async throws -> Delivery {
    let analysis = try await SavedAnalysis.save(
      .init(name: "By store: \(format)", address: "rows=store&metric=value&window=4"), world.context)
    return try await Delivery.add(
      .init(analysis: analysis.id, rhythm: .weekly, format: format), world.context)
  }

  private func later(_ world: DriverWorld, days: Int) -> Context {
    Context(
      actor: world.context.actor, now: world.context.now.addingTimeInterval(Double(days) * 86_400),
      database: world.context.database, requestID: "t", folder: world.context.folder)
  }

  @Test func `a file is written when it is due, into its reader's own folder, and then again`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden), context = world.context
    let delivery = try await add(world, .csv)
    let made = try await Delivery.makeDue(context)
    #expect(made.files.count == 1 && made.files[0].hasSuffix("By store- csv.csv"))
    #expect(try await Delivery.makeDue(context).files.isEmpty)
    let files = try await context.read { try Delivery.files(of: context.actor.id, $0) }
    let path = try await context.read { try Delivery.path(of: files[0].id, for: context.actor, $0).path }
    #expect(path.contains("/deliveries/\(context.actor.id)/"))
    #expect(
      try String(contentsOfFile: path, encoding: .utf8)
        == "Store,Value\nS1,1370.00\nS2,700.00\nTotal,2070.00\n")
    let next = try await context.read { try Delivery.all(of: context.actor.id, $0)[0].nextDay }
    #expect(next == context.today.advanced(by: 7) && delivery.nextDay == context.today)
    // Nothing ran for a month: one file is made, not four.
    #expect(try await Delivery.makeDue(later(world, days: 30)).files.count == 1)
  }

  @Test func `a workbook says what it holds`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden), context = world.context
    _ = try await add(world, .xlsx)
    _ = try await Delivery.makeDue(context)
    let files = try await context.read { try Delivery.files(of: context.actor.id, $0) }
    let path = try await context.read { try Delivery.path(of: files[0].id, for: context.actor, $0).path }
    #expect(try Data(contentsOf: URL(filePath: path)).prefix(2) == Data("PK".utf8) && files[0].rows == 2)
  }

  @Test func `nobody fetches another's file`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden), context = world.context
    _ = try await add(world, .csv)
    _ = try await Delivery.makeDue(context)
    let files = try await context.read { try Delivery.files(of: context.actor.id, $0) }
    let other = Actor(id: .new(), name: "Stranger", role: .admin)
    await #expect(throws: InsightRefusal.notThere("file")) {
      _ = try await context.read { try Delivery.path(of: files[0].id, for: other, $0) }
    }
  }

  @Test func `the clock asks for a delivery once when its day has come`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden), context = world.context
    _ = try await add(world, .csv)
    func waiting() async throws -> Int {
      try await context.read { try $0.count("SELECT COUNT(*) FROM jobs WHERE kind = 'insights.deliveries'") }
    }
    #expect(try await waiting() == 1)
    try await InsightClock.tick(context)
    #expect(try await waiting() == 1)
    try await InsightClock.tick(later(world, days: 1))
    try await InsightClock.tick(later(world, days: 1))
    #expect(try await waiting() == 1)
  }
}
