import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Sales

struct DistributionTests {
  /// X sells in the first and the last of four stores, Y in the other three; X sells 5,000 in all.
  private static let file = """
    store,item,week,units,price,flag
    S1,X,2026-01-11,1000,2.50,0
    S4,X,2026-01-11,1000,2.50,0
    S2,Y,2026-01-11,1000,2.00,0
    S3,Y,2026-01-11,2000,2.00,0
    S4,Y,2026-01-11,1500,2.00,0

    """
  private static let metrics = ["acv-distribution", "tdp", "aic", "sppd", "value-per-million-acv"]

  private func world(_ backing: Backing = .sqlite, stating: Bool = true) async throws -> SalesWorld {
    let world = try await SalesWorld.make(backing)
    _ = try await world.load(Self.file)
    guard stating else { return world }
    for (store, acv) in [("S1", "10"), ("S2", "20"), ("S3", "30"), ("S4", "40")] {
      try await world.state(acv: "\(acv)000000 EUR", of: store)
    }
    return world
  }

  @Test(arguments: Backing.available)
  func `four stores of known volume give the distribution that the trade calculates`(
    backing: Backing
  ) async throws {
    let world = try await world(backing)
    let table = try await world.ask(
      rows: ["item"], metrics: Self.metrics + ["stores-selling", "items-selling"])
    #expect(table.texts("X") == ["50.0", "50.0", "1.00", "100.00", "100.00", "2", "1"])
    #expect(table.texts("Y").prefix(3) == ["90.0", "90.0", "1.00"])
    // 14,000 over 140 points.
    #expect(table.total.cells.map(\.text) == ["100.0", "140.0", "1.40", "100.00", "140.00", "4", "2"])
    #expect(table.notes == ["ACV as stated for 4 stores."])
  }

  @Test func `velocity counts the stores that sell and the weeks of the period`() async throws {
    let table = try await world().ask(rows: ["item"], metrics: ["units-per-store-week"]) { $0.window = .four }
    #expect(table.texts("X") == ["250.0"] && table.total.cells[0].text == "406.3")
  }

  @Test func `stores that state no volume are weighed by their own sales, and the answer says so`()
    async throws
  {
    let table = try await world(stating: false).ask(rows: ["item"], metrics: ["acv-distribution"])
    // 2,500 + 5,500 of 14,000; X sells in stores of together 8,000.
    #expect(table.texts("X") == ["57.1"])
    #expect(table.notes == ["ACV estimated from own sales of 52 weeks: no store states it."])
    let world = try await world(stating: false)
    try await world.state(acv: "25000000 EUR", of: "S1")
    let mixed = try await world.ask(rows: ["item"], metrics: ["acv-distribution"])
    #expect(mixed.texts("X") == ["57.1"])
    #expect(mixed.notes[0].contains("stated for 1 store.") && mixed.notes[0].contains("For 3 that do not"))
  }

  @Test func `velocity by point is not compared between markets of different size without a warning`()
    async throws
  {
    let world = try await world()
    let apart = try await world.ask(rows: ["store"], metrics: ["sppd"])
    #expect(apart.warnings.count == 1 && apart.warnings[0].contains("value per million ACV"))
    let one = try await world.ask(rows: ["item"], metrics: ["sppd"])
    #expect(one.warnings.isEmpty)
  }

  @Test func `a volume that is no amount is refused, by hand`() async throws {
    let world = try await world(stating: false)
    for text in ["many", "12", "-5 EUR", "0 EUR", "1.234 EUR", "5 EURO"] {
      let refusal = await #expect(throws: AccountRefusal.self) { try await world.state(acv: text, of: "S1") }
      #expect(refusal?.field == "acv" && refusal?.message.contains("12000000 EUR") == true, "\(text)")
    }
    try await world.state(acv: "12,000,000.50 EUR", of: "S1")
    let account = try await world.context.read { [id = try await world.account("S1")] db in
      try Account.find(id, for: world.context.actor, db)
    }
    #expect(account.acv == Money(minor: 1_200_000_050, currency: .eur))
  }

  @Test func `a share is of the category or of everything, and a fair share looks elsewhere`() async throws {
    let world = try await world()
    let table = try await world.ask(
      rows: ["item"], metrics: ["value-share", "unit-share"], where: ["item=X"])
    #expect(table.total.cells.map(\.text) == ["35.7", "30.8"])
    let stores = try await world.ask(
      rows: ["store"], metrics: ["value-share", "fair-share"], where: ["item=X"]
    ) {
      $0.sort = "name"
    }
    // S4 sells 2,500 of 5,500; elsewhere it is 2,500 of 8,500.
    #expect(stores.texts("S4") == ["45.5", "154.5"])
    // S1 sells nothing else; elsewhere it is 2,500 of 11,500.
    #expect(stores.texts("S1") == ["100.0", "460.0"])
  }

  @Test func `growth is shared out over the items`() async throws {
    let world = try await world()
    _ = try await world.load(
      "store,item,week,units,price,flag\nS1,X,2025-01-12,400,2.50,0\nS2,Y,2025-01-12,3000,2.00,0\n")
    let table = try await world.ask(
      rows: ["item"], metrics: ["value-change", "units-change", "share-of-growth"])
    #expect(table.texts("X") == ["400.0", "400.0", "57.1"])
    #expect(table.texts("Y") == ["50.0", "50.0", "42.9"])
    #expect(table.total.cells.map(\.text) == ["100.0", "91.2", "100.0"])
  }
}
