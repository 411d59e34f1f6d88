import Files
import Testing

struct DelimitedReaderTests {
  @Test func `rows end in LF, CRLF or CR and lines are counted from one`() throws {
    let expected = [
      Row(line: 1, texts: ["a", "b"]), Row(line: 2, texts: ["1", "2"]), Row(line: 3, texts: ["", ""]),
    ]
    for end in ["\n", "\r\n", "\r"] {
      #expect(try rows("a,b\(end)1,2\(end),\(end)") == expected)
      #expect(try rows("a,b\(end)1,2\(end),") == expected)
    }
  }

  @Test func `quoted fields hold separators, line ends and doubled marks`() throws {
    let text = "a,b\r\n\"x,\"\"y\"\"\",\"two\r\nlines\"\r\n\"\",5\" pipe\r\n"
    let expected = [
      Row(line: 1, texts: ["a", "b"]), Row(line: 2, texts: ["x,\"y\"", "two\r\nlines"]),
      Row(line: 4, texts: ["", "5\" pipe"]),
    ]
    for chunk in 1...20 { #expect(try rows(source(text, chunk: chunk)) == expected) }
  }

  @Test func `blank lines are passed over and still counted`() throws {
    #expect(try rows("\n\na\n\n\"\"\n") == [Row(line: 3, texts: ["a"]), Row(line: 5, texts: [""])])
  }

  @Test func `a byte order mark is no part of the first heading`() throws {
    let reader = DelimitedReader(source("\u{feff}store,units\n1,2\n", chunk: 1))
    #expect(try reader.readHeader() == ["store", "units"])
  }

  @Test(arguments: [(",", Delimiter.comma), (";", .semicolon), ("\t", .tab), ("|", .pipe)])
  func `the separator is told from the first lines`(mark: String, delimiter: Delimiter) throws {
    let lines = ["store", "note", "price"].joined(separator: mark) + "\n1\(mark)\"a,b;c|d\"\(mark)3\n"
    let reader = DelimitedReader(source(lines))
    #expect(try reader.readHeader() == ["store", "note", "price"])
    #expect(reader.delimiter == delimiter)
    let decimals = DelimitedReader(source("store;price\n1;2,50\n2;3,50\n"))
    #expect(try decimals.readHeader() == ["store", "price"])
    let titled = DelimitedReader(source("Sell-out 2026\nstore|price|units\n1|2|3\n2|3|4\n"))
    #expect(try titled.next()?.count == 1)
    #expect(try titled.readHeader() == ["store", "price", "units"])
  }

  @Test func `a ragged row is told and does not stop the file`() throws {
    let found = try rows("a,b,c\n1,2\n1,2,3\n1,2,3,4\n")
    #expect(
      found.map(\.problem) == [
        nil, .fieldCount(found: 2, expected: 3), nil, .fieldCount(found: 4, expected: 3),
      ])
    let reader = DelimitedReader(source("a,b,c\n1,2\n"))
    _ = try reader.readHeader()
    try reader.forEachRecord { #expect($0[2].isEmpty && $0[99].isEmpty && $0[-1].isEmpty) }
  }

  @Test func `bytes that are not UTF-8 are told with their field`() throws {
    for bad: [UInt8] in [
      [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xf4, 0x90, 0x80, 0x80], [0x80],
    ] {
      let bytes =
        Array("a,b\nZürich,".utf8) + bad + Array("\nx,\"".utf8) + bad + Array("\"\nok,żółć €\n".utf8)
      let found = try rows(ByteSource(name: "s", bytes: bytes))
      #expect(found.map(\.problem) == [nil, .notUTF8(field: 1), .notUTF8(field: 1), nil])
      #expect(found[3].texts == ["ok", "żółć €"])
    }
  }

  @Test(arguments: [1, 2, 64]) func `Windows-1252 is read as UTF-8 when the caller says so`(chunk: Int) throws
  {
    let bytes: [UInt8] = [0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x2c, 0x80, 0x31, 0x0a, 0xe9, 0x2c, 0x93, 0x94]
    let source = ByteSource(name: "s", bytes: bytes, chunkBytes: chunk)
    let found = try rows(source, .init(delimiter: .comma, encoding: .windows1252))
    #expect(
      found == [Row(line: 1, texts: ["Müller", "€1"]), Row(line: 2, texts: ["é", "\u{201c}\u{201d}"])])
  }

  @Test func `UTF-16, workbooks and PDF are refused with a remedy`() {
    for head: [UInt8] in [[0xff, 0xfe, 0x61, 0], [0xfe, 0xff, 0, 0x61]] {
      #expect(throws: FileRefusal.wideEncoding(name: "s")) { try rows(ByteSource(name: "s", bytes: head)) }
    }
    for head: [UInt8] in [[0x50, 0x4b, 3, 4, 0, 0], [0xd0, 0xcf, 0x11, 0xe0, 0xa1], Array("%PDF-1.7".utf8)] {
      let refusal = #expect(throws: FileRefusal.self) { try rows(ByteSource(name: "s", bytes: head)) }
      #expect(refusal?.code == "file-not-text" && refusal?.message.contains("CSV UTF-8") == true)
    }
  }

  @Test(arguments: ["", "\u{feff}"]) func `an empty file is refused`(text: String) {
    #expect(throws: FileRefusal.empty(name: "sample.csv")) { try rows(text) }
  }

  @Test func `a file of blank lines has no header`() {
    #expect(throws: FileRefusal.empty(name: "sample.csv")) {
      try DelimitedReader(source("\n\r\n")).readHeader()
    }
    #expect(FileRefusal.empty(name: "x").message.contains("the file is empty"))
  }

  @Test func `a NUL byte is told with its field, quoted or not`() throws {
    let found = try rows("a,b\nx,y\0z\n\"\0\",q\n")
    #expect(found.map(\.problem) == [nil, .containsNUL(field: 1), .containsNUL(field: 0)])
  }

  @Test func `a mark never closed is told with the line where it opened`() throws {
    let found = try rows("a,b\n1,2\n\"x\ny\",\"open\n3,4\n")
    #expect(found.last == Row(line: 3, texts: ["x\ny", "open\n3,4\n"], problem: .unterminatedQuote(line: 4)))
  }

  @Test func `text behind a closing mark is told`() throws {
    let found = try rows("a,b\n\"x\"y,2\n\"x\",\"z\" \n3,4\n")
    #expect(found.map(\.problem) == [nil, .textAfterQuote(field: 0), .textAfterQuote(field: 1), nil])
  }

  @Test func `a field over the limit is refused without being collected`() throws {
    for (opening, size) in [("\"", 5_000_000), ("", 5_000_000), ("\"", 1_000), ("", 1_000)] {
      let bytes =
        Array("a,b\n1,\(opening)".utf8) + Array(repeating: 120, count: size) + Array("\(opening)\n".utf8)
      let source = ByteSource(name: "s", bytes: bytes, chunkBytes: 4096)
      var options = DelimitedReader.Options(delimiter: .comma)
      options.maximumFieldBytes = 500
      options.bufferBytes = 4096
      #expect(throws: FileRefusal.fieldTooLong(line: 2, limit: 500)) { try rows(source, options) }
      #expect(source.bytesRead < 20_000)
    }
  }

  @Test func `a row over the limits is refused`() throws {
    var options = DelimitedReader.Options(delimiter: .comma)
    options.maximumFields = 100
    #expect(throws: FileRefusal.tooManyFields(line: 1, limit: 100)) {
      try rows(source(String(repeating: "1,", count: 500)), options)
    }
    options.maximumFields = 1_000_000
    options.maximumRecordBytes = 10_000
    options.maximumFieldBytes = 5_000
    options.bufferBytes = 64
    #expect(throws: FileRefusal.recordTooLong(line: 1, limit: 10_000)) {
      try rows(source(String(repeating: "1,", count: 50_000), chunk: 64), options)
    }
  }

  @Test func `very many fields in one row are all there`() throws {
    let found = try rows((0..<5_000).map(String.init).joined(separator: ",") + "\n")
    #expect(found[0].texts == (0..<5_000).map(String.init))
  }
}
