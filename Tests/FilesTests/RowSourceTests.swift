import Files
import Foundation
import Testing

struct RowSourceTests {
  private func rows(_ bytes: [UInt8], in folder: String) throws -> [[String]] {
    let path = folder + "/rows"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let rows = try RowSource.open(path: path)
    var all = [try rows.readHeader()]
    try rows.forEachRecord { all.append($0.texts) }
    #expect(rows.bytesRead == rows.totalBytes)
    #expect(rows.expectedFields == 2)
    #expect(rows.name == "rows")
    return all
  }

  @Test(arguments: [
    "store,units\n1,2\n", "\u{feff}store\tunits\r\n1\t2", #"{"store":1,"units":2}"#,
    "\u{feff}\n" + #" { "store" : "1", "units":2}"# + "\n",
  ])
  func `a file is read alike whatever kind of text it is, plain or gzip`(_ text: String) throws {
    try inScratch { folder in
      let plain = try rows(Array(text.utf8), in: folder)
      #expect(plain == [["store", "units"], ["1", "2"]])
      let packed = try rows(try gzip(Array(text.utf8)), in: folder)
      #expect(packed == plain)
    }
  }

  @Test func `a header in braces is still delimited text`() throws {
    try inScratch { folder in
      let all = try rows(Array("{store},units\n1,2\n".utf8), in: folder)
      #expect(all == [["{store}", "units"], ["1", "2"]])
    }
  }

  @Test(arguments: [#"[{"store":1,"units":2}]"#, "[\n  {\n \"store\": 1\n}]"])
  func `a list of objects is refused with what to write instead`(_ text: String) throws {
    try inScratch { folder in
      _ = #expect(throws: FileRefusal.noObjects(name: "rows")) { try rows(Array(text.utf8), in: folder) }
    }
  }

  @Test func `an empty file is refused`() throws {
    try inScratch { folder in
      _ = #expect(throws: FileRefusal.empty(name: "rows")) { try rows([], in: folder) }
    }
  }
}
