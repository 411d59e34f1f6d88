import Foundation
import Kernel
import Testing

@testable import Files

struct WorkbookReaderTests {
  /// Two sheets, the first of them without rows below its header.
  private func sample(in folder: String, rows: Int = 300) throws -> String {
    let path = folder + "/sales.xlsx"
    let book = try WorkbookWriter(path: path)
    let sheet = try book.addSheet(
      "Sales",
      columns: [
        WorkbookColumn("Store"), WorkbookColumn("Units "), WorkbookColumn("Day"), WorkbookColumn("Price"),
      ])
    for number in 0..<rows {
      try sheet.append([
        .text("Süd \(number)"), .integer(Int64(number)), .day(Day(ordinal: 20_000 + number)),
        .fixed(Int64(number * 10 + 1), scale: 1),
      ])
    }
    _ = try book.addSheet("Other", columns: [WorkbookColumn("Key"), WorkbookColumn("Value")])
    try book.finish()
    return path
  }

  @Test func `what we write is read back as it was meant`() throws {
    try inScratch { folder in
      let rows = try RowSource.open(path: try sample(in: folder))
      let header = try rows.readHeader()
      #expect(header == ["Store", "Units", "Day", "Price"])
      var number = 0
      try rows.forEachRecord { record in
        #expect(record.line == number + 2)
        let texts = record.texts
        #expect(
          texts == [
            "Süd \(number)", "\(number)", "\(Day(ordinal: 20_000 + number))",
            number == 0 ? "0.1" : "\(number).1",
          ])
        #expect(record.isQuoted(0) && !record.isQuoted(1))
        number += 1
      }
      #expect(number == 300)
      #expect(rows.bytesRead == rows.totalBytes)
      #expect(rows.expectedFields == 4)
      #expect(rows.warnings.contains { $0.contains("Other") })
    }
  }

  @Test func `a sheet is chosen by name or number, and one that is missing is refused with those there are`()
    throws
  {
    try inScratch { folder in
      let path = try sample(in: folder)
      for choice in [WorkbookReader.SheetChoice.named("OTHER"), .number(2)] {
        let reader = try WorkbookReader(path: path, options: .init(sheet: choice))
        let header = try reader.readHeader()
        #expect(header == ["Key", "Value"])
        let isAtEnd = try reader.next() == nil
        #expect(isAtEnd)
      }
      let refusal = FileRefusal.workbook(
        name: "sales.xlsx", fault: .sheetMissing(wanted: "3", sheets: ["Sales", "Other"]))
      #expect(throws: refusal) { try WorkbookReader(path: path, options: .init(sheet: .number(3))) }
      #expect(refusal.message.contains("“Other”"))
    }
  }

  @Test func `a workbook that was cut short is refused, wherever it was cut`() throws {
    try inScratch { folder in
      let path = try sample(in: folder)
      let whole = try Data(contentsOf: URL(fileURLWithPath: path))
      for share in 1..<20 {
        try whole.prefix(whole.count * share / 20).write(to: URL(fileURLWithPath: path))
        #expect(throws: FileRefusal.self) {
          let rows = try RowSource.open(path: path)
          try rows.forEachRecord { _ in }
        }
      }
    }
  }

  @Test func `texts beyond the limit are refused, not held`() throws {
    try inScratch { folder in
      let path = try sample(in: folder)
      var options = WorkbookReader.Options()
      options.maximumRowBytes = 100
      options.maximumFieldBytes = 6
      #expect(throws: FileRefusal.workbook(name: "sales.xlsx", fault: .cellTooLong(cell: "A12", limit: 6))) {
        let reader = try WorkbookReader(path: path, options: options)
        try reader.forEachRecord { _ in }
      }
    }
  }

  @Test func `an archive that swells without measure is refused`() throws {
    try inScratch { folder in
      let path = try sample(in: folder, rows: 5_000)
      var options = WorkbookReader.Options()
      options.maximumPartBytes = 100_000
      #expect(throws: FileRefusal.self) { try WorkbookReader(path: path, options: options) }
    }
  }

  @Test(arguments: [
    ("yyyy-mm-dd", CellFormats.Meaning.date), ("h:mm AM/PM", .time), ("[h]:mm", .duration), ("mmm", .date),
    ("[$-409]d. mmmm", .date), ("mm:ss.0", .time), ("0.00", .number), ("General", .number),
    (#"0 "days""#, .number),
    ("[Red]0;[Blue]-0", .number), (#"\d0"#, .number), ("#,##0_d", .number), ("@", .number),
    ("0;yyyy", .number),
    ("[DBNum1]yyyy", .date), ("", .number), ("[", .number), ("\"", .number), ("\\", .number),
  ])
  func `a number format says whether it shows a date`(_ code: String, _ meaning: CellFormats.Meaning) {
    #expect(CellFormats.meaning(code) == meaning)
  }

  @Test(arguments: [
    (0.1, "0.1"), (1500, "1500"), (0.00001, "0.00001"), (1.5e20, "150000000000000000000"),
    (123.456, "123.456"),
    (0, "0"), (1, "1"), (9_007_199_254_740_992, "9007199254740992"),
  ])
  func `a number is written out in its fewest digits`(_ value: Double, _ text: String) {
    var written: [UInt8] = []
    ShortestDecimal(value).plain { written.append($0) }
    #expect(String(decoding: written, as: UTF8.self) == text)
  }

  @Test(arguments: [("A1", 1, 0), ("$XFD$1048576", 1_048_576, 16_383), ("ab12", 12, 27)])
  func `a reference is a row and a column`(_ text: String, _ row: Int, _ column: Int) {
    let place = CellReference(text)
    #expect(place?.row == row)
    #expect(place?.column == column)
  }

  @Test(arguments: ["", "A", "12", "XFE1", "A1048577", "A0", "1A", "A1B", "é1"])
  func `what is no reference is none`(_ text: String) { #expect(CellReference(text) == nil) }
}
