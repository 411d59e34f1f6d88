import Blueprint
import Foundation
import Kernel
import Storage
import Testing

@testable import Sales

@Suite(.enabled(if: RealFile.isPresent, "the folder shared/data is not beside this checkout"))
struct PublishedFileTests {
  private func load(_ name: String, _ loader: String, _ world: SalesWorld) async throws -> ImportResult {
    let path = try #require(RealFile.path(name))
    let result = try await SalesImport.fromFile(path, loader: "auto", world.context)
    #expect(result.loader == loader)
    return result
  }

  @Test func `months of coffee are spread over weeks and tie to the kilogram and the grosz`() async throws {
    let world = try await SalesWorld.make()
    let result = try await load("scanner_pl/coffee.csv.gz", "scanner-pl-coffee", world)
    #expect(result.accepted == 42_561 && result.rejected == 0 && result.unknown == 20 + 79)
    #expect(result.totals == ["units": "1057712", "value": "49659641.80"] && result.currency == "PLN")
    let sums = try await world.rolledUp()
    #expect(sums.units == 1_057_712_000 && sums.value == 496_596_418_000)
    #expect(result.warnings.contains { $0.hasPrefix("Spread from months") })
    let segments = try await world.context.read { db in
      try db.all("SELECT name FROM products WHERE kind = 'segment' ORDER BY name") { try $0.text(0) }
    }
    #expect(segments == ["coffee beans", "ground coffee", "instant coffee"])
  }

  // Computed once by a program of its own: 3,398,656 kilograms, 7,792,705.87 PLN.
  @Test func `sugar ties, and is told from coffee by the name of its file`() async throws {
    let world = try await SalesWorld.make()
    let result = try await load("scanner_pl/sugar.csv.gz", "scanner-pl-sugar", world)
    #expect(result.accepted == 7_666 && result.rejected == 0)
    #expect(result.totals == ["units": "3398656", "value": "7792705.87"])
  }

  // Computed once by a program of its own: 211,007 units, 411,541.27 USD.
  @Test func `a journey of twenty-six weeks ties, with display and mailer as flags`() async throws {
    let world = try await SalesWorld.make()
    let result = try await load(
      "complete_journey/weekly_store_product_w1_26.csv.gz", "complete-journey", world)
    #expect(result.accepted == 146_185 && result.rejected == 0 && result.unknown == 281 + 6_897)
    #expect(result.totals == ["units": "211007", "value": "411541.27"])
    var onDisplay = 0
    for line in try await world.visible() {
      guard let text = line.split(separator: " ").first(where: { $0.hasPrefix("flags=") }) else { continue }
      if FactFlags(rawValue: UInt8(text.dropFirst(6)) ?? 0).contains(.display) { onDisplay += 1 }
    }
    #expect(onDisplay > 22_700 && onDisplay <= 146_185 - 123_383)
  }

  @Test func `deliveries by client and warehouse tie, weeks without demand included`() async throws {
    let world = try await SalesWorld.make()
    let result = try await load("vn1/vn1_phase1.csv.gz", "vn1", world)
    #expect(result.accepted == 195_689 && result.rejected == 0 && result.unknown == 328 + 11_171)
    #expect(result.totals["units"] == "3905806")
    #expect(result.totals["value"]?.hasPrefix("141029196.2") == true, "\(result.totals)")
    let counts = try await world.context.read { db in
      try ["kind = 'banner'", "kind = 'dc' AND parent_id IN (SELECT id FROM accounts WHERE kind = 'banner')"]
        .map {
          try db.count("SELECT COUNT(*) FROM accounts WHERE \(raw: $0)")
        }
    }
    #expect(counts == [46, 328])
  }

  @Test func `the product master completes the items of the journey below their categories`() async throws {
    let world = try await SalesWorld.make()
    let sales = try #require(RealFile.path("complete_journey/weekly_store_product_w1_26.csv.gz"))
    let products = try #require(RealFile.path("complete_journey/products.csv.gz"))
    _ = try await SalesImport.fromFile(sales, loader: "auto", world.context)
    let result = try await SalesImport.fromFile(products, loader: "complete-journey-products", world.context)
    #expect(result.accepted == 92_331 && result.rejected == 0)
    let counts = try await world.context.read { db in
      try ["kind = 'item'", "kind = 'item' AND is_provisional", "kind = 'item' AND parent_id IS NULL"].map {
        try db.count("SELECT COUNT(*) FROM products WHERE \(raw: $0)")
      }
    }
    #expect(counts == [92_331, 0, 0])
    let again = try await SalesImport.fromFile(products, loader: "complete-journey-products", world.context)
    #expect(again.accepted == 0 && again.duplicates == 92_331)
  }
}
