import Accounts
import Blueprint
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Forecasting

struct ForecastOverrideTests {
  private func change(
    _ version: ForecastVersion, _ world: ForecastWorld, place: ClosedRange<Int> = 4...7,
    amount: String = "10",
    kind: ForecastOverride.Kind = .percent, reason: String? = "new listing",
    atAlpha: Bool = true, by who: ID<Actor> = SmallCompany.chief, expires: Day? = nil
  ) async throws -> ForecastOverride {
    try await ForecastOverride.add(
      .init(
        version.id, account: atAlpha ? world.alpha.id : nil, from: version.week(place.lowerBound).firstDay,
        to: version.week(place.upperBound).lastDay, kind: kind, amount: amount, reason: reason,
        expiresOn: expires), world.context(who))
  }

  @Test(arguments: Backing.available)
  func `an override at an account moves its items in proportion, and the tree ties`(backing: Backing)
    async throws
  {
    try await ForecastWorld.open(backing) { world in
      let version = try await world.forecast(), before = try await world.book()
      _ = try await change(version, world, amount: "12345", kind: .units)
      let after = try await world.book()
      func alpha(_ book: ForecastBook) async throws -> ForecastBook {
        try await world.book(.init(account: world.alpha.id.text, weeks: 12))
      }
      let part = try await alpha(after)
      #expect(part.weeks.consensus[4...7].reduce(0, +) == 12_345)
      #expect(part.weeks.consensus[0...3] == part.weeks.statistical[0...3])
      #expect(part.rows.flatMap(\.consensus).reduce(0, +) == part.weeks.consensus.reduce(0, +))
      #expect(after.rows.flatMap(\.consensus).reduce(0, +) == after.weeks.consensus.reduce(0, +))
      #expect(after.rows[1] == before.rows[1], "Gamma stays as it was")
      // Parts keep their proportion to within a unit a cell.
      let east = try await world.book(.init(account: world.east.id.text, weeks: 12))
      let share = Double(part.weeks.statistical[4...7].reduce(0, +)) / 12_345
      for place in 4...7 {
        #expect(abs(Double(east.weeks.consensus[place]) * share - Double(east.weeks.statistical[place])) < 3)
      }
      #expect(part.causes.contains { $0.name.hasPrefix("Cleo Chief") })
      #expect(after.weeks.sales == after.weeks.consensus && after.weeks.supply == after.weeks.statistical)
    }
  }

  @Test func `without a reason, in frozen weeks, outside and with odd amounts it is refused`() async throws {
    try await ForecastWorld.open(weeks: 60) { world in
      let version = try await world.forecast()
      for reason in [nil, "", "  \n"] {
        await #expect(throws: ForecastRefusal.reasonMissing) {
          try await change(version, world, reason: reason)
        }
      }
      await #expect(throws: ForecastRefusal.frozen(version.week(1), until: version.week(1))) {
        try await change(version, world, place: 1...3)
      }
      await #expect(throws: ForecastRefusal.weeksReversed) {
        try await ForecastOverride.add(
          .init(
            version.id, from: version.week(5).lastDay, to: version.week(3).lastDay, kind: .percent,
            amount: "1", reason: "x"), world.context())
      }
      let outside = version.week(12)
      await #expect(
        throws: ForecastRefusal.outside(outside, first: version.week(0), last: version.week(11))
      ) { try await change(version, world, place: 3...12) }
      for amount in ["ten", "-101", "1e3", ""] {
        await #expect(throws: ForecastRefusal.notAPercent(amount)) {
          try await change(version, world, amount: amount)
        }
      }
      for amount in ["-1", "1.5", "many"] {
        await #expect(throws: ForecastRefusal.notAnAmount(amount)) {
          try await change(version, world, amount: amount, kind: .units)
        }
      }
      #expect(try await world.book().overrides.isEmpty)
    }
  }

  @Test func `an override of others' accounts, or one that has expired, is refused`() async throws {
    try await ForecastWorld.open(weeks: 60) { world in
      let version = try await world.forecast()
      await #expect(throws: ForecastRefusal.alreadyExpired(Day("2026-11-01")!)) {
        try await change(version, world, expires: Day("2026-11-01")!)
      }
      await #expect(throws: ForecastRefusal.notYours) {
        try await change(version, world, atAlpha: false, by: SmallCompany.north)
      }
      await #expect(throws: (any Error).self) { try await change(version, world, by: SmallCompany.south) }
    }
  }

  @Test func `it ends with its day or when it is withdrawn, and stays on record`() async throws {
    try await ForecastWorld.open(weeks: 60) { world in
      let version = try await world.forecast()
      let short = try await change(version, world, expires: Day("2026-11-30")!)
      let plain = try await world.book().weeks.statistical
      #expect(try await world.book().weeks.consensus != plain)
      #expect(try await world.book(on: "2026-12-01").weeks.consensus == plain)
      _ = try await ForecastOverride.withdraw(.init(id: short.id), world.context())
      let after = try await world.book()
      #expect(after.weeks.consensus == plain && after.overrides.count == 1)
      await #expect(throws: ForecastRefusal.withdrawn) {
        try await ForecastOverride.withdraw(.init(id: short.id), world.context())
      }
    }
  }

  @Test func `a locked version bears its name and refuses changes`() async throws {
    try await ForecastWorld.open(weeks: 60) { world in
      let version = try await world.forecast()
      await #expect(throws: ForecastRefusal.nameMissing) {
        try await ForecastVersion.lock(.init(id: version.id, name: " "), world.context())
      }
      await #expect(throws: ForecastRefusal.notYours) {
        try await ForecastVersion.lock(.init(id: version.id, name: "x"), world.context(SmallCompany.north))
      }
      let locked = try await ForecastVersion.lock(.init(id: version.id, name: "November"), world.context())
      #expect(locked.lockName == "November" && locked.lockedBy == "Cleo Chief")
      await #expect(throws: ForecastRefusal.locked("November", by: "Cleo Chief")) {
        try await change(version, world)
      }
      await #expect(throws: ForecastRefusal.locked("November", by: "Cleo Chief")) {
        try await ForecastVersion.lock(.init(id: version.id, name: "again"), world.context())
      }
    }
  }

  @Test func `parts of nothing share evenly, and a whole goes out to the unit`() {
    #expect(ForecastPlan.spread(.units, 10, over: [0, 0, 0]) == [4, 3, 3])
    #expect(ForecastPlan.spread(.units, 10, over: [1, 1, 8]) == [1, 1, 8])
    #expect(ForecastPlan.spread(.percent, 1_000, over: [5, 5, 10]).reduce(0, +) == 22)
    #expect(ForecastPlan.spread(.percent, -10_000, over: [5, 5]) == [0, 0])
    #expect(ForecastPlan.spread(.percent, 1_000, over: [0, 0]) == [0, 0])
  }
}

struct CarriedOverrideTests {
  @Test func `what still counts is carried into the next version, and what is half gone is not`() async throws
  {
    try await ForecastWorld.open(weeks: 60) { world in
      let first = try await world.forecast()
      let far = first.week(11).lastDay
      func add(_ kind: ForecastOverride.Kind, _ amount: String, _ places: ClosedRange<Int>) async throws {
        _ = try await ForecastOverride.add(
          .init(
            first.id, account: world.alpha.id, from: first.week(places.lowerBound).firstDay,
            to: first.week(places.upperBound).lastDay, kind: kind, amount: amount, reason: "shelf",
            expiresOn: far),
          world.context())
      }
      try await add(.percent, "10", 2...6)
      try await add(.units, "5000", 2...6)
      try await add(.units, "7000", 8...9)
      for ahead in 1...4 {
        try await world.load(weeks: [ForecastWorld.lastWeek.advanced(by: 7 * ahead)])
      }
      let next = try await world.forecast(on: "2026-12-14")
      let carried = try await world.book(.init(version: next.id, weeks: 12), on: "2026-12-14").overrides
      #expect(carried.map(\.change) == ["+10.0 %", "7,000 units"])
      #expect(carried[0].firstWeek == first.week(4) && carried[0].lastWeek == first.week(6))
      let back = try await world.book(.init(version: next.id, weeks: 12), on: "2026-12-14").before
      #expect(back?.id == first.id && back?.weeks == 8)
    }
  }
}
