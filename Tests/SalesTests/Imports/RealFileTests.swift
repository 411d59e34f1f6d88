import Blueprint
import Foundation
import Storage
import Testing

@testable import Sales

/// The published files, where they are present beside the checkout.
enum RealFile {
  static func path(_ name: String) -> String? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = root.deletingLastPathComponent().appendingPathComponent("shared/data/\(name)").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  static let isPresent = path("analgesics/analgesics.csv.gz") != nil
}

@Suite(.enabled(if: RealFile.isPresent, "the folder shared/data is not beside this checkout"))
struct RealFileTests {
  private func load(_ name: String, _ spec: LoaderSpec, _ world: SalesWorld) async throws -> ImportResult {
    let path = try #require(RealFile.path(name))
    return try await SalesImport.run(
      ImportRequest(path: path, fileName: name, loader: spec), world.context)
  }

  @Test func `analgesics tie to the unit and the cent`() async throws {
    let world = try await SalesWorld.make()
    let result = try await load("analgesics/analgesics.csv.gz", .analgesics, world)
    #expect(result.accepted == 38_544 && result.rejected == 0 && result.unknown == 73 + 11)
    #expect(result.totals == ["units": "364692", "value": "1554862.88", "cost": "1121689.01"])
    let sums = try await world.rolledUp()
    #expect(sums.units == 364_692_000 && sums.value == 15_548_628_800)
    let before = try await world.visible()
    let again = try await load("analgesics/analgesics.csv.gz", .analgesics, world)
    #expect(again.isRepeat && again.accepted == 0)
    #expect(try await world.visible() == before)
    _ = try await SalesImport.undo(try #require(result.batch), world.context)
    #expect(try await world.visible().isEmpty)
    let undone = try await world.rolledUp()
    #expect(undone.units == 0)
  }

  // Computed once by a program of its own: sum over rows of round(exp(logmove)) = 1,000,392,608 ounces, and
  // of ounces x price of the row's own brand, rounded half away from zero to 0.0001 per row =
  // 31,848,022.8124 USD.
  @Test func `orange juice ties to the ounce and to the ten-thousandth`() async throws {
    let world = try await SalesWorld.make()
    let result = try await load("orange_juice/orange_juice_store_week.csv.gz", .orangeJuice, world)
    #expect(result.accepted == 106_139 && result.rejected == 0 && result.unknown == 83 + 11)
    #expect(result.totals == ["units": "1000392608", "value": "31848022.8124"])
  }

  @Test func `invoices tie with their credits, their missing customers and their thirds of a penny`()
    async throws
  {
    let world = try await SalesWorld.make()
    let result = try await load("online_retail/online_retail_to_2011_06.csv.gz", .onlineRetail, world)
    #expect(result.accepted == 245_903 && result.rejected == 0)
    #expect(result.totals["value"] == "4397950.761" && result.totals["units"] == "2292167")
    #expect(result.warnings.contains { $0.hasPrefix("2012 rows repeat another row") })
    let without = try await world.context.read { db in
      try db.first("SELECT number FROM accounts WHERE name = '(no customer)'") { try $0.int(0) }
    }
    let nobody = try #require(without)
    var value: Int64 = 0
    for line in try await world.visible() {
      let words = line.split(separator: " ")
      guard Int(words[1]) != nobody, let text = words.first(where: { $0.hasPrefix("value=") }) else {
        continue
      }
      value += Int64(text.dropFirst(6)) ?? 0
    }
    #expect(value == 37_285_012_510)
    let services = try await world.context.read {
      try $0.count("SELECT COUNT(*) FROM products WHERE NOT is_merchandise AND kind = 'item'")
    }
    #expect(services >= 14)
  }

  @Test func `the retailer's stores complete those that sales brought in`() async throws {
    let world = try await SalesWorld.make()
    let sales = try #require(RealFile.path("analgesics/analgesics.csv.gz"))
    let stores = try #require(RealFile.path("dominicks_calendar/stores.csv"))
    let first = try await SalesImport.fromFile(sales, loader: "auto", world.context)
    #expect(first.loader == "analgesics")
    let result = try await SalesImport.fromFile(stores, loader: "dominicks-stores", world.context)
    #expect(result.accepted == 96 && result.rejected == 0)
    let again = try await SalesImport.fromFile(stores, loader: "dominicks-stores", world.context)
    #expect(again.accepted == 0 && again.duplicates == 96)
    let counts = try await world.context.read { db in
      try ["city = 'River Forest'", "kind = 'store'"].map {
        try db.count("SELECT COUNT(*) FROM accounts WHERE \(raw: $0)")
      }
    }
    #expect(counts[0] >= 1 && counts[1] >= 96)
  }

  @Test func `each published file is recognised by its columns`() async throws {
    let world = try await SalesWorld.make()
    for (file, loader) in [
      ("analgesics/analgesics.csv.gz", "analgesics"),
      ("orange_juice/orange_juice_store_week.csv.gz", "orange-juice"),
      ("online_retail/online_retail_to_2011_06.csv.gz", "online-retail"),
    ] {
      let matches = try await SalesDesk.recognise(try #require(RealFile.path(file)), world.context)
      #expect(matches.first?.loader == loader && matches.first?.fits == true)
    }
  }
}
