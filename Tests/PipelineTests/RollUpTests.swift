import Accounts
import Blueprint
import Foundation
import Kernel
import Pipeline
import Sales
import Storage
import TestCompany
import TestSupport
import Testing

/// A group with regions and stores that move about, with deals and sales at every level.
struct RollUpTests {
  @Test(arguments: Backing.available)
  func `deals and sales of a parent are its own and its children's to the cent, however the tree is moved`(
    backing: Backing
  ) async throws {
    try await Firm.open(backing) { firm in
      var chance = SeededGenerator(seed: 11), inner: [ID<Account>] = []
      let stores = try await Self.sell(firm, &chance)
      let top = try #require(try await Self.named("Northgate", firm))
      for name in ["East", "West", "Isles", "Coast", "Hills"] {
        inner.append(try await firm.add(name, .region, below: top).id)
      }
      for place in 0..<30 {
        let account = ([top] + inner + stores).randomElement(using: &chance) ?? top
        let amount = DecimalText.plain(Int64.random(in: 1...9_999_999, using: &chance), decimals: 2)
        let deal = try await firm.open("D\(place)", with: account, amount, stage: place % 4, on: "2026-06-01")
        if place % 5 == 0 { try await firm.move(deal, to: 4, on: "2026-07-01") }
      }
      let before = try await Self.sums(of: top, firm)
      for _ in 0..<6 {
        var moved = 0
        for _ in 0..<8 {
          let child = (inner + stores).randomElement(using: &chance) ?? top
          let parent = ([top] + inner).randomElement(using: &chance) ?? top
          // Below itself, or where it is: refused, and nothing is moved.
          let move = Account.Move(id: child, parent: parent, from: Day("2020-01-01"))
          do { _ = try await Account.move(move, firm.context()) } catch is AccountRefusal { continue }
          moved += 1
        }
        #expect(moved > 0)
        try await Self.check([top] + inner, firm)
        #expect(try await Self.sums(of: top, firm) == before)
      }
    }
  }

  /// A parent's sums are what hangs at it alone and its children's.
  private static func check(_ parents: [ID<Account>], _ firm: Firm) async throws {
    for parent in parents {
      let children = try await firm.database.read { db in
        try db.all("SELECT id FROM accounts WHERE parent_id = \(parent) ORDER BY id") {
          try $0.id(0, as: Account.self)
        }
      }
      var below = try await own(parent, firm)
      for child in children { below = below + (try await sums(of: child, firm)) }
      #expect(try await sums(of: parent, firm) == below)
    }
  }

  private struct Sums: Equatable {
    var open: Int64 = 0
    var weighted: Int64 = 0
    var won: Int64 = 0
    var deals = 0
    var sold: Int64 = 0

    static func + (one: Sums, other: Sums) -> Sums {
      Sums(
        open: one.open + other.open, weighted: one.weighted + other.weighted, won: one.won + other.won,
        deals: one.deals + other.deals, sold: one.sold + other.sold)
    }
  }

  /// As the pages say it.
  private static func sums(of account: ID<Account>, _ firm: Firm) async throws -> Sums {
    let context = firm.context()
    return try await firm.database.read { db in
      let deals = try AccountDeals.find(account, for: context.actor, db)
      let sales = try SalesDesk.performance(ofAccount: PerformanceQuery(id: account.text), context, db)
      return Sums(
        open: deals.openValue.minor, weighted: deals.weighted.minor, won: deals.wonValue.minor,
        deals: deals.openCount + deals.won + deals.lost, sold: sales.current.value)
    }
  }

  /// Deals that hang at the account itself, one by one from their rows; sales hang at stores alone.
  private static func own(_ account: ID<Account>, _ firm: Firm) async throws -> Sums {
    try await firm.database.read { db in
      let odds = try StageOdds.all(db)
      var sums = Sums()
      let rows = try db.all(
        "SELECT stage_id, outcome, value_minor FROM deals WHERE account_id = \(account) ORDER BY id"
      ) { (try $0.id(0, as: DealStage.self), try $0.text(1), try $0.int64(2)) }
      for (stage, outcome, value) in rows {
        sums.deals += 1
        if outcome == "won" { sums.won += value }
        guard outcome == "open" else { continue }
        sums.open += value
        sums.weighted += (value * Int64(odds[stage]?.chances[0].count ?? 0) + 5_000) / 10_000
      }
      return sums
    }
  }

  private static func sell(_ firm: Firm, _ chance: inout SeededGenerator) async throws -> [ID<Account>] {
    let spec = LoaderSpec(
      name: "northgate", title: "Northgate", notes: "",
      source: .init(
        code: "northgate", name: "Northgate portal", kind: .pos, currency: .usd, account: "Northgate"),
      columns: ["store": .site, "item": .item, "week": .week, "units": .units, "price": .price],
      week: WeekRule(.weekEnding), category: "Snacks")
    var text = "store,item,week,units,price\n"
    for store in 1...12 {
      for week in 0..<4 {
        let units = Int.random(in: 1...90, using: &chance), cents = Int.random(in: 50...900, using: &chance)
        let price = DecimalText.plain(Int64(cents), decimals: 2)
        text += "S\(store),Bar,\(Day("2026-11-15")!.advanced(by: -7 * week)),\(units),\(price)\n"
      }
    }
    let path = NSTemporaryDirectory() + "rollup-\(ID<Account>.new()).csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    let request = ImportRequest(
      path: path, fileName: "sales.csv", loader: spec, unknown: .provisional, mode: .store)
    _ = try await SalesImport.run(request, firm.context())
    try FileManager.default.removeItem(atPath: path)
    var stores: [ID<Account>] = []
    for store in 1...12 { if let id = try await named("S\(store)", firm) { stores.append(id) } }
    return stores
  }

  private static func named(_ name: String, _ firm: Firm) async throws -> ID<Account>? {
    try await firm.database.read { db in
      try db.first("SELECT id FROM accounts WHERE name = \(name)") { try $0.id(0, as: Account.self) }
    }
  }
}
