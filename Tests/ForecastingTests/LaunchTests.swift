import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Forecasting

/// Items that are new, and items that take others' places.
struct LaunchTests {
  private static let start = Day("2026-11-30")!

  /// A world with an item to come.
  private func world(
    _ backing: Backing = .sqlite, _ body: (ForecastWorld, Product) async throws -> Void
  ) async throws {
    try await ForecastWorld.open(backing) { world in
      let crisps = try await world.product("Crisps")
      var input = Product.New(name: "Twists", kind: .item, parent: crisps.parent)
      (input.source, input.code) = ("alpha", "Twists")
      try await body(world, try await Product.add(input, world.context()))
    }
  }

  private func entry(
    _ new: Product, like: String?, level: String? = "40", at account: Account?, _ world: ForecastWorld
  ) async throws -> ItemLaunch.New {
    let like = if let like { try await world.product(like).id } else { nil as ID<Product>? }
    return .init(
      product: new.id, account: account?.id,
      terms: .init(from: Self.start, like: like, level: level, reason: "Listed in June"))
  }

  @Test(arguments: Backing.available)
  func `a new item is forecast from its like item, and says so`(backing: Backing) async throws {
    try await world(backing) { world, new in
      _ = try await ItemLaunch.add(
        try await entry(new, like: "Crisps", at: world.alpha, world), world.context())
      let version = try await world.forecast(.init(horizon: 20))
      #expect(version.seriesCount == 8)
      let wanted = ForecastBook.Wanted(account: world.east.id.text, product: new.id.text, weeks: 20)
      let twists = try await world.book(wanted).weeks, crisps = try await world.product("Crisps").id.text
      let like = try await world.book(.init(account: world.east.id.text, product: crisps, weeks: 20)).weeks
      #expect(twists.statistical[..<2] == [0, 0])
      for week in 2..<20 { #expect(abs(twists.statistical[week] * 10 - like.statistical[week] * 4) <= 10) }
      // Wider by far than what it is like: nobody knows how it will be liked.
      for week in 2..<20 {
        #expect(twists.low95[week] < twists.low80[week] && twists.high80[week] < twists.high95[week])
        #expect(twists.high80[week] > 2 * twists.statistical[week])
      }
      let book = try await world.book(wanted)
      #expect(book.causes.contains { $0.name == "Like Crisps at 40 %" && $0.units > 0 })
      #expect(book.method?.notes.contains { $0.contains("no launches to learn from") } == true)
      let gamma = try await world.book(.init(account: world.gamma.id.text, split: .products, weeks: 20))
      #expect(!gamma.rows.contains { $0.place.name == "Twists" })
      let plan = try await world.context().read { db in
        try DemandPlan.read(.init(id: version.id), world.context(), db)
      }
      #expect(plan.lines.count { $0.productName == "Twists" } == 2)
    }
  }

  @Test func `it grows as past launches of its category grew, and the launch's page shows how`() async throws
  {
    try await world { world, new in
      let weeks = (0..<ForecastWorld.weeks).reversed().map { ForecastWorld.lastWeek.advanced(by: -7 * $0) }
      try await world.load(
        weeks: Array(weeks.suffix(60)), stores: ["E 1", "W 1"], items: ["Nuts", "Seeds"],
        { store, item, week in
          let age = (week.ordinal - weeks[weeks.count - 60].ordinal) / 7
          return ForecastWorld.units(store, "Crisps", week) * min(10, 3 + age) / 10
        })
      let made = try await ItemLaunch.add(
        try await entry(new, like: "Crisps", at: world.alpha, world), world.context())
      try await world.forecast(.init(horizon: 30))
      let book = try await world.book(.init(product: new.id.text, weeks: 30))
      #expect(book.weeks.statistical[2] * 2 < book.weeks.statistical[18])
      let lesson = try await world.context().read { db in
        try LaunchLesson.read(.init(id: made.id), world.context(), db)
      }
      #expect(lesson.launches == 4 && lesson.points.count == 13 && lesson.version != nil)
      #expect(lesson.points[0].share.count < 5_000 && lesson.points[12].share.count > 8_000)
      #expect(lesson.words[0].contains("launches of 2 items"))
    }
  }

  @Test func `an item that takes another's place leaves the sum as it was, to the unit`() async throws {
    try await world { world, new in
      let bar = try await world.product("Bar").id
      let before = try await world.forecast(.init(horizon: 20))
      var input = try await entry(new, like: nil, level: nil, at: world.alpha, world)
      (input.terms.replaces, input.terms.weeks) = (bar, 6)
      _ = try await ItemLaunch.add(input, world.context())
      let version = try await world.forecast(.init(horizon: 20))
      func weeks(_ version: ForecastVersion, _ product: ID<Product>?) async throws -> [Int64] {
        try await world.book(
          .init(version: version.id, account: world.alpha.id.text, product: product?.text, weeks: 20)
        ).weeks.statistical
      }
      let whole = try await weeks(before, bar), old = try await weeks(version, bar)
      let fresh = try await weeks(version, new.id)
      #expect(zip(old, fresh).map(+) == whole)
      #expect(old[..<2] == whole[..<2] && old[7...].allSatisfy { $0 == 0 } && old[2] > old[6])
      #expect(try await weeks(before, nil) == weeks(version, nil))
      let book = try await world.book(.init(version: version.id, product: bar.text, weeks: 20))
      #expect(book.causes.contains { ["Phase-out", "Launches"].contains($0.name) && $0.units < 0 })
    }
  }

  @Test func `its own weeks move its level, and at last it stands alone`() async throws {
    try await world { world, new in
      _ = try await ItemLaunch.add(
        try await entry(new, like: "Bar", level: "100", at: world.east, world), world.context())
      // From its first week on it sells twice what it was said to be like.
      func run(_ count: Int) async throws -> (ratio: Double, method: String, notes: [String]) {
        let weeks = (1...count).map { ForecastWorld.lastWeek.advanced(by: 7 * $0) }
        let on = weeks[weeks.count - 1].advanced(by: 2).description
        try await world.load(weeks: weeks, on: on)
        try await world.load(
          weeks: Array(weeks.dropFirst(2)), on: on, stores: ["E 1"], items: ["Twists"],
          { _, _, week in 2 * ForecastWorld.units("E 1", "Bar", week) })
        let made = try await world.forecast(.init(horizon: 8), on: on)
        let bar = try await world.product("Bar").id
        func book(_ product: ID<Product>) async throws -> ForecastBook {
          try await world.book(
            .init(version: made.id, account: world.east.id.text, product: product.text, weeks: 8), on: on)
        }
        let own = try await book(new.id), like = try await book(bar)
        let sums = [own, like].map { Double($0.weeks.statistical.reduce(0, +)) }
        return (sums[0] / sums[1], own.method?.name ?? "", own.method?.notes ?? [])
      }
      let early = try await run(6), late = try await run(20), alone = try await run(29)
      // Four own weeks: half of the way from one to two, in factors.
      #expect(abs(early.ratio - 2.0.squareRoot()) < 0.08 && early.method == "Like Bar at 100 %")
      #expect(early.notes.contains { $0.hasPrefix("4 weeks of its own sold 2") })
      #expect(late.ratio > 1.7 && late.method == "Like Bar at 100 %, with its own weeks")
      #expect(abs(alone.ratio - 2) < 0.3 && !alone.method.hasPrefix("Like"))
    }
  }

  @Test func `a launch that can't be is refused, each for its reason`() async throws {
    try await world { world, new in
      let context = world.context(),
        gammas = try await context.read { db in
          try Product.all(db).filter { $0.name == "Crisps" }.last
        }
      let bar = try await world.product("Bar"), crisps = try await world.product("Crisps")
      let foreign = try #require(gammas), good = try await entry(new, like: "Bar", at: world.alpha, world)
      func refused(_ refusal: LaunchRefusal, _ change: (inout ItemLaunch.New) -> Void) async throws {
        var input = good
        change(&input)
        let made = input
        await #expect(throws: refusal) { try await ItemLaunch.add(made, context) }
      }
      try await refused(.reasonMissing) { $0.terms.reason = " " }
      try await refused(.likeMissing) { $0.terms.like = nil }
      try await refused(.likeItself) { $0.terms.like = new.id }
      try await refused(.badLevel("0")) { $0.terms.level = "0" }
      try await refused(.badLevel("1001")) { $0.terms.level = "1001" }
      try await refused(.likeTwice("Bar")) { $0.terms.like2 = bar.id }
      try await refused(.sharesOff(BasisPoints(9_000))) {
        ($0.terms.share, $0.terms.like2, $0.terms.share2) = ("50", crisps.id, "40")
      }
      try await refused(.replacesItself) { $0.terms.replaces = new.id }
      try await refused(.badWeeks(53)) { ($0.terms.replaces, $0.terms.weeks) = (bar.id, 53) }
      try await refused(.sumNeedsNoLike) { ($0.terms.replaces, $0.terms.sum) = (bar.id, .stays) }
      try await refused(.tooEarly(Day("2026-11-15")!, until: ForecastWorld.lastWeek)) {
        $0.terms.from = ForecastWorld.lastWeek
      }
      try await refused(.noHistory("Crisps", at: "Alpha", field: "like")) { $0.terms.like = foreign.id }
    }
  }

  @Test func `one item has one entry at an account, and two can't replace each other`() async throws {
    try await world { world, new in
      let context = world.context(), bar = try await world.product("Bar")
      let good = try await entry(new, like: "Bar", at: world.alpha, world)
      _ = try await ItemLaunch.add(good, context)
      await #expect(throws: LaunchRefusal.alreadyThere("Twists at Alpha")) {
        try await ItemLaunch.add(good, context)
      }
      let other = try await Product.add(.init(name: "Sticks", kind: .item), context)
      var first = good
      first.product = other.id
      (first.terms.like, first.terms.replaces, first.terms.level) = (nil, bar.id, nil)
      _ = try await ItemLaunch.add(first, context)
      var turned = good
      turned.product = bar.id
      (turned.terms.like, turned.terms.level) = (nil, nil)
      turned.terms.replaces = other.id
      let back = turned
      await #expect(throws: LaunchRefusal.circular("Bar", "Sticks")) {
        try await ItemLaunch.add(back, context)
      }
    }
  }

  private func file(
    _ rows: [String], _ world: ForecastWorld, _ who: ID<Actor> = SmallCompany.chief
  ) async throws -> LaunchImport {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "launch-\(ID<ItemLaunch>.new()).csv"
    ).path
    let text = (["product,account,from,like,level,replaces,weeks,sum,reason"] + rows).joined(
      separator: "\n")
    try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await LaunchImport.run(
      .init(file: Upload(path: path, name: "launches.csv", bytes: text.utf8.count, digest: "")),
      world.context(who))
  }

  @Test func `a file with a wrong row is not taken, and each wrong row is told by its field`() async throws {
    try await world { world, _ in
      _ = try await Product.add(.init(name: "Sticks", kind: .item), world.context())
      // Two of the world's items share a name across their portals; these names stand once.
      _ = try await Product.add(.init(name: "Original", kind: .item), world.context())
      let refusal = await #expect(throws: ForecastRefusal.self) {
        try await file(
          [
            "Twist,Alpha,2026-12-07,Bar,40,,,,Listed", "Twists,Alpha,soon,Original,40,,,,Listed",
            "Twists,Delta,2026-12-07,Original,40,,,,Listed",
            "Twists,Alpha,2026-12-07,Original,much,,,,Listed",
            "Twists,Alpha,2026-12-07,,,,,,Listed", "Twists,Alpha,2026-12-07,,,Original,x,,Listed",
            "Twists,Alpha,2026-12-07,,,Original,4,perhaps,Listed", "Twists,Alpha,2026-12-07,Original,40,,,,",
          ], world)
      }
      let message = try #require(refusal?.message)
      for part in [
        "8 rows are wrong", "Row 2, product: No product", "Row 3, from: “soon”", "Row 4, account: No account",
        "Row 5, level: “much”", "Row 6, like: Neither", "Row 7, weeks: “x”", "Row 8, sum: “perhaps”",
        "Row 9, reason: A launch needs",
      ] {
        #expect(message.contains(part), "\(part) in \(message)")
      }
      let silent = await #expect(throws: ForecastRefusal.self) {
        try await file(
          [
            "Twists,Alpha,2026-12-07,Original,40,,,,Listed", "Sticks,Alpha,2026-11-01,Original,,,,,Listed",
          ], world)
      }
      #expect(silent?.message.contains("Row 2, like: “Original” has sold nothing at Alpha") == true)
      #expect(silent?.message.contains("Row 3, from: Sales are known to") == true)
      let empty = await #expect(throws: ForecastRefusal.self) {
        try await file(["Twists,,2026-12-07,Original,,,,,Listed"], world, SmallCompany.north)
      }
      #expect(empty?.message.contains("Row 2, account: It is empty") == true)
      #expect(try await world.context().read { try ItemLaunch.all(for: .commandLine, $0) }.isEmpty)
    }
  }

  @Test func `a launch is changed and taken back by who may see its account, and what was stays on record`()
    async throws
  {
    try await world { world, new in
      let north = world.context(SmallCompany.north), south = world.context(SmallCompany.south)
      let good = try await entry(new, like: "Bar", at: world.alpha, world)
      let mine = try await ItemLaunch.add(good, north)
      await #expect(throws: ForecastRefusal.notThere("launch")) {
        try await ItemLaunch.remove(.init(id: mine.id), south)
      }
      await #expect(throws: AccountRefusal.self) { try await ItemLaunch.add(good, south) }
      var wide = good
      wide.account = nil
      let everywhere = wide
      await #expect(throws: ForecastRefusal.notYours) { try await ItemLaunch.add(everywhere, north) }
      #expect(try await south.read { try ItemLaunch.all(for: south.actor, $0) }.isEmpty)
      let later = world.context(SmallCompany.north, on: "2026-11-24")
      var better = good.terms
      (better.level, better.reason) = ("60", "Second display")
      let changed = try await ItemLaunch.change(.init(id: mine.id, terms: better), later)
      #expect(changed.level == BasisPoints(6_000) && changed.id == mine.id)
      #expect(try await north.read { try ItemLaunch.all(for: north.actor, $0) }.map(\.id) == [changed.id])
      let then = try await north.read {
        try ItemLaunch.known(asOf: DemandGround.moment(Day("2026-11-23")!), $0)
      }
      #expect(then.map(\.level) == [BasisPoints(4_000)])
      _ = try await ItemLaunch.remove(.init(id: changed.id), later)
      #expect(try await north.read { try ItemLaunch.all(for: north.actor, $0) }.isEmpty)
    }
  }

  @Test func `what was entered after the day looked back from launches nothing`() async throws {
    try await world { world, new in
      _ = try await ItemLaunch.add(
        try await entry(new, like: "Bar", at: world.alpha, world), world.context())
      let made = try await world.forecast(.init(horizon: 30, knownOn: Day("2026-09-20")!))
      #expect(made.seriesCount == 6)
    }
  }
}
