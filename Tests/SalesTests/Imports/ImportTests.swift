import Blueprint
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Sales

struct ImportTests {
  private let first = """
    store,item,week,units,price,flag
    S1,A,2026-01-04,10,1.50,0
    S1,A,2026-01-11,12,1.25,1
    S2,A,2026-01-04,4,1.50,0
    S2,B,2026-01-04,7,2.00,0

    """

  @Test func `a file's rows become facts and its totals tie`() async throws {
    let world = try await SalesWorld.make()
    let result = try await world.load(first)
    #expect(result.accepted == 4 && result.rejected == 0 && result.facts == 4)
    #expect(result.totals == ["units": "33", "value": "50.00"])
    #expect(result.unknown == 4)
    #expect(try await world.visible().count == 4)
    let sums = try await world.rolledUp()
    #expect(sums.units == 33_000 && sums.value == 500_000)
  }

  @Test func `the same file twice changes nothing and says so`() async throws {
    let world = try await SalesWorld.make()
    let once = try await world.load(first), before = try await world.visible()
    let twice = try await world.load(first)
    #expect(twice.isRepeat && twice.batch == once.batch && twice.accepted == 0 && twice.duplicates == 4)
    #expect(twice.warnings.first?.contains("in already") == true)
    #expect(try await world.visible() == before)
  }

  @Test(arguments: Backing.available)
  func `rows that are known count as duplicates, other figures as restated`(backing: Backing) async throws {
    let world = try await SalesWorld.make(backing)
    try await _ = world.load(first)
    let second = """
      store,item,week,units,price,flag
      S1,A,2026-01-04,10,1.50,0
      S1,A,2026-01-11,13,1.25,1
      S3,B,2026-01-04,1,2.00,0

      """
    let result = try await world.load(second)
    #expect(result.accepted == 2 && result.duplicates == 1 && result.restated == 1 && result.unknown == 1)
    let sums = try await world.rolledUp()
    #expect(sums.units == 35_000)
    let change = try await world.context.read { db in
      try db.first(
        "SELECT facts, units_before, units_after, value_before, value_after FROM sales_restatements"
      ) { row in
        try (0..<5).map { try row.int64($0) }
      }
    }
    #expect(change == [1, 12_000, 13_000, 150_000, 162_500])
  }

  @Test(arguments: Backing.available)
  func `undo restores the state before, and restoring brings the import back`(backing: Backing) async throws {
    let world = try await SalesWorld.make(backing)
    try await _ = world.load(first)
    let before = try await world.visible(), sums = try await world.rolledUp()
    let second = try await world.load(
      "store,item,week,units,price,flag\nS1,A,2026-01-11,99,1,0\nS9,A,2025-01-05,5,1,0\n")
    let batch = try #require(second.batch)
    let after = try await world.visible(), later = try await world.rolledUp()
    #expect(after != before)
    #expect(try await SalesImport.undo(batch, world.context).state == .undone)
    #expect(try await world.visible() == before)
    let undone = try await world.rolledUp()
    #expect(undone == sums)
    await #expect(throws: ImportRefusal.notVisible) { try await SalesImport.undo(batch, world.context) }
    #expect(try await SalesImport.restore(batch, world.context).state == .visible)
    #expect(try await world.visible() == after)
    let again = try await world.rolledUp()
    #expect(again == later)
  }

  @Test func `an import whose rows a later one repeated can't be undone first`() async throws {
    let world = try await SalesWorld.make()
    let one = try await world.load(first)
    let two = try await world.load(first + "S5,A,2026-01-04,1,1,0\n")
    #expect(two.duplicates == 4 && two.accepted == 1)
    await #expect(throws: ImportRefusal.repeatedLater(file: "sales.csv")) {
      try await SalesImport.undo(try #require(one.batch), world.context)
    }
    _ = try await SalesImport.undo(try #require(two.batch), world.context)
    _ = try await SalesImport.undo(try #require(one.batch), world.context)
    #expect(try await world.visible().isEmpty)
  }

  @Test func `what was visible on a day can be asked for later`() async throws {
    let world = try await SalesWorld.make()
    try await _ = world.load(first)
    let between = Date()
    try await Task.sleep(for: .milliseconds(5))
    try await _ = world.load("store,item,week,units,price,flag\nS1,A,2026-01-11,99,1,0\n")
    let known = try await world.context.read { db in
      try StoredSegments.load(
        source: 1, products: 0...Int32.max, StoredSegments.Choice(asKnownOn: between), db
      ).count
    }
    #expect(known == 2)
  }

  @Test func `a rehearsal counts everything and keeps nothing`() async throws {
    let world = try await SalesWorld.make()
    let result = try await world.load(first, mode: .rehearse)
    #expect(result.accepted == 4 && result.totals["value"] == "50.00" && result.batch == nil)
    #expect(
      result.unknownSites.map(\.code) == ["S1", "S2"] && result.unknownItems.map(\.code) == ["A", "B"])
    #expect(result.preview.first == ["S1", "A", "2026-01-04", "10", "1.50", "0"])
    #expect(try await world.visible().isEmpty)
    let counts = try await world.context.read { db in
      try ["sales_sources", "accounts", "products", "sales_batches"].map {
        try db.count("SELECT COUNT(*) FROM \(raw: $0)")
      }
    }
    #expect(counts == [0, 0, 0, 0])
  }

  @Test func `codes nobody knows stop an import that shall wait for them`() async throws {
    let world = try await SalesWorld.make()
    await #expect(throws: ImportRefusal.unknownCodes(sites: ["S1", "S2"], items: ["A", "B"])) {
      _ = try await world.load(first, unknown: .hold)
    }
    #expect(try await world.visible().isEmpty)
  }

  @Test(arguments: Backing.available)
  func `an import that was killed leaves nothing visible and is cleared away`(backing: Backing) async throws {
    let world = try await SalesWorld.make(backing)
    try await _ = world.load(first)
    let before = try await world.visible()
    let source = try #require(try await world.context.read { try SalesSource.find(code: "northgate", $0) })
    let context = world.context
    let request = ImportRequest(path: "x", fileName: "killed.csv", loader: SalesWorld.spec)
    try await context.database.write { db in
      let batch = try SalesBatch.begin(request, digest: "d", source: source, context, db)
      let data = try Segment.encode([Fact(site: 2, item: 2, week: 2923)])
      let segment = NewSegment(product: 2, year: 2026, part: 0, weeks: 2923...2923, facts: 1, data: data)
      try StoredSegments.insert([segment], source: source.number, batch: batch.number, db)
    }
    #expect(try await world.visible() == before)
    try await SalesImport.sweep(context)
    let left = try await context.read {
      try $0.count("SELECT COUNT(*) FROM sales_batches WHERE state = 'loading'")
    }
    #expect(left == 0)
    #expect(try await world.visible() == before)
  }

  @Test(arguments: 1...6) func `random files in random pieces show the same figures as one file`(seed: UInt64)
    async throws
  {
    var random = SeededGenerator(seed: seed)
    let cells = (0..<240).map { _ in
      (
        Int.random(in: 1...9, using: &random), Int.random(in: 1...7, using: &random),
        Int.random(in: 0...60, using: &random)
      )
    }
    var newest: [String: (Int, Int)] = [:]
    let world = try await SalesWorld.make()
    for piece in 0..<4 {
      var text = "store,item,week,units,price,flag\n", taken = Set<String>()
      for (store, item, week) in cells[piece * 60..<piece * 60 + 60] {
        let day = Day("2025-01-05")!.advanced(by: 7 * week), key = "S\(store),I\(item),\(day)"
        guard taken.insert(key).inserted else { continue }
        let units = Int.random(in: -3...40, using: &random), cents = Int.random(in: 0...900, using: &random)
        text += "\(key),\(units),\(DecimalText.plain(Int64(cents), decimals: 2)),0\n"
        newest[key] = (units, cents)
      }
      _ = try await world.load(text)
    }
    let sums = try await world.rolledUp()
    #expect(sums.units == newest.values.reduce(0) { $0 + Int64($1.0) * 1_000 })
    #expect(sums.value == newest.values.reduce(0) { $0 + Int64($1.0 * $1.1) * 100 })
    #expect(try await world.visible().count == newest.count)
  }
}
