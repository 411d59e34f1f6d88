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

struct SavedTests {
  private static func stranger(_ world: DriverWorld, _ role: Role = .manager) -> Context {
    let actor = Actor(id: .new(), name: "Stranger", role: role)
    return Context(
      actor: actor, now: world.context.now, database: world.context.database, requestID: "t",
      folder: world.context.folder)
  }

  private func saved(
    _ context: Context, _ name: String = "By store", address: String = "rows=store&metric=value,units",
    shared: Bool = false
  ) async throws -> SavedAnalysis {
    try await SavedAnalysis.save(.init(name: name, address: address, shared: shared), context)
  }

  @Test(arguments: Backing.available)
  func `an analysis is kept as its question, and only its owner or who it is shared with finds it`(
    backing: Backing
  ) async throws {
    let world = try await DriverWorld.make(DriverWorld.golden, backing)
    let mine = try await saved(
      world.context, address: "metric=units%2Cvalue&rows=store&where=item%3DA%7CB&window=4")
    #expect(mine.address == "rows=store&metric=units%2Cvalue&where=item%3DA%7CB&window=4")
    let shared = try await saved(world.context, "Shared", shared: true)
    let other = Self.stranger(world)
    #expect(try await other.read { try SavedAnalysis.all(for: other.actor, $0).map(\.name) } == ["Shared"])
    await #expect(throws: InsightRefusal.notThere("analysis")) {
      _ = try await other.read { try SavedAnalysis.find(mine.id, for: other.actor, $0) }
    }
    await #expect(throws: InsightRefusal.notThere("analysis")) {
      try await SavedAnalysis.delete(shared.id, other)
    }
    await #expect(throws: InsightRefusal.nameTaken("By store")) { _ = try await saved(world.context) }
    await #expect(throws: InsightRefusal.nameMissing) { _ = try await saved(world.context, "  ") }
    await #expect(throws: AnalysisRefusal.noSuchMetric("sales")) {
      _ = try await saved(world.context, "Bad", address: "metric=sales")
    }
  }

  @Test func `an address and its question are two ways to write the same`() throws {
    var query = AnalysisQuery(
      rows: ["account", "brand"], columns: ["week"], metrics: ["units", "value"],
      where: ["brand=A & B|C+D", "city!=Zürich 50%"])
    (query.window, query.compare, query.base, query.tree) = (.yearToDate, .lastYear, .all, .was)
    (query.kind, query.currency, query.knownOn, query.sort, query.limit) = (
      .pos, .eur, Day("2026-03-01"), "-units", 10
    )
    let read = try AnalysisQuery(address: query.address)
    #expect(read.address == query.address && read.where == query.where && read.window == .yearToDate)
    #expect(throws: (any Error).self) { try AnalysisQuery(address: "rows") }
    #expect(throws: (any Error).self) { try AnalysisQuery(address: "window=5") }
  }

  @Test func `each reader of a shared analysis sees their own figures`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden)
    let shared = try await saved(world.context, shared: true)
    let own = try await Analyses.opened(shared.id, world.context)
    let theirs = try await Analyses.opened(shared.id, Self.stranger(world))
    #expect(own.table.total.cells[0].text == "2,070.00" && !theirs.table.hasData)
  }

  @Test func `a dashboard holds what its reader may see of it, in order`() async throws {
    let world = try await DriverWorld.make(DriverWorld.golden)
    let one = try await saved(world.context, "One", shared: true), two = try await saved(world.context, "Two")
    let board = try await Dashboard.add(.init(name: "Mine", shared: true, analysis: two.id), world.context)
    let whole = try await Dashboard.addPanel(.init(id: board.id, analysis: one.id), world.context)
    #expect(whole.panels.map(\.name) == ["Two", "One"])
    let other = Self.stranger(world)
    let theirs = try await other.read { try Dashboard.find(board.id, for: other.actor, $0) }
    #expect(theirs.panels.map(\.name) == ["One"])
    await #expect(throws: InsightRefusal.notThere("dashboard")) {
      try await Dashboard.removePanel(.init(id: board.id, analysis: one.id), other)
    }
    try await Dashboard.removePanel(.init(id: board.id, analysis: two.id), world.context)
    let left = try await world.context.read { try Dashboard.find(board.id, for: world.context.actor, $0) }
    #expect(left.panels.map(\.name) == ["One"])
  }
}
