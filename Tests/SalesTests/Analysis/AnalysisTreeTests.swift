import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Sales

struct AnalysisTreeTests {
  /// A portal of some stores in some regions, with figures by chance but always the same.
  private func world(seed: UInt64) async throws -> (SalesWorld, units: Int64, value: Int64) {
    var chance = SeededGenerator(seed: seed), units: Int64 = 0, value: Int64 = 0
    let world = try await SalesWorld.make()
    var text = "store,item,week,units,price,flag\n"
    for store in 1...7 {
      for item in 1...5 where Int.random(in: 0..<10, using: &chance) < 8 {
        for week in 0..<6 where Int.random(in: 0..<10, using: &chance) < 7 {
          let day = Day("2025-12-07")!.advanced(by: week * 7)
          let sold = Int64.random(in: -3...40, using: &chance),
            cents = Int64.random(in: 50...900, using: &chance)
          text +=
            "S\(store),I\(item),\(day),\(sold),\(DecimalText.plain(cents, decimals: 2)),\(sold % 2 == 0 ? 1 : 0)\n"
          units += sold
          value += sold * cents
        }
      }
    }
    _ = try await world.load(text)
    let top = try await world.account("Northgate")
    for region in 1...3 {
      let made = try await Account.add(
        .init(name: "Region \(region)", kind: .region, parent: top), world.context)
      for store in 1...7 where store % 3 == region % 3 {
        _ = try await Account.move(
          .init(id: try await world.account("S\(store)"), parent: made.id), world.context)
      }
    }
    return (world, units, value)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `parents are their children together, on both sides, down to the imported rows`(seed: UInt64)
    async throws
  {
    let (world, units, value) = try await world(seed: seed)
    let table = try await world.ask(
      rows: ["account", "region", "store"], columns: ["item"], metrics: ["units", "value"])
    func numbers(_ row: AnalysisTable.Row) -> [Int64] {
      row.cells.map { $0.number.flatMap { DecimalText.parse($0, decimals: 4) } ?? 0 }
    }
    func sum(_ rows: [AnalysisTable.Row]) -> [Int64] {
      rows.map(numbers).reduce([Int64](repeating: 0, count: table.columns.count)) { zip($0, $1).map(+) }
    }
    #expect(sum(table.leaves) == numbers(table.total))
    for depth in 1...2 {
      for parent in table.rows where parent.members.count == depth {
        let below = table.rows.filter {
          $0.members.count == depth + 1 && Array($0.members.prefix(depth)) == parent.members
        }
        #expect(sum(below) == numbers(parent))
      }
    }
    let cells = numbers(table.total)
    #expect(cells.suffix(2) == [units * 10_000, value * 100])
    let items = cells.dropLast(2).enumerated()
    #expect(items.filter { $0.offset % 2 == 0 }.reduce(0) { $0 + $1.element } == units * 10_000)
  }

  @Test func `counts of different things and quotients are made anew for every total`() async throws {
    let (world, _, _) = try await world(seed: 4)
    let table = try await world.ask(
      rows: ["region", "store"], metrics: ["stores-selling", "items-selling", "average-price"])
    for parent in table.rows where parent.members.count == 1 {
      let alone = try await world.ask(
        metrics: ["stores-selling", "items-selling", "average-price"],
        where: ["region=\(parent.members[0].id)"])
      #expect(alone.total.cells == parent.cells)
    }
    let whole = try await world.ask(metrics: ["stores-selling", "items-selling", "average-price"])
    #expect(whole.total.cells == table.total.cells)
  }

  @Test func `every place that shows a figure shows the same one`() async throws {
    let (world, _, _) = try await world(seed: 5)
    let id = try await world.account("Northgate"), item = try await world.product("I2"),
      context = world.context
    let (account, product, portfolio) = try await context.read { db in
      (
        try SalesDesk.performance(ofAccount: .init(id: id.text), context, db),
        try SalesDesk.performance(ofProduct: .init(id: item.text), context, db),
        try SalesDesk.portfolio(.init(id: ""), context, db)
      )
    }
    let names: [Metric.Name] = [.units, .value, .averagePrice, .storesSelling, .itemsSelling]
    for name in names {
      let metric = Metric.of(name)
      let (one, two, three) = try await context.read { db in
        (
          try SalesDesk.explain(account: .init(id: id.text, metric: name), context, db),
          try SalesDesk.explain(product: .init(id: item.text, metric: name), context, db),
          try SalesDesk.explain(portfolio: .init(id: "", metric: name), context, db)
        )
      }
      #expect(one.value == ShownFigures(account).exact(name) && one.ties, "\(name)")
      #expect(two.value == ShownFigures(product).exact(name) && two.ties, "\(name)")
      #expect(three.ties)
      if name != .itemsSelling { #expect(three.value == ShownFigures(portfolio).exact(name), "\(name)") }
      let byItem = try await world.ask(rows: ["item"], metrics: [name.rawValue])
      let row = try #require(byItem.texts("I2").first)
      #expect(two.value.hasPrefix(row) || metric.format == .price, "\(name): \(two.value) \(row)")
    }
  }

  @Test func `every metric of the dictionary can be asked for and explained`() async throws {
    let (world, _, _) = try await world(seed: 6)
    let all = Metric.all.map(\.id.rawValue)
    let table = try await world.ask(rows: ["store"], metrics: all)
    #expect(table.columns.count == all.count)
    for (metric, cell) in zip(Metric.all, table.total.cells) {
      let one = try await world.context.read { db in
        try SalesDesk.explain(
          AnalysisQuery(metrics: [metric.id.rawValue]), as: ("analysis", "", "All"), world.context, db)
      }
      #expect(one.value.hasPrefix(cell.text) || cell.text == "–" || metric.format == .price, "\(metric.id)")
    }
  }
}
