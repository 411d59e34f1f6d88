import Accounts
import Blueprint
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Sales

struct PerformanceTests {
  /// Two stores, two items, two years; every figure small enough to add up by hand.
  private static let file = """
    store,item,week,units,price,flag
    S1,A,2025-01-12,10,1.00,0
    S1,A,2026-01-11,12,1.10,0
    S1,B,2026-01-11,5,2.00,0
    S2,A,2025-01-12,8,1.00,0
    S2,A,2026-01-11,4,1.00,0

    """

  private func world(_ backing: Backing = .sqlite) async throws -> (SalesWorld, String) {
    let world = try await SalesWorld.make(backing)
    _ = try await world.load(Self.file)
    let id = try await world.context.read { db in
      try db.first("SELECT id FROM accounts WHERE name = 'Northgate'") { try $0.text(0) }
    }
    return (world, try #require(id))
  }

  @Test(arguments: Backing.available)
  func `an account's figures are the sums of its sites, this year and last`(backing: Backing) async throws {
    let (world, id) = try await world(backing)
    let one = try await world.context.read {
      try SalesDesk.performance(ofAccount: .init(id: id), world.context, $0)
    }
    #expect(one.period.last == Week("2026-01-11") && one.period.count == 52)
    #expect(one.current.units == 21_000 && one.current.value == 272_000)
    #expect(one.lastYear.units == 18_000 && one.lastYear.value == 180_000)
    #expect(one.current.averagePrice == 12_952)
    #expect(one.selling == .init(stores: 2, items: 2) && one.sellingLastYear == .init(stores: 2, items: 1))
    #expect(one.products.map(\.name) == ["A", "B"] && one.products[0].current.value == 172_000)
    #expect(one.children.map(\.name) == ["S1", "S2"])
    #expect(one.children.map(\.current.value).reduce(0, +) == one.current.value)
    #expect(one.trend.compactMap(\.current?.value) == [272_000])
    #expect(one.trend.compactMap(\.lastYear?.value) == [180_000])
    #expect(one.through.map(\.week) == [Week("2026-01-11")!])
  }

  @Test func `an average price refuses to be added up and says what to do`() throws {
    let refusal = #expect(throws: MetricRefusal.self) { try Metric.of(.averagePrice).sum([1, 2]) }
    #expect(refusal?.message.contains("value / units") == true)
    #expect(try Metric.of(.value).sum([1, 2]) == 3)
    #expect(throws: MetricRefusal.self) { try Metric.of(.storesSelling).sum([1, 2]) }
  }

  @Test(arguments: Backing.available)
  func `an explanation's imports add up to its figure`(backing: Backing) async throws {
    let (world, id) = try await world(backing)
    _ = try await world.load(
      "store,item,week,units,price,flag\nS1,A,2026-01-11,20,1.10,0\nS2,B,2026-01-11,1,2.00,0\n")
    let one = try await world.context.read {
      try SalesDesk.explain(account: ExplanationQuery(id: id, metric: .value), world.context, $0)
    }
    #expect(one.ties && one.value == "38.00 EUR")
    #expect(one.shares.map(\.figures.value) == [140_000, 240_000])
    #expect(one.filledFormula.contains("38.00 EUR"))
    let price = try await world.context.read {
      try SalesDesk.explain(account: ExplanationQuery(id: id, metric: .averagePrice), world.context, $0)
    }
    #expect(price.filledFormula == "38.00 EUR / 30 units = 1.2667 EUR")
  }

  @Test func `a reader sees the sums of their own accounts alone`() async throws {
    let (world, id) = try await world()
    let stranger = Actor(id: .new(), name: "Stranger", role: .manager)
    let context = Context(
      actor: stranger, now: world.context.now, database: world.context.database, requestID: "t",
      folder: world.folder)
    let home = try await context.read { try Home(.init(id: ""), context, $0) }
    #expect(!home.performance.hasData)
    await #expect(throws: AccountRefusal.notThere) {
      _ = try await context.read { try SalesDesk.performance(ofAccount: .init(id: id), context, $0) }
    }
  }

  @Test func `the portfolio ranks accounts and ties to them`() async throws {
    let (world, _) = try await world()
    let home = try await world.context.read { try Home(.init(id: ""), world.context, $0) }
    #expect(home.performance.children.map(\.name) == ["Northgate"])
    #expect(home.performance.children[0].current == home.performance.current)
    #expect(home.trends.values.first?.current.last == 272_000)
    let view = HomeView(home)
    let answer = view.answer.replacing("\u{a0}", with: " ")
    #expect(answer.hasPrefix("Your accounts sold 27.20 EUR in 52 weeks to 11 Jan 2026, +51.1 %"))
    #expect(view.tiles.first?.exact == "27.20 EUR" && view.empty == nil)
  }

  @Test func `a moved store counts below its old parent as the tree was and below its new one as it is`()
    async throws
  {
    let (world, id) = try await world()
    let context = world.context
    let other = try await Account.add(.init(name: "Southgate", kind: .group), context)
    let store = try #require(
      try await context.read { try $0.first("SELECT id FROM accounts WHERE name = 'S2'") { try $0.text(0) } })
    _ = try await Account.move(
      .init(id: ID<Account>(store)!, parent: other.id, from: Day("2025-06-01")), context)
    func figures(_ id: String, _ tree: TreeMode) async throws -> [Int64] {
      var query = PerformanceQuery(id: id, tree: tree)
      query.to = Day("2026-01-11")
      let asked = query
      let one = try await context.read { try SalesDesk.performance(ofAccount: asked, context, $0) }
      return [one.lastYear.value, one.current.value]
    }
    #expect(try await figures(id, .was) == [180_000, 232_000])
    #expect(try await figures(id, .today) == [100_000, 232_000])
    #expect(try await figures(other.id.text, .today) == [80_000, 40_000])
  }

  @Test func `figures as known on a day say so, on the page, in filters and in links`() async throws {
    let (world, id) = try await world()
    let later = try await world.load("store,item,week,units,price,flag\nS1,A,2026-01-11,99,1.00,0\n")
    let batch = try #require(later.batch)
    try await world.context.database.write { db in
      _ = try db.run("UPDATE sales_batch_spans SET shown_at = \(Day("2026-02-01")!.endOfDay)")
      _ = try db.run(
        "UPDATE sales_batch_spans SET shown_at = \(Day("2026-03-02")!.endOfDay) WHERE batch_id = \(batch)")
    }
    func performance(_ day: String?) async throws -> Performance {
      let query = PerformanceQuery(id: id, knownOn: day.flatMap { Day($0) })
      return try await world.context.read { try SalesDesk.performance(ofAccount: query, world.context, $0) }
    }
    let today = try await performance(nil), before = try await performance("2026-03-01")
    #expect(today.current.units == 108_000 && before.current.units == 21_000)
    #expect(try await performance("2026-03-02").current.units == 108_000)
    #expect(try await performance("2026-01-31").hasData == false)
    let view = PerformanceView(before, title: "Sales")
    #expect(view.known.banner?.contains("1 Mar 2026") == true && view.known.day == "2026-03-01")
    #expect(view.throughText.hasPrefix("As known on 1 Mar 2026."))
    #expect(view.tiles.allSatisfy { $0.href.contains("knownOn=2026-03-01") })
    #expect(PerformanceView(today, title: "Sales").known.banner == nil)
    var asked = ExplanationQuery(id: id, metric: .units)
    asked.knownOn = Day("2026-03-01")
    let query = asked
    let one = try await world.context.read { try SalesDesk.explain(account: query, world.context, $0) }
    #expect(one.ties && one.value == "21 units" && one.filters.contains { $0.label == "As known on" })
  }

  @Test func `an empty database teaches what to do`() async throws {
    let world = try await SalesWorld.make()
    let home = try await world.context.read { try Home(.init(id: ""), world.context, $0) }
    let view = HomeView(home)
    #expect(view.empty?.href == "/sales/imports/new" && view.chart == nil && view.ranking == nil)
  }
}
