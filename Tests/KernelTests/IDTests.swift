import Foundation
import Testing

@testable import Kernel

@Suite struct IDTests {
  private enum Sample {}

  @Test func `identifiers made later sort later and carry version 7 and its variant`() {
    var generator = SeededGenerator(seed: 7)
    var previous: ID<Sample>?
    for step in 0..<5_000 {
      let id = ID<Sample>(
        at: Date(timeIntervalSince1970: 1_700_000_000 + Double(step) / 1000), using: &generator)
      let bytes = Array(id.text.utf8)
      #expect(bytes.count == 36 && bytes[14] == UInt8(ascii: "7"))
      #expect([UInt8]("89ab".utf8).contains(bytes[19]))
      #expect(ID<Sample>(id.text) == id)
      if let previous { #expect(previous < id) }
      previous = id
    }
  }

  @Test func `the first 48 bits are the milliseconds of its making`() {
    var generator = SeededGenerator(seed: 1)
    for milliseconds in [0, 1, 1_001, 1_767_225_600_123, 1_800_000_000_007] {
      let id = ID<Sample>(at: Date(timeIntervalSince1970: Double(milliseconds) / 1000), using: &generator)
      #expect(Int(id.text.filter { $0 != "-" }.prefix(12), radix: 16) == milliseconds)
    }
  }

  @Test(arguments: [-1e12, 1e30, Double.infinity, -Double.infinity, Double.nan])
  func `a wild clock makes an identifier all the same`(seconds: Double) {
    var generator = SeededGenerator(seed: 1)
    let id = ID<Sample>(at: Date(timeIntervalSince1970: seconds), using: &generator)
    #expect(ID<Sample>(id.text) == id)
  }

  @Test func `ten thousand made for one moment sort as they were made`() {
    let moment = Date(timeIntervalSince1970: 1_767_225_600)
    let made = (0..<10_000).map { _ in ID<Sample>.new(at: moment) }
    #expect(made == made.sorted() && Set(made).count == made.count)
  }

  @Test func `the same seed and moment give the same identifier`() {
    var one = SeededGenerator(seed: 42), two = SeededGenerator(seed: 42)
    let moment = Date(timeIntervalSince1970: 1_767_225_600)
    #expect(ID<Sample>(at: moment, using: &one) == ID<Sample>(at: moment, using: &two))
    #expect(ID<Sample>.new() != ID<Sample>.new())
  }

  @Test func `upper case is folded, anything but a UUID is refused`() {
    #expect(
      ID<Sample>("0190F3A4-7B2C-7DEF-8123-456789ABCDEF")?.text == "0190f3a4-7b2c-7def-8123-456789abcdef")
    for text in [
      "", "0190f3a47b2c7def8123456789abcdef", "0190f3a4-7b2c-7def-8123-456789abcdeg",
      "0190f3a4-7b2c-7def-8123-456789abcdef0", "0190f3a4_7b2c_7def_8123_456789abcdef",
      "{0190f3a4-7b2c-7def-8123-456789abcd",
      "0190f3a4-7b2c-7def-8123-456789abcdé",
    ] {
      #expect(ID<Sample>(text) == nil, "\(text)")
    }
  }

  @Test func `an identifier is a bare string in JSON`() throws {
    let id = ID<Sample>("0190f3a4-7b2c-7def-8123-456789abcdef")!
    let json = try JSONEncoder().encode([id])
    #expect(String(decoding: json, as: UTF8.self) == #"["0190f3a4-7b2c-7def-8123-456789abcdef"]"#)
    #expect(try JSONDecoder().decode([ID<Sample>].self, from: json) == [id])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([ID<Sample>].self, from: Data(#"["x"]"#.utf8))
    }
  }
}
