import Accounts
import Blueprint
import Kernel
import Sales
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Forecasting

/// What lies between sell-in and sell-out.
struct PipelineBridgeTests {
  /// A world in which shipments follow sales two weeks before, four in the hundred above them.
  private func shipped(
    _ backing: Backing = .sqlite, percent: Int = 104, _ body: (ForecastWorld) async throws -> Void
  ) async throws {
    try await ForecastWorld.open(backing) { world in
      let weeks = (0..<ForecastWorld.weeks).reversed().map { ForecastWorld.lastWeek.advanced(by: -7 * $0) }
      try await world.load(
        weeks: weeks, kind: .shipment,
        { store, item, week in
          ForecastWorld.units(store, item, week.advanced(by: 14)) * percent / 100
        })
      try await body(world)
    }
  }

  private func bridge(
    _ account: Account?, _ world: ForecastWorld, _ who: ID<Actor> = SmallCompany.chief, weeks: Int = 10
  ) async throws -> PipelineBridge {
    let context = world.context(who)
    return try await context.read {
      try PipelineBridge.read(.init(account: account?.id, weeks: weeks), context, $0)
    }
  }

  private func count(_ account: Account, _ units: String?, _ world: ForecastWorld, target: String? = nil)
    async throws
  {
    _ = try await PipelineStock.state(
      .init(
        id: account.id, countedOn: units == nil ? nil : ForecastWorld.lastWeek.advanced(by: -14),
        units: units,
        target: target), world.context())
  }

  private func ties(_ bridge: PipelineBridge) throws {
    for line in bridge.lines {
      if let opening = line.opening { #expect(opening + line.sellIn - line.sellOut == line.closing) }
    }
    for (line, next) in zip(bridge.lines, bridge.lines.dropFirst()) { #expect(line.closing == next.opening) }
    let total = try #require(bridge.total)
    guard !bridge.parts.isEmpty else { return }
    #expect(bridge.parts.reduce(0) { $0 + $1.sellIn } == total.sellIn)
    #expect(bridge.parts.reduce(0) { $0 + $1.sellOut } == total.sellOut)
    let ahead = bridge.lines.filter(\.isForecast)
    #expect(ahead.reduce(0) { $0 + $1.sellIn } == total.sellIn)
    let openings = bridge.parts.map(\.opening)
    if openings.allSatisfy({ $0 != nil }) {
      #expect(openings.reduce(0) { $0 + ($1 ?? 0) } == total.opening)
      #expect(bridge.parts.reduce(0) { $0 + ($1.closing ?? 0) } == total.closing)
    }
  }

  @Test(arguments: Backing.available)
  func `opening and sell-in less sell-out is closing, each week and for every whole`(backing: Backing)
    async throws
  {
    try await shipped(backing) { world in
      try await world.forecast(.init(kind: .pos, horizon: 12))
      let sellIn = try await world.forecast(.init(kind: .shipment, horizon: 12))
      try await count(world.alpha, "9000", world)
      try await count(world.gamma, "2500", world)
      let all = try await bridge(nil, world)
      #expect(all.parts.map(\.place.name) == ["Alpha", "Gamma"] && all.derived == 0)
      #expect(all.lines.count { $0.isForecast } == 10 && all.lines.count { !$0.isForecast } == 13)
      try ties(all)
      #expect(all.total?.opening != nil)
      // The week of the count closes with it.
      let alpha = try await bridge(world.alpha, world)
      #expect(alpha.lines[10].closing == 9_000)
      try ties(alpha)
      // A count of the whole says nothing of its parts.
      #expect(alpha.parts.allSatisfy { $0.opening == nil } && alpha.parts.count == 3)
      let book = try await world.book(.init(version: sellIn.id, weeks: 10))
      #expect(all.lines.filter(\.isForecast).map(\.sellIn) == Array(book.weeks.consensus.prefix(10)))
    }
  }

  @Test func `sell-in that nobody forecast holds the cover aimed at`() async throws {
    try await shipped { world in
      try await world.forecast(.init(kind: .pos, horizon: 20))
      try await count(world.gamma, "1200", world, target: "3")
      let gamma = try await bridge(world.gamma, world)
      #expect(gamma.derived == 1 && gamma.target == 30 && !gamma.isAssumed)
      for line in gamma.lines.filter(\.isForecast).dropFirst(4) { #expect(line.cover == 30) }
      try ties(gamma)
      let all = try await bridge(nil, world)
      #expect(all.total?.opening == nil && all.lines[0].closing == nil && all.isAssumed)
      try ties(all)
    }
  }

  @Test func `a pipeline that runs empty or holds too much is told with its week`() async throws {
    try await shipped(percent: 80) { world in
      try await world.forecast(.init(kind: .pos, horizon: 12))
      try await world.forecast(.init(kind: .shipment, horizon: 12))
      try await count(world.gamma, "100", world)
      try await count(world.alpha, "900000", world)
      let all = try await bridge(nil, world)
      #expect(all.parts[1].empty != nil && all.parts[0].above != nil && all.parts[0].empty == nil)
    }
  }

  @Test func `without a count the change alone is told, and without shipments nothing`() async throws {
    try await shipped { world in
      let alpha = try await bridge(world.alpha, world)
      #expect(alpha.lines.count == 13 && alpha.lines.allSatisfy { $0.opening == nil && !$0.isForecast })
      #expect(alpha.lines.contains { $0.change != 0 })
    }
    try await ForecastWorld.open { world in
      let bridge = try await bridge(nil, world)
      #expect(bridge.lines.isEmpty && bridge.total == nil)
    }
  }

  @Test func `a statement that can't be is refused, each for its reason`() async throws {
    try await shipped { world in
      let day = ForecastWorld.lastWeek, id = world.alpha.id
      func refused(_ refusal: PipelineRefusal, _ input: PipelineStock.Statement) async {
        await #expect(throws: refusal) { try await PipelineStock.state(input, world.context()) }
      }
      await refused(.notUnits("-1"), .init(id: id, countedOn: day, units: "-1"))
      await refused(.notUnits("many"), .init(id: id, countedOn: day, units: "many"))
      await refused(.halfACount, .init(id: id, units: "5"))
      await refused(.halfACount, .init(id: id, countedOn: day))
      await refused(
        .countedLater(Day("2026-12-24")!), .init(id: id, countedOn: Day("2026-12-24")!, units: "5"))
      await refused(.notWeeks("60", field: "target"), .init(id: id, target: "60"))
      await refused(.mostBelowTarget, .init(id: id, target: "5", most: "4"))
      try await count(world.alpha, "10", world)
      await refused(.countedElsewhere("Alpha"), .init(id: world.east.id, countedOn: day, units: "5"))
      try await count(world.alpha, nil, world)
      try await count(world.east, "5", world)
    }
  }

  @Test func `a manager sees and states pipelines of accounts of theirs alone`() async throws {
    try await shipped { world in
      try await world.forecast(.init(kind: .pos, horizon: 12))
      let mine = try await bridge(nil, world, SmallCompany.south)
      #expect(mine.parts.map(\.place.name) == ["Gamma"])
      let gamma = try await bridge(world.gamma, world)
      #expect(mine.lines == gamma.lines)
      await #expect(throws: AccountRefusal.self) { try await bridge(world.alpha, world, SmallCompany.south) }
      await #expect(throws: AccountRefusal.self) {
        try await PipelineStock.state(.init(id: world.alpha.id), world.context(SmallCompany.south))
      }
    }
  }
}
