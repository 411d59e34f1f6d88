import Files
import Foundation
import Testing

struct JSONLinesTests {
  private func read(_ text: String, chunk: Int = 1 << 16, headerBytes: Int = 1 << 20) throws -> (
    header: [String], rows: [Row]
  ) {
    var options = JSONLinesReader.Options()
    options.headerBytes = headerBytes
    let reader = JSONLinesReader(source(text, chunk: chunk), options: options)
    let header = try reader.readHeader()
    var rows: [Row] = []
    while let record = try reader.next() {
      rows.append(Row(line: record.line, texts: record.texts, problem: record.problem))
    }
    return (header, rows)
  }

  @Test func `keys of the first lines are the columns, in the order of their first appearance`() throws {
    let (header, rows) = try read(
      #"{"week":"2026-W11","store":{"code":7,"place":{"city":"Köln"}}}"# + "\n\n"
        + #"{"units":12.50,"week":null,"store":{"code":"8"}}"# + "\r\n")
    #expect(header == ["week", "store.code", "store.place.city", "units"])
    #expect(rows.map(\.texts) == [["2026-W11", "7", "Köln", ""], ["", "8", "", "12.50"]])
    #expect(rows.map(\.line) == [1, 3])
    #expect(rows.allSatisfy { $0.problem == nil })
  }

  @Test func `numbers stay as written and texts lose their escapes`() throws {
    let (_, rows) = try read(
      #"{"a":0.10,"b":-1.5E+3,"c":12345678901234567890,"d":"\u00e9\ud83d\ude00\n\"\/","e":[1,"x]"],"f":true}"#
    )
    #expect(
      rows.first?.texts
        == ["0.10", "-1.5E+3", "12345678901234567890", "é😀\n\"/", #"[1,"x]"]"#, "true"])
  }

  @Test func `a key that comes up later names itself, and the row is not lost in silence`() throws {
    let first = #"{"units":1}"# + "\n"
    let (header, rows) = try read(
      first + #"{"units":2,"price":null}"# + "\n" + #"{"units":3,"price":9}"#, headerBytes: first.utf8.count)
    #expect(header == ["units"])
    #expect(rows.map(\.problem) == [nil, nil, .unknownKey(name: "price")])
    #expect(RowProblem.unknownKey(name: "price").message.contains("price"))
  }

  @Test(arguments: [
    "not json", "{\"a\":}", "{\"a\":1", "{\"a\":1}{", "{\"a\" 1}", "{\"a\":01}", "{\"a\":\"\\x\"}", "[1]",
    "{\"a\":\"\\ud800\"}", "{\"a\":[1}", "{a:1}", "{\"a\":+1}", "{\"a\":\"tab\there\"}", "{\"a\":nul}",
  ])
  func `a line that is no object is a problem of that row alone`(_ bad: String) throws {
    let (_, rows) = try read("{\"a\":1}\n\(bad)\n{\"a\":2}\n")
    #expect(rows.count == 3)
    guard case .badJSON = rows[1].problem else {
      Issue.record("\(bad) passed")
      return
    }
    #expect(rows[0].problem == nil && rows[2].problem == nil)
    #expect(rows[2].texts == ["2"])
  }

  @Test func `numbers take the decimal mark of the texts beside them`() throws {
    try inScratch { folder in
      let path = folder + "/rows.jsonl"
      try Data(#"{"units":12.5,"price":"1.234,50","day":"2026.03"}"#.utf8).write(
        to: URL(fileURLWithPath: path))
      let rows = try RowSource.open(path: path, options: .init(numbers: .european))
      let texts = try rows.next()?.texts
      #expect(texts == ["12,5", "1.234,50", "2026.03"])
    }
  }

  @Test func `a key that stands twice is told`() throws {
    #expect(try read(#"{"a":1,"a":2}"#).rows.first?.problem == .repeatedKey(name: "a"))
  }

  @Test func `the size of the pieces read makes no difference`() throws {
    var text = ""
    for number in 0..<300 {
      text += #"{"store":"S\#(number)","units":\#(number * 7 % 13),"é":"\u00fc"}"# + "\n"
    }
    let whole = try read(text)
    for chunk in [1, 7, 64] {
      let pieces = try read(text, chunk: chunk, headerBytes: 256)
      #expect(pieces.header == whole.header)
      #expect(pieces.rows == whole.rows)
    }
  }

  @Test func `a file without any object is refused`() {
    #expect(throws: FileRefusal.noObjects(name: "sample.csv")) { try self.read("\n{}\n[1,2]\n") }
  }

  @Test func `a line without end is refused before it takes the memory`() {
    var options = JSONLinesReader.Options()
    options.maximumLineBytes = 1000
    options.headerBytes = 100
    let reader = JSONLinesReader(source("{\"a\":\"" + String(repeating: "x", count: 5000)), options: options)
    #expect(throws: FileRefusal.recordTooLong(line: 1, limit: 1000)) { try reader.readHeader() }
  }

  @Test func `objects nested without end are a problem of the row`() throws {
    let deep = String(repeating: "{\"a\":", count: 100_000)
    let (_, rows) = try read("{\"a\":1}\n\(deep)\n")
    guard case .badJSON = rows[1].problem else {
      Issue.record("nested objects passed")
      return
    }
  }
}
