import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import TestCompany
import TestSupport
import Testing

@testable import Forecasting

/// Prices and promotions that are known before they happen.
struct KnownAheadTests {
  /// Every sixth week or so Crisps are on a feature at a lower price and sell three times as much.
  private static func isOffered(_ item: String, _ week: Day) -> Bool {
    item == "Crisps" && (week.ordinal / 7 * 7919) % 13 < 2
  }

  private func promoted(_ body: (ForecastWorld) async throws -> Void) async throws {
    try await ForecastWorld.open { world in
      let weeks = (0..<ForecastWorld.weeks).reversed().map { ForecastWorld.lastWeek.advanced(by: -7 * $0) }
      try await world.load(
        weeks: weeks,
        { store, item, week in
          ForecastWorld.units(store, item, week) * (Self.isOffered(item, week) ? 3 : 1)
        }, offers: { Self.isOffered($1, $2) ? ("1.75", 1) : ("2.50", 0) })
      try await body(world)
    }
  }

  private func file(_ text: String, _ world: ForecastWorld, _ who: ID<Actor> = SmallCompany.chief)
    async throws
    -> KnownImport
  {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "known-\(ID<KnownEvent>.new()).csv"
    ).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await KnownImport.run(
      .init(file: Upload(path: path, name: "known.csv", bytes: text.utf8.count, digest: "")),
      world.context(who))
  }

  @Test func `a promotion to come lifts its own weeks, and the waterfall says by what`() async throws {
    try await promoted { world in
      let crisps = try await world.product("Crisps")
      _ = try await KnownEvent.add(
        .init(
          account: world.alpha.id, product: crisps.id, from: Day("2026-12-07")!, to: Day("2026-12-13")!,
          price: "1.75", promotion: .feature), world.context())
      try await world.forecast(.init(horizon: 8))
      let book = try await world.book(.init(account: world.alpha.id.text, product: crisps.id.text, weeks: 8))
      let units = book.weeks.statistical
      let others = units.enumerated().filter { $0.offset != 3 }.map(\.element).max() ?? 0
      #expect(units[3] > 2 * others)
      let causes = Dictionary(book.causes.map { ($0.name, $0.units) }, uniquingKeysWith: +)
      let price = try #require(causes["Price"]), promotion = try #require(causes["Promotion"])
      #expect(price + promotion > units[3] / 2)
      let statistical = try #require(book.causes.firstIndex { $0.name == "Statistical" })
      #expect(book.causes[..<statistical].reduce(0) { $0 + $1.units } == book.causes[statistical].units)
      // The account's band stands around its sum and is wider where the promotion is, and holds what is then sold.
      let whole = try await world.book(.init(account: world.alpha.id.text, weeks: 8)).weeks
      #expect((whole.low80[3]...whole.high80[3]).contains(whole.statistical[3]))
      let sold = ["E 1", "W 1"].reduce(0) { sum, store in
        sum + ForecastWorld.units(store, "Bar", Day("2026-12-13")!)
          + 3 * ForecastWorld.units(store, "Crisps", Day("2026-12-13")!)
      }
      #expect((whole.low95[3]...whole.high95[3]).contains(Int64(sold)))
      let gamma = try await world.book(.init(account: world.gamma.id.text, product: crisps.id.text, weeks: 8))
      #expect(!gamma.causes.contains { $0.name == "Price" || $0.name == "Promotion" })
    }
  }

  @Test func `a price that stays moves every week by what such prices did before`() async throws {
    try await ForecastWorld.open { world in
      let weeks = (0..<ForecastWorld.weeks).reversed().map { ForecastWorld.lastWeek.advanced(by: -7 * $0) }
      // Prices of Bars moved five times in thirty months; a tenth dearer sold a sixth less.
      let steps = [100, 80, 55, 35, 20], prices = [2.5, 2.3, 2.5, 2.75, 2.6, 2.5]
      func price(_ item: String, _ week: Day) -> Double {
        let back = (ForecastWorld.lastWeek.ordinal - week.ordinal) / 7
        return item == "Bar" ? prices[steps.filter { back < $0 }.count] : 2.5
      }
      try await world.load(
        weeks: weeks,
        { store, item, week in
          let usual = Double(ForecastWorld.units(store, item, week) * 20)
          return Int(usual * pow(price(item, week) / 2.5, -2))
        }, offers: { ("\(price($1, $2))", 0) })
      let bar = try await world.product("Bar")
      func sum() async throws -> Double {
        try await world.forecast(.init(horizon: 12))
        let book = try await world.book(
          .init(account: world.alpha.id.text, product: bar.id.text, weeks: 12))
        return Double(book.weeks.statistical.reduce(0, +))
      }
      let before = try await sum()
      _ = try await KnownEvent.add(
        .init(
          account: world.alpha.id, product: bar.id, from: Day("2026-11-16")!, to: Day("2027-03-31")!,
          price: "2.70"), world.context())
      let moved = log(try await sum() / before) / log(2.7 / 2.5)
      #expect(abs(moved + 2) < 0.35)
    }
  }

  @Test func `what was entered after the day looked back from moves nothing`() async throws {
    try await promoted { world in
      let crisps = try await world.product("Crisps")
      _ = try await KnownEvent.add(
        .init(
          account: world.alpha.id, product: crisps.id, from: Day("2026-10-05")!, to: Day("2026-10-11")!,
          promotion: .both), world.context())
      let made = try await world.forecast(.init(horizon: 8, knownOn: Day("2026-09-20")!))
      let book = try await world.book(
        .init(version: made.id, account: world.alpha.id.text, product: crisps.id.text, weeks: 8))
      #expect(!book.causes.contains { $0.name == "Promotion" })
    }
  }

  @Test func `an entry without a price or a promotion, or of reversed days, is refused`() async throws {
    try await ForecastWorld.open { world in
      let bar = try await world.product("Bar").id, day = Day("2026-12-07")!
      func add(_ input: KnownEvent.New) async throws { _ = try await KnownEvent.add(input, world.context()) }
      await #expect(throws: ForecastRefusal.nothingAhead) {
        try await add(.init(product: bar, from: day, to: day))
      }
      await #expect(throws: ForecastRefusal.notAPrice("-1", .usd)) {
        try await add(.init(product: bar, from: day, to: day, price: "-1"))
      }
      await #expect(throws: ForecastRefusal.priceOfEverything) {
        try await add(.init(from: day, to: day, price: "2"))
      }
      await #expect(throws: ForecastRefusal.daysReversed(day, day.advanced(by: -1))) {
        try await add(.init(product: bar, from: day, to: day.advanced(by: -1), promotion: .display))
      }
    }
  }

  @Test func `a file with a wrong row is not taken, and each wrong row is told`() async throws {
    try await ForecastWorld.open { world in
      let head = "account,product,from,to,price,promotion\n"
      let days = "2026-12-07,2026-12-13"
      let bad =
        head + "Alpha,,\(days),,feature\nDelta,,\(days),,display\nAlpha,,soon,2026-12-13,,display\n"
        + "Alpha,,\(days),cheap,\nAlpha,,\(days),,tv\nAlpha,Crisps,\(days),1.75,\n"
      let refusal = await #expect(throws: ForecastRefusal.self) { try await file(bad, world) }
      let message = try #require(refusal?.message)
      #expect(message.hasPrefix("Nothing was imported: 5 rows are wrong. Row 3, account: No account"))
      for part in [
        "Row 4, from: “soon”", "Row 5, price: “cheap”", "Row 6, promotion: “tv”",
        "Row 7, product: 2 are called “Crisps”",
      ] {
        #expect(message.contains(part))
      }
      await #expect(throws: ForecastRefusal.self) {
        try await file("account,product,price\nAlpha,Bar,2\n", world)
      }
      #expect(try await world.context().read { try KnownEvent.all(for: .commandLine, $0) }.isEmpty)
      let good = try await file(head + "Alpha,,\(days),,feature\n,,\(days),,display\n", world)
      #expect(good.accepted == 2)
    }
  }

  @Test func `a manager enters and removes what is known of accounts of theirs alone`() async throws {
    try await ForecastWorld.open { world in
      let day = Day("2026-12-07")!, north = world.context(SmallCompany.north)
      let mine = try await KnownEvent.add(
        .init(account: world.alpha.id, from: day, to: day, promotion: .feature), north)
      let theirs = try await KnownEvent.add(
        .init(account: world.gamma.id, from: day, to: day, promotion: .feature),
        world.context(SmallCompany.south))
      await #expect(throws: ForecastRefusal.notYours) {
        try await KnownEvent.add(.init(from: day, to: day, promotion: .feature), north)
      }
      await #expect(throws: ForecastRefusal.notThere("entry")) {
        try await KnownEvent.remove(.init(id: theirs.id), north)
      }
      #expect(try await north.read { try KnownEvent.all(for: north.actor, $0) }.map(\.id) == [mine.id])
      _ = try await KnownEvent.remove(.init(id: mine.id), north)
      #expect(try await north.read { try KnownEvent.all(for: north.actor, $0) }.isEmpty)
    }
  }
}
