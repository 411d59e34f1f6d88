import Blueprint
import Files
import Foundation
import Kernel
import Storage
import Testing

@testable import Sales

/// Workbooks and JSON lines take the same way as text, with the same words for what is wrong.
struct WorkbookImportTests {
  private static let columns = ["store", "item", "week", "units", "price", "flag"].map { WorkbookColumn($0) }

  private func workbook(_ world: SalesWorld, _ rows: [[WorkbookCell]]) throws -> ImportRequest {
    let path = try world.file("", "sales.xlsx")
    let book = try WorkbookWriter(path: path)
    let sheet = try book.addSheet("Sell-out", columns: Self.columns)
    for row in rows { try sheet.append(row) }
    try book.addAbout([("Source", "Northgate")])
    try book.finish()
    return ImportRequest(path: path, fileName: "sales.xlsx", loader: SalesWorld.spec)
  }

  private func row(
    _ store: String, day: String = "2026-01-04", units: WorkbookCell = .integer(10)
  ) throws -> [WorkbookCell] {
    [.text(store), .text("A"), .day(try #require(Day(day))), units, .fixed(150, scale: 2), .integer(0)]
  }

  @Test func `a workbook brings in the same facts as the same rows as text`() async throws {
    let world = try await SalesWorld.make(), other = try await SalesWorld.make()
    let request = try workbook(
      world, [try row("S1"), try row("S2", units: .fixed(-25, scale: 1)), try row("S1", day: "2026-01-11")])
    let result = try await SalesImport.run(request, world.context)
    #expect(result.accepted == 3 && result.rejected == 0)
    #expect(result.warnings.contains { $0.contains("“Sell-out” was read") && $0.contains("“About”") })
    _ = try await other.load(
      "store,item,week,units,price,flag\nS1,A,2026-01-04,10,1.50,0\nS2,A,2026-01-04,-2.5,1.50,0\n"
        + "S1,A,2026-01-11,10,1.50,0\n")
    let facts = try await world.visible()
    #expect(try await other.visible() == facts && !facts.isEmpty)
  }

  @Test func `a wrong cell is rejected with the sheet's row, the field and a remedy`() async throws {
    let world = try await SalesWorld.make()
    let request = try workbook(
      world, [try row("S1"), try row("S2", units: .text("ten")), try row("S3", units: .empty), try row("S1")])
    let result = try await SalesImport.run(request, world.context)
    #expect(result.accepted == 1)
    let rejects = result.firstRejects.sorted { $0.line < $1.line }
    #expect(rejects.map(\.line) == [3, 4, 5])
    #expect(rejects.map(\.field) == ["units", "units", "row"])
    #expect(
      rejects.first?.text == "ten" && rejects.first?.reason.contains("Not a number such as 1234.50") == true)
    #expect(rejects.last?.reason.contains("as line 2") == true)
  }

  @Test func `a loader with decimal commas and other days reads a workbook's own right`() async throws {
    let world = try await SalesWorld.make()
    var request = try workbook(
      world, [try row("S1", units: .fixed(1_234, scale: 3)), try row("S2", units: .text("1.234,5"))])
    request.loader.numbers = .european
    request.loader.week.pattern = "dd/MM/yyyy"
    let result = try await SalesImport.run(request, world.context)
    #expect(result.accepted == 2, "\(result.firstRejects)")
    #expect(try await world.rolledUp().units == 1_235_734)
  }

  @Test func `a workbook cut short brings nothing in`() async throws {
    let world = try await SalesWorld.make()
    let request = try workbook(world, try (0..<500).map { try row("S\($0)") })
    let whole = try Data(contentsOf: URL(fileURLWithPath: request.path))
    try whole.dropLast(400).write(to: URL(fileURLWithPath: request.path))
    let refusal = await #expect(throws: FileRefusal.self) {
      _ = try await SalesImport.run(request, world.context)
    }
    #expect(refusal?.code == "workbook-damaged" && refusal?.message.contains("Send it again") == true)
    #expect(try await world.visible().isEmpty)
  }

  @Test func `JSON lines bring in the same facts, and a line that is none is told`() async throws {
    let world = try await SalesWorld.make()
    let first = #"{"store":"S1","item":"A","week":"2026-01-04","units":10,"price":1.50,"flag":false}"#
    let lines = first + "\n" + first.replacing("S1", with: "S2") + "\nnot json\n"
    let request = ImportRequest(
      path: try world.file(lines, "sales.jsonl"), fileName: "sales.jsonl", loader: SalesWorld.spec)
    let result = try await SalesImport.run(request, world.context)
    #expect(result.accepted == 2)
    #expect(result.firstRejects.map(\.line) == [3])
    #expect(result.firstRejects.first?.reason.contains("one whole object on each line") == true)
  }
}
