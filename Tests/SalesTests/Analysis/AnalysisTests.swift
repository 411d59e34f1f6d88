import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Sales

struct AnalysisTests {
  /// Two stores, two items, two years; every figure small enough to add up by hand.
  private static let file = """
    store,item,week,units,price,flag
    S1,A,2025-01-12,10,1.00,0
    S1,A,2026-01-04,6,1.00,1
    S1,A,2026-01-11,12,1.10,0
    S1,B,2026-01-11,5,2.00,0
    S2,A,2025-01-12,8,1.00,0
    S2,A,2026-01-11,4,1.00,1

    """

  private func world(_ backing: Backing = .sqlite) async throws -> SalesWorld {
    let world = try await SalesWorld.make(backing)
    _ = try await world.load(Self.file)
    return world
  }

  @Test(arguments: Backing.available)
  func `rows by columns hold the sums, and totals tie to the import`(backing: Backing) async throws {
    let world = try await world(backing)
    let table = try await world.ask(rows: ["item"], columns: ["week"], metrics: ["units", "value"]) {
      $0.window = .four
    }
    #expect(table.title == "Units and value by item and week")
    #expect(
      table.columns.map(\.label) == [
        "2026-01-04 Units", "2026-01-04 Value", "2026-01-11 Units", "2026-01-11 Value", "Total Units",
        "Total Value",
      ])
    #expect(table.texts("A") == ["6", "6.00", "16", "17.20", "22", "23.20"])
    #expect(table.texts("B") == ["0", "0.00", "5", "10.00", "5", "10.00"])
    #expect(table.total.cells.map(\.text) == ["6", "6.00", "21", "27.20", "27", "33.20"])
    let all = try await world.ask(metrics: ["units", "value"]) { $0.from = Day("2025-01-01") }
    #expect(all.total.cells.map(\.text) == ["45", "51.20"])
  }

  @Test func `a quotient's total is made from the whole, not from the parts`() async throws {
    let table = try await world().ask(rows: ["item"], metrics: ["average-price", "units-on-deal"]) {
      $0.window = .four
    }
    #expect(table.texts("A") == ["1.05", "45.5"] && table.texts("B") == ["2.00", "0.0"])
    #expect(table.total.cells.map(\.text) == ["1.23", "37.0"])
  }

  @Test func `last year stands beside this year, with the change`() async throws {
    let table = try await world().ask(rows: ["store"], metrics: ["units"]) { $0.compare = .lastYear }
    #expect(table.columns.map(\.label) == ["Units", "Units last year", "Units change %"])
    #expect(table.texts("S1") == ["23", "10", "+130.0 %"] && table.texts("S2") == ["4", "8", "−50.0 %"])
    #expect(table.total.cells.map(\.text) == ["27", "18", "+50.0 %"])
  }

  @Test func `filters keep what they name and leave out what they exclude`() async throws {
    let world = try await world()
    let one = try await world.ask(metrics: ["units"], where: ["item=b|A", "store=S1"])
    #expect(one.total.cells[0].text == "23")
    let other = try await world.ask(rows: ["item"], metrics: ["units"], where: ["item!=A"])
    #expect(other.rows.map { $0.members[0].name } == ["B"] && other.total.cells[0].text == "5")
    let week = try await world.ask(metrics: ["units"], where: ["week=2026-01-11"])
    #expect(week.total.cells[0].text == "21")
    let account = try await world.ask(metrics: ["units"], where: ["account=northgate"])
    #expect(account.total.cells[0].text == "27")
  }

  @Test func `what can't be understood is refused by field, with the choices`() async throws {
    let world = try await world()
    func refusal(_ query: AnalysisQuery) async -> String {
      do { _ = try await world.ask(query) } catch { return (error as? any Refusal)?.message ?? "\(error)" }
      return "answered"
    }
    #expect(
      await refusal(.init(rows: ["acount"])).contains(
        "“rows”: there is no dimension “acount”. Known: account"))
    #expect(await refusal(.init(metrics: ["sales"])).contains("no metric “sales”. Known: units, value"))
    #expect(await refusal(.init(where: ["item=Z"])).contains("no item “Z”. Known: A, B"))
    #expect(await refusal(.init(where: ["item"])).contains("is not a filter"))
    #expect(await refusal(.init(rows: ["item"], columns: ["item"])).contains("used twice"))
    var query = AnalysisQuery(rows: ["item"], metrics: ["units"])
    query.sort = "value"
    #expect(await refusal(query).contains("can't be sorted by “value”. They can by: name, units"))
    query.sort = nil
    query.limit = 0
    #expect(await refusal(query).contains("between 1 and"))
    (query.limit, query.from, query.to) = (nil, Day("2026-02-01"), Day("2026-01-01"))
    #expect(await refusal(query).contains("lies after"))
  }

  @Test func `the rows beyond a limit are one row, and the total stays whole`() async throws {
    let table = try await world().ask(rows: ["item"], metrics: ["units", "items-selling"]) { $0.limit = 1 }
    #expect(table.rows.map { $0.members[0].name } == ["A", "Other (1)"])
    #expect(table.rows[1].isOther && table.rows[1].cells.map(\.text) == ["5", "1"])
    #expect(table.total.cells.map(\.text) == ["27", "2"])
  }

  @Test func `a reader's figures hold only what they may see`() async throws {
    let world = try await world()
    let stranger = Actor(id: .new(), name: "Stranger", role: .manager)
    let context = Context(
      actor: stranger, now: world.context.now, database: world.context.database, requestID: "t",
      folder: world.folder)
    let table = try await context.read { try SalesDesk.analyse(AnalysisQuery(rows: ["store"]), context, $0) }
    #expect(!table.hasData && table.rows.isEmpty)
    await #expect(throws: AnalysisRefusal.self) {
      _ = try await context.read { try SalesDesk.analyse(AnalysisQuery(where: ["store=S1"]), context, $0) }
    }
  }

  @Test func `a store that moved counts where it was then, or where it is now`() async throws {
    let world = try await world()
    let other = try await Account.add(.init(name: "Southgate", kind: .group), world.context)
    _ = try await Account.move(
      .init(id: try await world.account("S2"), parent: other.id, from: Day("2025-06-01")), world.context)
    func rows(_ tree: TreeMode) async throws -> [String] {
      try await world.ask(rows: ["account"], metrics: ["units"]) {
        $0.tree = tree
        $0.compare = .lastYear
        $0.sort = "name"
      }.rows.map { "\($0.members[0].name) \($0.cells[0].text) \($0.cells[1].text)" }
    }
    #expect(try await rows(.today) == ["Northgate 23 10", "Southgate 4 8"])
    #expect(try await rows(.was) == ["Northgate 23 18", "Southgate 4 0"])
  }

  @Test func `figures as known on a day leave out what came later`() async throws {
    let world = try await world()
    _ = try await world.load("store,item,week,units,price,flag\nS1,B,2026-01-11,50,2.00,0\n")
    let now = try await world.ask(metrics: ["units"])
    let then = try await world.ask(metrics: ["units"]) { $0.knownOn = Day("2020-01-01") }
    #expect(now.total.cells[0].text == "72" && then.total.cells[0].text == "0")
  }

  @Test func `a file of the answer is as people expect it`() async throws {
    let table = try await world().ask(rows: ["account", "item"], columns: ["week"], metrics: ["units"]) {
      $0.window = .four
    }
    #expect(
      try table.csv() == """
        Account,Item,2026-01-04,2026-01-11,Total
        Northgate,A,6,16,22
        Northgate,B,0,5,5
        Total,,6,21,27

        """)
    #expect(try table.csv(withTotals: false).split(separator: "\n").count == 3)
    #expect(table.plainText.contains("Data through 11 Jan 2026 (Northgate portal)."))
    #expect(table.file().notes.contains { $0.0 == "Units" && $0.1.contains("Formula: sum of units") })
  }
}
