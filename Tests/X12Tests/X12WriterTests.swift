import Files
import Kernel
import Testing
import X12

struct X12WriterTests {
  private func written(
    _ options: X12Writer.Options = .init(), _ body: (X12Writer) throws -> Void
  ) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let sink = ByteSink { bytes.append(contentsOf: $0) }
    let writer = X12Writer(sink, options: options)
    try writer.interchange(
      from: X12Address(id: "PARTNER"), to: X12Address(qualifier: "01", id: "MAINSTAY"), control: 42,
      on: Day("2026-03-14")!, at: "0905"
    ) { try body(writer) }
    try sink.finish()
    return bytes
  }

  private func twoSets(_ writer: X12Writer) throws {
    for type in ["PD", "PT"] {
      try writer.group(type, from: "PARTNER", to: "MAINSTAY", on: Day("2026-03-14")!) {
        for _ in 0..<2 {
          try writer.set("852") { try writer.segment("XQ", "H", "20260301", "", "") }
        }
      }
    }
  }

  @Test func `what is written is read back without a word`() throws {
    for version in ["00401", "00501"] {
      var options = X12Writer.Options()
      options.version = version
      let reader = Interchange.reader(try written(options, twoSets))
      let segments = try Interchange.segments(reader)
      #expect(segments.count == 2 + 2 * (2 + 2 * 3))
      #expect(reader.warnings.isEmpty)
      #expect(segments[1][8] == version + "0")
      #expect(segments[3].elements == ["H", "20260301"])
    }
  }

  @Test func `ISA has its 106 bytes, whatever the names`() throws {
    let bytes = try written { _ in }
    #expect(bytes[105] == 126)
    #expect(bytes[106] == 10)
    #expect(String(decoding: bytes[0..<106], as: UTF8.self).hasPrefix("ISA*00*          *00*"))
  }

  @Test func `a mark inside an element is refused`() throws {
    #expect(
      throws: X12Refusal.element(
        segment: 2, tag: "N1", element: 2, found: "A~B",
        reason: "it holds ~, which X12 can't carry inside an element. Take it out.")
    ) {
      try written { writer in
        try writer.group("PD", from: "A", to: "B", on: Day("2026-03-14")!) {
          try writer.set("852") { try writer.segment("N1", "ST", "A~B") }
        }
      }
    }
  }
}
