import Blueprint
import Files
import Foundation
import Kernel
import Storage
import Testing

@testable import Sales

/// Every way in which files are wrong: each is told with its line, its field and what to do.
struct BadInputTests {
  private static let head = "store,item,week,units,price,flag\n"
  private static let good = "S1,A,2026-01-04,10,1.50,0\n"

  /// Imports one wrong row beside a right one and answers how it was rejected.
  private func reject(_ row: String, _ change: (inout LoaderSpec) -> Void = { _ in }) async throws
    -> ImportResult.Reject
  {
    let world = try await SalesWorld.make()
    var spec = SalesWorld.spec
    change(&spec)
    let result = try await world.load(Self.head + Self.good + row + "\n", spec: spec)
    #expect(result.accepted == 1 && result.rejected == 1)
    return try #require(result.firstRejects.first)
  }

  @Test(arguments: [
    ("S1,A,2026-02-30,1,1,0", "week", "Not a day written as yyyy-MM-dd"),
    ("S1,A,04/01/2026,1,1,0", "week", "Not a day written as yyyy-MM-dd"),
    ("S1,A,3026-01-04,1,1,0", "week", "not in 1950 to 2100"),
    ("S1,A,,1,1,0", "week", "is missing"),
    (",A,2026-01-11,1,1,0", "store", "is missing"),
    ("S1,,2026-01-11,1,1,0", "item", "is missing"),
    ("S1,A,2026-01-11,,1,0", "units", "is missing"),
    ("S1,A,2026-01-11,ten,1,0", "units", "Not a number such as 1234.50"),
    ("S1,A,2026-01-11,\"1,234.50\",1,0", "units", "say how the file writes numbers"),
    ("S1,A,2026-01-11,1,NaN,0", "price", "Not a number"),
    ("S1,A,2026-01-11,1,,0", "price", "is missing"),
    ("S1,A,2026-01-11,1,1,maybe", "flag", "Neither yes nor no"),
    ("S1,A,2026-01-11,999999999999999,999999999999,0", "price", "leave the range"),
    ("S1,A,2026-01-11,1", "row", "has 4 fields where the header has 6"),
    ("S1,A,2026-01-11,1,1,0,extra", "row", "has 7 fields"),
    ("S1,A,2026-01-04,9,1,0", "row", "The same site, item and week as line 2"),
  ])
  func `a wrong row is rejected with line, field and remedy`(row: String, field: String, reason: String)
    async throws
  {
    let reject = try await reject(row)
    #expect(reject.line == 3 && reject.field == field)
    #expect(reject.reason.contains(reason), "\(reject.reason)")
  }

  @Test(arguments: [
    ("1,234.50", LoaderSpec.Numbers.english, 1_234_500), ("$12", .english, 12_000),
    ("(12)", .english, -12_000),
    ("1.234,50", .european, 1_234_500), ("12-", .european, -12_000), ("1 234,50", .spaced, 1_234_500),
    ("1'234.50", .swiss, 1_234_500), ("-3", .plain, -3_000),
  ])
  func `numbers are read as their loader says`(text: String, style: LoaderSpec.Numbers, units: Int64)
    async throws
  {
    let world = try await SalesWorld.make()
    var spec = SalesWorld.spec
    spec.numbers = style
    spec.separator = .semicolon
    _ = try await world.load("store;item;week;units;price;flag\nS1;A;2026-01-04;\(text);1;0\n", spec: spec)
    #expect(try await world.rolledUp().units == units)
  }

  @Test func `bytes that are not UTF-8 spoil their row alone`() async throws {
    let world = try await SalesWorld.make()
    let bytes = Array((Self.head + Self.good).utf8) + [0x53, 0xff] + Array(",A,2026-01-11,1,1,0\n".utf8)
    let request = ImportRequest(
      path: try world.file(bytes: bytes), fileName: "x.csv", loader: SalesWorld.spec)
    let result = try await SalesImport.run(request, world.context)
    #expect(result.accepted == 1 && result.firstRejects.first?.reason.contains("not UTF-8") == true)
  }

  @Test func `a byte order mark and an unquoted blank are no part of a name`() async throws {
    let world = try await SalesWorld.make()
    let bytes: [UInt8] =
      [0xef, 0xbb, 0xbf] + Array("store, item ,week,units,price,flag\r\nS1, A ,2026-01-04,1,1,0\r\n".utf8)
    let request = ImportRequest(
      path: try world.file(bytes: bytes), fileName: "x.csv", loader: SalesWorld.spec)
    let result = try await SalesImport.run(request, world.context)
    #expect(result.accepted == 1 && result.unknownItems.map(\.code) == ["A"])
  }

  @Test func `a file with other columns is refused with those that it lacks and has`() async throws {
    let world = try await SalesWorld.make()
    let refusal = await #expect(throws: LoaderRefusal.self) {
      _ = try await world.load("shop,item,week,units,price,flag\nS1,A,2026-01-04,1,1,0\n")
    }
    #expect(refusal?.message.contains("needs the column “store”") == true)
    #expect(refusal?.message.contains("It has: shop") == true)
  }

  @Test func `the wrong separator is refused as missing columns`() async throws {
    let world = try await SalesWorld.make()
    var spec = SalesWorld.spec
    spec.separator = .tab
    let wrong = spec
    await #expect(throws: LoaderRefusal.self) { _ = try await world.load(Self.head + Self.good, spec: wrong) }
  }

  @Test func `an empty file, a header alone and rows that are all wrong bring nothing in`() async throws {
    let world = try await SalesWorld.make()
    await #expect(throws: FileRefusal.self) { _ = try await world.load("") }
    await #expect(throws: ImportRefusal.noRows(name: "sales.csv")) { _ = try await world.load(Self.head) }
    let refusal = await #expect(throws: ImportRefusal.self) {
      _ = try await world.load(Self.head + "S1,A,x,1,1,0\n")
    }
    #expect(refusal?.message.contains("line 2, week") == true)
    #expect(try await world.visible().isEmpty)
    let left = try FileManager.default.contentsOfDirectory(atPath: world.folder + "/imports")
    #expect(left.isEmpty)
  }

  @Test func `a gzip file cut short brings nothing in`() async throws {
    let world = try await SalesWorld.make()
    let whole = try #require(
      Gzip.compressed(Array((Self.head + String(repeating: Self.good, count: 400)).utf8)))
    let path = try world.file(bytes: Array(whole.dropLast(9)), "cut.csv.gz")
    let request = ImportRequest(path: path, fileName: "cut.csv.gz", loader: SalesWorld.spec)
    await #expect(throws: FileRefusal.self) { _ = try await SalesImport.run(request, world.context) }
    #expect(try await world.visible().isEmpty)
  }

  @Test func `a field of two megabytes is refused with its line`() async throws {
    let world = try await SalesWorld.make()
    let long = String(repeating: "x", count: 2 << 20)
    let refusal = await #expect(throws: FileRefusal.self) {
      _ = try await world.load(Self.head + Self.good + "S1,\(long),2026-01-11,1,1,0\n")
    }
    #expect(refusal?.message.hasPrefix("Line 3") == true)
  }

  @Test func `SQL and script in codes stay text`() async throws {
    let world = try await SalesWorld.make()
    let evil = "'); DROP TABLE accounts; --", script = "<script>alert(1)</script>"
    let result = try await world.load(Self.head + "\(evil),\(script),2026-01-04,1,1,0\n")
    #expect(result.accepted == 1)
    let names = try await world.context.read { db in
      try db.all("SELECT code FROM account_aliases UNION SELECT code FROM product_aliases ORDER BY code") {
        try $0.text(0)
      }
    }
    #expect(names == [evil, script])
  }

  @Test func `rejected rows can be downloaded, and formulas in them are harmless`() async throws {
    let world = try await SalesWorld.make()
    let result = try await world.load(Self.head + Self.good + "S1,A,2026-01-11,=1+1,1,0\n")
    let id = try #require(result.batch)
    let batch = try await world.context.read { try SalesBatch.find(id, $0) }
    let text = try String(contentsOfFile: try #require(batch.rejectsPath), encoding: .utf8)
    #expect(text.hasPrefix("line,field,reason,text\n3,units,"))
    #expect(text.contains("'=1+1"))
  }

  @Test func `weeks that are numbers need their first day`() async throws {
    let world = try await SalesWorld.make()
    let path = try world.file("store,item,week,units,price\nS1,A,7,1,1\n")
    let refusal = await #expect(throws: LoaderRefusal.weekOneMissing) {
      _ = try await SalesImport.fromFile(path, loader: "weekly", world.context)
    }
    #expect(refusal?.message.contains("weekOne=YYYY-MM-DD") == true)
    let result = try await SalesImport.fromFile(
      path, loader: "auto", parameters: ["weekOne": "2026-01-05"], world.context)
    #expect(result.accepted == 1 && result.weeks?.first == Week("2026-02-22"))
  }

  @Test func `days that can be read in two ways are asked about`() async throws {
    let world = try await SalesWorld.make()
    let path = try world.file("store,item,week,units,price\nS1,A,04/01/2026,1,1\n")
    let refusal = await #expect(throws: LoaderRefusal.self) {
      _ = try await SalesImport.fromFile(path, loader: "auto", world.context)
    }
    #expect(refusal?.field == "dates")
    let result = try await SalesImport.fromFile(
      path, loader: "auto", parameters: ["dates": "dd/MM/yyyy"], world.context)
    #expect(result.accepted == 1)
  }
}
