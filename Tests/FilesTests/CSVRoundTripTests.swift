import Files
import Foundation
import Kernel
import Testing

struct CSVRoundTripTests {
  private static let pieces = [
    "", "a", "12.5", "żółć", "€", "\"", "\"\"", ",", ";", "\t", "|", "\n", "\r\n", "\r", " ", "=1+1", "-x",
    "longer text ",
    "12345678", "\u{1F600}", "'",
  ]

  private static func table(_ generator: inout SeededGenerator) -> [[String]] {
    let columns = Int.random(in: 1...6, using: &generator)
    return (0..<Int.random(in: 1...20, using: &generator)).map { _ in
      (0..<columns).map { _ in
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          pieces.randomElement(using: &generator) ?? ""
        }.joined()
      }
    }
  }

  @Test func `what is written as it is reads back equal, however it is cut`() throws {
    var generator = SeededGenerator(state: 20_260_302)
    for _ in 0..<400 {
      let table = Self.table(&generator)
      let delimiter = Delimiter.allCases.randomElement(using: &generator) ?? .comma
      let lineEnd: CSVWriter.Options.LineEnd = Bool.random(using: &generator) ? .lf : .crlf
      let isPacked = Bool.random(using: &generator)
      var bytes: [UInt8] = []
      let sink = ByteSink(
        compression: isPacked ? .gzip : .none, chunkBytes: .random(in: 1...100, using: &generator)
      ) {
        bytes.append(contentsOf: $0)
      }
      let writer = CSVWriter(
        sink, options: .init(delimiter: delimiter, lineEnd: lineEnd, formulas: .asWritten))
      for row in table { try writer.row(row) }
      try writer.finish()
      let chunk = [1, 2, 3, 7, 8, 9, 16, 64, 1000].randomElement(using: &generator) ?? 1
      var options = DelimitedReader.Options(delimiter: delimiter)
      options.bufferBytes = .random(in: 8...300, using: &generator)
      let found = try rows(ByteSource(name: "t", bytes: bytes, chunkBytes: chunk), options)
      #expect(found.map(\.texts) == table)
      #expect(found.allSatisfy { $0.problem == nil })
    }
  }

  @Test func `any bytes at all are read or refused, the same in every chunk size`() throws {
    var generator = SeededGenerator(state: 7)
    let alphabet = Array("ab,\"\n\r1 ".utf8) + [0, 0xc3, 0xa9, 0xff]
    for _ in 0..<600 {
      let bytes = (0..<Int.random(in: 1...80, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      let whole = try rows(ByteSource(name: "t", bytes: bytes))
      for chunk in [1, 2, 5, 11] {
        var options = DelimitedReader.Options(delimiter: .comma)
        options.bufferBytes = 8
        #expect(try rows(ByteSource(name: "t", bytes: bytes, chunkBytes: chunk), options) == whole)
      }
    }
  }

  private func written(_ options: CSVWriter.Options = .init(), _ body: (CSVWriter) throws -> Void) throws
    -> String
  {
    var bytes: [UInt8] = []
    let writer = CSVWriter(ByteSink { bytes.append(contentsOf: $0) }, options: options)
    try body(writer)
    try writer.finish()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `text that a spreadsheet would run gets an apostrophe, numbers do not`() throws {
    let text = try written {
      for value in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "plain", "a=b", "=\"x\""] { $0.text(value) }
      $0.integer(-5)
      $0.fixed(-1250, scale: 2)
      try $0.endRow()
    }
    #expect(text == "'=1+1,'+1,'-1,'@SUM(A1),\"'\tx\",\"'\rx\",plain,a=b,\"'=\"\"x\"\"\",-5,-12.50\n")
  }

  @Test func `numbers, money and days are written exactly`() throws {
    let text = try written(.init(delimiter: .semicolon, lineEnd: .crlf)) {
      $0.fixed(5, scale: 2)
      $0.fixed(-5, scale: 3)
      $0.fixed(.min, scale: 0)
      $0.money(Money(minor: 123_456, currency: .eur))
      $0.fixed(-12_345, scale: 4)
      $0.integer(0)
      $0.day(Day(ordinal: 0))
      $0.double(0.1)
      $0.double(.nan)
      $0.empty()
      try $0.endRow()
    }
    #expect(text == "0.05;-0.005;-9223372036854775808;1234.56;-1.2345;0;1970-01-01;0.1;;\r\n")
  }

  @Test func `a mark for Excel stands before the first row and no other`() throws {
    var options = CSVWriter.Options()
    options.beginsWithMark = true
    #expect(
      try written(options) {
        try $0.row(["a"]); try $0.row(["b"])
      } == "\u{feff}a\nb\n")
  }

  @Test func `a compressed file on disk reads back`() throws {
    try inScratch { folder in
      let path = folder + "/out.csv.gz"
      let writer = CSVWriter(try ByteSink(path: path, compression: .gzip))
      for number in 0..<50_000 { try writer.row(["\(number)", "x"]) }
      try writer.finish()
      let found = try rows(try ByteSource(path: path))
      #expect(found.count == 50_000 && found.last?.texts == ["49999", "x"])
      #expect(throws: FileRefusal.self) { try ByteSink(path: folder + "/none/out.csv") }
    }
  }
}
