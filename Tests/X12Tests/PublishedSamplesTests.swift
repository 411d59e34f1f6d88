import Files
import Foundation
import Testing
import X12

/// Published 850, 810 and 832 samples, which stand beside the clone where they may be had. They are as bad as real ones:
/// no padding in ISA, byte-order marks, blanks before segments, and envelopes that do not add up.
struct PublishedSamplesTests {
  static let folder = ProcessInfo.processInfo.environment["MAINSTAY_DATA"] ?? "../shared/data"
  static let isThere = FileManager.default.fileExists(atPath: folder + "/edi_x12")
  static let names = ["x12.810a", "x12.810b", "x12.832", "x12.850", "x12.850a"]

  private static func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/edi_x12/\(name).edi", encoding: .utf8)
  }

  @Test(.enabled(if: isThere, "the published EDI samples are not here"), arguments: names)
  func `every sample parses, and says what is wrong with it`(name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(Self.folder)/edi_x12/\(name).edi")))
    let reader = Interchange.reader(bytes, .lenient)
    let segments = try Interchange.segments(reader)
    #expect(segments.count == bytes.count { $0 == 126 })
    #expect(segments.first?.tag == "ISA" && segments.last?.tag == "IEA")
    #expect(segments.filter { $0.tag == "ST" }.map { $0[1] } == [String(name.dropFirst(4).prefix(3))])
    let broken = reader.warnings.compactMap { if case .envelope(let words) = $0.kind { words } else { nil } }
    switch name {
    case "x12.832": #expect(broken == ["SE01 says “17” segments in its set, and there are 12"])
    case "x12.850", "x12.850a":
      #expect(broken.last?.hasPrefix("IEA02 carries the control number “000000001”, its ISA13") == true)
    default: #expect(broken.isEmpty)
    }
    #expect(reader.warnings.map(\.kind).prefix(2) == [.byteOrderMark, .isaWidth])
  }

  @Test(.enabled(if: isThere, "the published EDI samples are not here"))
  func `figures of a sample are read exactly`() throws {
    let segments = try Interchange.segments(Interchange.reader(try Self.text("x12.810a"), .lenient))
    let lines = try segments.filter { $0.tag == "IT1" }.map {
      try $0.number(2, scale: 2) * $0.number(4, scale: 2)
    }
    #expect(lines.reduce(0, +) == 359_9600)
    let total = try #require(segments.first { $0.tag == "TDS" })
    #expect(X12Number.implied(total[1], decimals: 2, scale: 2) == 36_596)
  }

  /// What is done to a sample, and what it must then be refused with.
  static let breaks: [(old: String, new: String, code: String)] = [
    ("ISA*", "IXA*", "x12-missing-isa"), ("SE*64*", "SE*65*", "x12-count"), ("GE*1*", "GE*2*", "x12-count"),
    ("IEA*1*", "IEA*3*", "x12-count"), ("SE*64*0001", "SE*64*0002", "x12-control-number"),
    ("GE*1*1", "GE*1*2", "x12-control-number"), ("IEA*1*000000001", "IEA*1*000000002", "x12-control-number"),
    ("CTT*2~", "CTT*2~XYZ*1~", "x12-count"), ("SE*64*0001~", "", "x12-misplaced"),
    ("GE*1*1~", "", "x12-misplaced"), ("IEA*1*000000001~", "", "x12-truncated"),
    ("ST*810*0001~", "", "x12-misplaced"), ("*T*>~", "*T*~~", "x12-bad-isa"),
    ("TDS*36596~", "TDS*36596", "x12-count"),
  ]

  @Test(.enabled(if: isThere, "the published EDI samples are not here"), arguments: breaks.indices)
  func `a sample that was broken is refused with segment and reason`(place: Int) throws {
    let (old, new, code) = Self.breaks[place]
    let text = try Self.text("x12.810a")
    #expect(try Interchange.refusal(text) == nil)
    let broken = text.replacing(old, with: new)
    #expect(broken != text)
    let found = try #require(try Interchange.refusal(broken))
    #expect(found.code == code)
    #expect(found.segment >= 1)
    #expect(found.message.hasPrefix("Segment \(found.segment): "))
  }

  @Test(.enabled(if: isThere, "the published EDI samples are not here"), arguments: names)
  func `a sample reads the same with any terminator`(name: String) throws {
    let text = try Self.text(name).replacing("\r", with: "").replacing("\n", with: "")
    let expected = try Interchange.segments(Interchange.reader(text, .lenient)).map(\.elements).dropFirst()
    for terminator in ["\n", "\r\n", "~\n", "\u{1d}"] {
      let other = text.replacing("~", with: terminator)
      let found = try Interchange.segments(Interchange.reader(other, .lenient)).map(\.elements).dropFirst()
      #expect(found == expected)
    }
  }
}
