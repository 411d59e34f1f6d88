import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import Team
import TestSupport

@testable import Sales

/// A fresh database with everything that sales stand on, and a folder for files.
struct SalesWorld {
  let context: Context
  let folder: String

  static func make(_ backing: Backing = .sqlite) async throws -> SalesWorld {
    let migrations =
      PlatformTables.migrations + teamCapability.migrations + catalogCapability.migrations
      + accountsCapability.migrations + salesCapability.migrations
    let database = try await Database.open(try await TemporaryDatabase(backing).location)
    try await Migrator(migrations).run(database)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sales-\(ID<Fact>.new())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let now = Date(timeIntervalSince1970: 1_780_000_000)
    let context = Context(
      actor: .commandLine, now: now, database: database, requestID: "test", folder: folder)
    return SalesWorld(context: context, folder: folder)
  }

  func file(_ text: String, _ name: String = "sales.csv") throws -> String {
    try file(bytes: Array(text.utf8), name)
  }

  func file(bytes: [UInt8], _ name: String = "sales.csv") throws -> String {
    let path = "\(folder)/\(ID<Fact>.new())-\(name)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// A loader for `store,item,week,units,price,flag`, with weeks named by their last day.
  static var spec: LoaderSpec {
    LoaderSpec(
      name: "northgate", title: "Northgate", notes: "",
      source: .init(
        code: "northgate", name: "Northgate portal", kind: .pos, currency: .eur, account: "Northgate"),
      columns: [
        "store": .site, "item": .item, "week": .week, "units": .units, "price": .price, "flag": .promotion,
      ],
      week: WeekRule(.weekEnding), category: "Snacks")
  }

  func load(
    _ text: String, spec: LoaderSpec = SalesWorld.spec, mode: ImportRequest.Mode = .store,
    unknown: ImportRequest.UnknownCodes = .provisional
  ) async throws -> ImportResult {
    let request = ImportRequest(
      path: try file(text), fileName: "sales.csv", loader: spec, unknown: unknown, mode: mode)
    return try await SalesImport.run(request, context)
  }

  /// Every visible figure, as text, in order: what a reader could see.
  func visible() async throws -> [String] {
    try await context.read { db in
      var lines: [String] = []
      for source in try SalesSource.all(db) {
        let stored = try StoredSegments.load(source: source.number, products: 0...Int32.max, .init(), db)
        for product in Set(stored.map(\.product)).sorted() {
          let shelf = SegmentShelf()
          for one in stored where one.product == product {
            try shelf.add(one.data, product: product, batch: one.batch)
          }
          for fact in SegmentMerge(shelf.parts.map(\.view)).columns().facts(item: product) {
            let figures = Measure.allCases.compactMap { measure in fact[measure].map { "\(measure)=\($0)" } }
            lines.append(
              "\(source.code) \(fact.site) \(fact.item) \(fact.week) \(figures.joined(separator: " "))")
          }
        }
      }
      return lines
    }
  }

  /// Units and value over all kept roll-ups.
  func rolledUp() async throws -> (units: Int64, value: Int64) {
    try await context.read { db in
      let blobs = try db.all(
        """
        SELECT r.data FROM sales_rollup_sheets r JOIN sales_rollup_editions e
          ON e.source = r.source AND e.year = r.year AND e.edition = r.edition
        WHERE r.side = 'site' AND r.sheet = 0 ORDER BY r.source, r.year, r.part
        """
      ) { try $0.blob(0) }
      var units: Int64 = 0, value: Int64 = 0
      for blob in blobs {
        try blob.withUnsafeBytes { bytes in
          for fact in try SegmentView(bytes).factColumns().facts(item: 0) {
            units += fact[.units] ?? 0
            value += fact[.value] ?? 0
          }
        }
      }
      return (units, value)
    }
  }
}
