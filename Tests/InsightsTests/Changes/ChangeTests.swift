import Accounts
import Blueprint
import Foundation
import Insights
import Kernel
import Storage
import Testing

/// Three years of one item in six stores of six accounts, of which one loses a third of its sales.
struct ChangeTests {
  private static let last = Week("2026-05-23")!

  /// Chains of one store each; the noise is fixed, so that the test is.
  private static func rows(breakAt: Int?, factor: Double, oddAt: Int? = nil) -> String {
    var lines: [String] = [], state: UInt64 = 7
    for store in 1...6 {
      for week in 0..<156 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let noise = (Double(state >> 40) / Double(1 << 24) - 0.5) * 0.3
        let season = 0.25 * cos(2 * .pi * Double(week) / 52.18)
        var units = exp(6 + season + noise)
        if store == 1, let start = breakAt, week >= start { units *= factor }
        if store == 2, week == oddAt { units *= 0.2 }
        let day = last.advanced(by: week - 155).lastDay
        lines.append("S\(store),A,\(day),\(Int(units)),\(Int(units) * 2)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Each store by itself at the top, as if it were a customer.
  private func world(breakAt: Int?, factor: Double = 1, oddAt: Int? = nil) async throws -> DriverWorld {
    let world = try await DriverWorld.make(Self.rows(breakAt: breakAt, factor: factor, oddAt: oddAt))
    try await world.context.database.write { db in
      _ = try db.run("UPDATE accounts SET parent_id = NULL WHERE name <> 'Northgate'")
    }
    return world
  }

  private func endpoint(_ method: Endpoint.Method) throws -> Endpoint {
    try #require(insightsCapability.endpoints.first { $0.path == "/sales/changes" && $0.method == method })
  }

  private func search(_ world: DriverWorld) async throws {
    let job = try #require(insightsCapability.jobs.first { $0.name == "insights.changes" })
    _ = try await job.run("{}", JobRun(job: .new(), context: world.context) { _, _, _ in })
  }

  private func found(_ world: DriverWorld, _ context: Context? = nil) async throws -> SalesChanges {
    var fields = Fields()
    fields.add(text: [("since", "all")])
    let answer = try await endpoint(.get).call(fields, context ?? world.context)
    guard case .value(let value) = answer.body, let changes = value as? SalesChanges else {
      throw AccountRefusal.notThere
    }
    return changes
  }

  @Test func `a planted break is found at its account, week and size, and nothing at the others`()
    async throws
  {
    let world = try await world(breakAt: 90, factor: 0.6)
    try await search(world)
    let all = try await found(world), levels = all.changes.filter { $0.kind == .level }
    #expect(all.run?.judged ?? 0 >= 12)
    #expect(!levels.isEmpty)
    let names = Set(levels.map(\.accountName))
    #expect(names.count == 1)
    for one in levels {
      #expect(abs(one.week.distance(to: Self.last.advanced(by: 90 - 155))) <= 2)
      #expect(abs(one.change.count + 4_000) < 1_000)
      #expect(one.value < 0 && one.low <= one.value && one.value <= one.high)
    }
  }

  @Test func `sales without a break show no lasting change`() async throws {
    let world = try await world(breakAt: nil)
    try await search(world)
    let all = try await found(world)
    #expect(all.run != nil)
    #expect(all.changes.isEmpty)
  }

  @Test func `an odd week is told, with the money of that week`()
    async throws
  {
    let world = try await world(breakAt: nil, oddAt: 120)
    try await search(world)
    let odd = try await found(world).changes
    // The company's weeks may end a day after the file's.
    let week = Self.last.advanced(by: 120 - 155)
    let planted = odd.filter { $0.kind == .odd && $0.week.distance(to: week) == 0 && $0.value < 0 }
    #expect(!planted.isEmpty)
    #expect(Set(planted.map(\.accountName)).count == 1)
  }

  @Test func `nobody is told of changes at accounts that are not theirs`() async throws {
    let world = try await world(breakAt: 90, factor: 0.6)
    try await search(world)
    let stranger = Context(
      actor: Actor(id: .new(), name: "Nils", role: .manager), now: world.context.now,
      database: world.context.database, requestID: "test", folder: "")
    let all = try await found(world, stranger)
    #expect(all.changes.isEmpty)
  }

  @Test func `a search that would see the same figures again is not made`() async throws {
    let world = try await world(breakAt: nil)
    try await search(world)
    let first = try await found(world).run?.id
    try await search(world)
    #expect(try await found(world).run?.id == first)
  }

  @Test func `an import asks for a search, and the page says so until it is done`() async throws {
    #expect(insightsCapability.chores.contains { $0.name == "insights.clock" })
    let world = try await DriverWorld.make("")
    _ = try await endpoint(.post).call(Fields(), world.context)
    let all = try await found(world)
    #expect(all.run == nil && all.isSearching)
    let answer = try await endpoint(.get).call(Fields(), world.context)
    let visit = Visit(context: world.context, path: "/sales/changes", query: "", fields: Fields())
    let draw = try #require(try endpoint(.get).draw), export = try #require(try endpoint(.get).export)
    #expect(try await draw(answer, visit).template == "changes")
    let table = try await export(answer, visit)
    #expect(table.rows.isEmpty)
  }
}
