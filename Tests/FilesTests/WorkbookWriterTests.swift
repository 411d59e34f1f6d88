import Files
import Foundation
import Kernel
import Testing

struct WorkbookWriterTests {
  /// The names a ZIP archive's directory lists, by its own end record.
  private func entries(_ data: Data) -> [String] {
    let bytes = [UInt8](data)
    func number(_ place: Int, _ width: Int) -> Int {
      (0..<width).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    guard let end = bytes.indices.dropLast(21).last(where: { number($0, 4) == 0x0605_4b50 }) else {
      return []
    }
    var place = number(end + 16, 4)
    var names: [String] = []
    for _ in 0..<number(end + 10, 2) where number(place, 4) == 0x0201_4b50 {
      let length = number(place + 28, 2)
      names.append(String(decoding: bytes[(place + 46)..<(place + 46 + length)], as: UTF8.self))
      place += 46 + length + number(place + 30, 2) + number(place + 32, 2)
    }
    return names
  }

  @Test func `a workbook is a whole archive with every sheet in it`() throws {
    try inScratch { folder in
      let path = folder + "/book.xlsx"
      let book = try WorkbookWriter(path: path, scratch: folder)
      let sheet = try book.addSheet(
        "Sales/2026: [all]", columns: [.init("Store", width: 20), .init("Units"), .init("Net")])
      let money = Money(minor: 123_450, currency: .eur)
      for number in 0..<1_000 {
        try sheet.append([.text("=SUM(A\(number))\u{1}"), .integer(Int64(number)), .money(money)])
      }
      try sheet.append([
        .percent(basisPoints: 1_250), .day(Day(ordinal: 20_514)), .fixed(5, scale: 3), .number(.nan), .empty,
        .integer(.max), .day(Day(ordinal: -30_000)), .text(String(repeating: "x", count: 40_000)),
      ])
      #expect(sheet.rows == 1_002 && sheet.title == "Sales2026 all")
      let twin = try book.addSheet("sales2026 ALL", columns: [.init("A")])
      #expect(twin.title == "sales2026 ALL 2")
      try book.addAbout([("Data through", "2026-03-01"), ("Filter", "=all")])
      try book.finish()
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(data.starts(with: [0x50, 0x4b, 3, 4]) && data.count > 10_000)
      let names = entries(data)
      #expect(names.contains("[Content_Types].xml") && names.contains("xl/workbook.xml"))
      #expect(names.filter { $0.hasPrefix("xl/worksheets/sheet") }.count == 3)
    }
  }

  @Test func `a place that cannot be written is refused`() throws {
    let book = try WorkbookWriter(path: "/nowhere/at/all/book.xlsx")
    _ = try book.addSheet("A", columns: [])
    let refusal = #expect(throws: FileRefusal.self) { try book.finish() }
    #expect(refusal?.code == "file-cannot-write")
  }

  @Test func `a workbook given up leaves no file`() throws {
    try inScratch { folder in
      let path = folder + "/book.xlsx"
      do {
        let book = try WorkbookWriter(path: path)
        try book.addSheet("A", columns: [.init("x")]).append([.integer(1)])
      }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }
}
