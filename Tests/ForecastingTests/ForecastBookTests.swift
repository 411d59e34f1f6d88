import Accounts
import Blueprint
import Kernel
import Sales
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Forecasting

struct ForecastBookTests {
  @Test(arguments: Backing.available)
  func `a forecast ties through the tree of accounts and of products`(backing: Backing) async throws {
    try await ForecastWorld.open(backing) { world in
      let version = try await world.forecast()
      #expect(version.state == .ready && version.seriesCount == 6 && version.leftOut == 0)
      #expect(version.through.lastDay == ForecastWorld.lastWeek)
      let whole = try await world.book()
      let total = whole.weeks.consensus.reduce(0, +)
      #expect(whole.rows.map(\.place.name) == ["Alpha", "Gamma"])
      #expect(whole.rows.flatMap(\.consensus).reduce(0, +) == total)
      // About what was sold in these weeks of the year before.
      let ratio = Double(total) / Double(whole.weeks.naive.reduce(0, +))
      #expect((0.8...1.25).contains(ratio))
      let byProduct = try await world.book(.init(split: .products, weeks: 12))
      #expect(byProduct.weeks.consensus == whole.weeks.consensus)
      let alpha = try await world.book(.init(account: world.alpha.id.text, weeks: 12))
      #expect(alpha.rows.map(\.place.name) == ["Alpha East", "Alpha West"])
      #expect(alpha.weeks.consensus.reduce(0, +) == whole.rows[0].consensus.reduce(0, +))
      // Worth at the average price: 2.50 each.
      #expect(whole.worth == Money(minor: total * 250, currency: .usd))
      for (low, high) in zip(whole.weeks.low95, whole.weeks.low80) { #expect(low <= high) }
      #expect(whole.causes.last?.units == total)
      let steps = whole.causes.filter { !$0.isTotal }.reduce(0) { $0 + $1.units }
      #expect(steps == total)
    }
  }

  @Test func `a manager sees their own accounts alone, and others' ids look like none`() async throws {
    try await ForecastWorld.open { world in
      try await world.forecast()
      let mine = try await world.book(.init(weeks: 12), SmallCompany.south)
      #expect(mine.rows.map(\.place.name) == ["Gamma"])
      #expect(mine.seriesCount == 2)
      for id in [world.alpha.id.text, world.east.id.text, ID<ForecastBook>.new().text, "no id"] {
        await #expect(throws: ForecastRefusal.notThere("account")) {
          try await world.book(.init(account: id), SmallCompany.south)
        }
      }
      let all = try await world.book()
      let others = all.weeks.consensus.reduce(0, +) - mine.weeks.consensus.reduce(0, +)
      #expect(others == all.rows[0].consensus.reduce(0, +))
      #expect(
        !"\(ForecastWords(mine, mayChange: true)!.page(formToken: "", isPiece: false))".contains("Alpha"))
    }
  }

  @Test func `the same figures give the same forecast, and a stopped run goes on where it was`() async throws
  {
    try await ForecastWorld.open { world in
      let first = try await world.forecast()
      let context = world.context()
      let work = try await context.read {
        try ForecastVersion.work(.init(horizon: 12), context, $0)
      }
      struct Killed: Error {}
      // The program ends when the series are kept and the totals are not.
      await #expect(throws: Killed.self) {
        try await ForecastVersion.make(work, context) { done, total, _ in
          if done == total - 1, total > 1 { throw Killed() }
        }
      }
      let half = try await world.book(.init(version: first.id, weeks: 12))
      #expect(half.versions.count { $0.state == .building } == 1)
      await #expect(throws: Never.self) { try await world.book() }
      let made = try await ForecastVersion.make(work, context)
      let one = try await world.book(.init(version: first.id, weeks: 12))
      let other = try await world.book(.init(version: made.version, weeks: 12))
      #expect(one.weeks == other.weeks)
    }
  }

  @Test func `without sales, without rights and with odd numbers a run is refused in words`() async throws {
    try await ForecastWorld.open(weeks: 3) { world in
      await #expect(throws: ForecastRefusal.noSales("Sell-in (shipments)")) {
        try await world.forecast(.init(kind: .shipment))
      }
      await #expect(throws: ForecastRefusal.wholeCompany) {
        try await world.forecast(.init(horizon: 12), by: SmallCompany.north)
      }
      await #expect(throws: ForecastRefusal.badHorizon(0)) { try await world.forecast(.init(horizon: 0)) }
      await #expect(throws: ForecastRefusal.badFrozen(12, horizon: 12)) {
        try await world.forecast(.init(horizon: 12, frozen: 12))
      }
      await #expect(throws: ForecastRefusal.inFuture(Day("2026-12-01")!)) {
        try await world.forecast(.init(knownOn: Day("2026-12-01")!))
      }
      // Three weeks of history are a forecast still, with its flag.
      let mine = try await world.forecast(
        .init(account: world.alpha.id, horizon: 12), by: SmallCompany.north)
      #expect(mine.seriesCount == 4)
      let book = try await world.book(.init(version: mine.id, weeks: 12), SmallCompany.north)
      #expect(book.weeks.consensus.allSatisfy { $0 > 0 })
    }
  }
}
