import Accounts
import Blueprint
import Foundation
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Forecasting

struct AccuracyTests {
  @Test func `the golden case: 20 percent off, 13.3 percent too high, and a week of nothing breaks no ratio`()
  {
    var score = AccuracyScore()
    for (actual, forecast) in [(100, 110), (80, 70), (120, 150), (0, 10)] {
      score.add(actual: Int64(actual), forecast: Int64(forecast))
    }
    #expect(score.wmape?.formatted(decimals: 1) == "20.0 %")
    #expect(score.bias.map { DisplayNumber.signed($0) } == "+13.3 %")
    #expect(score.trackingSignal == -267)
    #expect(score.mase == nil && score.coverage == nil)
  }

  @Test func `of nothing sold there is no ratio`() {
    var score = AccuracyScore()
    score.add(actual: 0, forecast: 5)
    #expect(score.wmape == nil && score.bias == nil)
    #expect(AccuracyScore().wmape == nil && AccuracyScore().trackingSignal == nil)
  }

  @Test func `scaled error, band and sums`() {
    var score = AccuracyScore(), other = AccuracyScore()
    score.add(actual: 10, forecast: 12, scale: 400, interval: 8...14)
    other.add(actual: 10, forecast: 4, scale: 400, interval: 0...9)
    #expect(score.mase == 50)
    let both = score + other
    #expect(both.mase == 100 && both.coverage == BasisPoints(5_000) && both.wmape == BasisPoints(4_000))
    #expect(ForecastValueAdded.points(from: other, to: score) == BasisPoints(4_000))
    #expect(ForecastValueAdded.points(from: AccuracyScore(), to: score) == nil)
  }

  /// Eight more weeks, each loaded the day after it ended.
  private func pass(_ weeks: Int, _ world: ForecastWorld) async throws {
    for ahead in 1...weeks {
      let week = ForecastWorld.lastWeek.advanced(by: 7 * ahead)
      try await world.load(weeks: [week], on: week.advanced(by: 1).description)
    }
  }

  /// What only somebody who knows the outcome could have made.
  private func plantHindsight(_ early: ForecastVersion, _ world: ForecastWorld) async throws {
    // Planted: a version made from the same data, but only when the weeks were over and its makers knew them.
    let late = try await world.forecast(
      .init(horizon: 12, knownOn: nil), on: "2027-01-19")
    #expect(late.through > early.through)
    try await world.database { db in
      try db.run(
        "UPDATE forecast_versions SET through_week = \(early.through.ordinal) WHERE id = \(late.id)")
    }
    // Planted: an override in hindsight, and weeks of the year before restated.
    try await world.database { db in
      try db.run(
        """
        INSERT INTO forecast_overrides (id, version_id, desk, first_week, last_week, kind, amount, reason,
          expires_on, made_at, made_by, made_by_name)
        VALUES (\(ID<ForecastOverride>.new()), \(early.id), 'sales', \(early.week(2).ordinal),
          \(early.week(7).ordinal), 'percent', -9000, 'hindsight', '2027-12-31',
          \(world.context(on: "2027-01-19").now), \(SmallCompany.chief), 'Cleo Chief')
        """)
    }
    let past = (1...8).map { ForecastWorld.lastWeek.advanced(by: 7 * ($0 - 52)) }
    try await world.load(weeks: past, on: "2027-01-19") { store, item, week in
      ForecastWorld.units(store, item, week) * 10
    }
  }

  private func report(
    _ world: ForecastWorld, lag: Int = 3, _ who: ID<Actor> = SmallCompany.chief, account: String? = nil
  ) async throws -> LagReport {
    let context = world.context(who, on: "2027-01-20")
    return try await context.read {
      try LagReport.read(.init(lag: lag, account: account), context, $0)
    }
  }

  @Test(arguments: Backing.available)
  func `a lag of three weeks uses nothing that was known later`(backing: Backing) async throws {
    try await ForecastWorld.open(backing) { world in
      let early = try await world.forecast(on: "2026-11-16")
      _ = try await ForecastOverride.add(
        .init(
          early.id, account: world.alpha.id, from: early.week(2).firstDay, to: early.week(7).lastDay,
          kind: .percent, amount: "20", reason: "new listing"),
        world.context(SmallCompany.north, on: "2026-11-17"))
      try await pass(8, world)
      let before = try await report(world)
      #expect(before.weeks.map(\.week) == (2...7).reversed().map { early.week($0) })
      #expect(before.setAside == 0)
      let naive = before.steps[0].score, statistical = before.steps[1].score
      #expect(before.steps[2].score.forecast > statistical.forecast)
      #expect(naive.cells == 36 && statistical.coverage != nil)

      try await plantHindsight(early, world)
      let after = try await report(world)
      #expect(after.steps == before.steps && after.people == before.people)
      #expect(after.weeks.allSatisfy { $0.version == early.id })
      #expect(after.setAside == 1)
      // At lag 1 the deadline is later, and still before all that was planted.
      #expect(try await report(world, lag: 1).weeks.allSatisfy { $0.version == early.id })
    }
  }

  @Test func `value added is told by step and by person, and to each their own`() async throws {
    try await ForecastWorld.open { world in
      let version = try await world.forecast(on: "2026-11-16")
      // Half of what will be sold: an override that does harm.
      _ = try await ForecastOverride.add(
        .init(
          version.id, account: world.alpha.id, from: version.week(2).firstDay, to: version.week(7).lastDay,
          kind: .percent, amount: "-50", reason: "lost shelf"),
        world.context(SmallCompany.north, on: "2026-11-17"))
      try await pass(6, world)
      let all = try await report(world)
      let person = try #require(all.people.first)
      #expect(person.name == "Nora North" && (person.added?.count ?? 0) < -3_000)
      #expect((all.steps[2].added?.count ?? 0) < -2_000)
      #expect(all.parts.map(\.name) == ["Alpha", "Gamma"])
      let south = try await report(world, SmallCompany.south)
      #expect(south.people.isEmpty && south.steps[2].score.forecast == south.steps[1].score.forecast)
      await #expect(throws: ForecastRefusal.notThere("account")) {
        try await report(world, SmallCompany.south, account: world.alpha.id.text)
      }
    }
  }

  @Test func `looking back knows only what was known then`() async throws {
    try await ForecastWorld.open { world in
      try await pass(8, world)
      // The world's imports ran today; here they ran as their files came.
      let last = Week(lastDay: ForecastWorld.lastWeek).ordinal, early = world.context(on: "2026-11-16").now
      let later = world.context(on: "2027-01-11").now
      try await world.database { db in
        try db.run(
          """
          UPDATE sales_batch_spans SET shown_at = CASE WHEN batch_id IN
            (SELECT id FROM sales_batches WHERE last_week <= \(last)) THEN \(early) ELSE \(later) END
          """)
      }
      let then = try await world.forecast(
        .init(horizon: 12, knownOn: Day("2026-11-20")!), on: "2027-01-19")
      #expect(then.through.lastDay == ForecastWorld.lastWeek)
      let real = try await report(world)
      #expect(!real.weeks.isEmpty && real.weeks.allSatisfy { $0.version == then.id })
      await #expect(throws: ForecastRefusal.nothingKnown(Day("2020-01-01")!)) {
        try await world.forecast(.init(horizon: 12, knownOn: Day("2020-01-01")!), on: "2027-01-19")
      }
    }
  }

  @Test func `history that came in one file is looked back at from today's figures, and says so`()
    async throws
  {
    try await ForecastWorld.open { world in
      try await pass(8, world)
      let real = try await world.forecast(on: "2026-11-16")
      // Imported today all of it: on that day of the past nothing was known.
      let day = ForecastWorld.lastWeek.advanced(by: -70)
      let then = try await world.forecast(.init(horizon: 12, knownOn: day), on: "2027-01-19")
      #expect(then.isCut && then.through.lastDay == day && !real.isCut)
      let held = try await report(world)
      #expect(held.cutWeeks == held.weeks.count && held.cutWeeks > 0)
    }
  }

  @Test func `a forecast that fails its own interval asks its manager to look`() async throws {
    try await ForecastWorld.open { world in
      try await world.forecast(on: "2026-11-16")
      func steps(_ who: ID<Actor>) async throws -> [NextStep] {
        let actor = world.context(who).actor
        return try await world.company.database.read { db in
          try ForecastSteps.sources.flatMap { try $0.find(actor, Day("2026-12-07")!, db) }
        }
      }
      let before = try await steps(SmallCompany.chief)
      #expect(before.isEmpty, "nothing has come yet")
      for ahead in 1...3 {
        let week = ForecastWorld.lastWeek.advanced(by: 7 * ahead)
        try await world.load(weeks: [week]) { store, item, week in
          ForecastWorld.units(store, item, week) * (store == "G 1" ? 4 : 1)
        }
      }
      let mine = try await steps(SmallCompany.south)
      #expect(mine.map(\.account) == [world.gamma.id.text])
      #expect(mine.first.map { $0.stake.minor > 0 && $0.reason.contains("3 of its last 3 weeks") } == true)
      let others = try await steps(SmallCompany.north)
      #expect(!others.contains { $0.account == world.gamma.id.text })
    }
  }

  @Test func `a lag of nothing is refused, and without versions the report is empty`() async throws {
    try await ForecastWorld.open(weeks: 3) { world in
      await #expect(throws: ForecastRefusal.badLag(0)) { try await report(world, lag: 0) }
      let blank = try await report(world)
      #expect(blank.steps.isEmpty)
    }
  }
}

extension ForecastWorld {
  func database(_ body: @escaping @Sendable (Connection) throws -> Void) async throws {
    try await company.database.write { try body($0) }
  }
}
