import Files
import Foundation
import Kernel
import Testing
import X12

struct X12RefusalTests {
  private func refusal(_ old: String, _ new: String) throws -> X12Refusal? {
    let text = Interchange.whole.replacing(old, with: new)
    #expect(text != Interchange.whole)
    return try Interchange.refusal(text)
  }

  @Test func `a file without ISA is refused at its first segment`() throws {
    let found = try Interchange.refusal(Interchange.gs + Interchange.body + Interchange.end)
    #expect(found == .missingISA(segment: 1, found: "GS*PD*PARTNER*MAINST"))
    #expect(found?.message.hasPrefix("Segment 1: “GS*PD*PARTNER*MAINST” stands where") == true)
  }

  @Test func `an ISA that lacks elements, or marks that are letters, are refused`() throws {
    guard case .badISA(1, let none)? = try Interchange.refusal(Interchange.whole.replacing(">~G", with: ">G"))
    else {
      Issue.record("a missing terminator was not seen")
      return
    }
    #expect(none == "no segment terminator follows ISA16, but “G”")
    guard case .badISA(1, let same)? = try refusal("P*>~", "P*~~") else {
      Issue.record("equal marks were not seen")
      return
    }
    #expect(same == "its marks (* ~ ~) are not all different")
    #expect(
      try Interchange.refusal("ISA*00*")
        == .badISA(
          segment: 1, reason: "it has 2 of the 16 elements before the file goes on"))
  }

  @Test func `wrong counts are refused by segment with both figures`() throws {
    #expect(
      try refusal("SE*5", "SE*6")
        == .count(segment: 7, tag: "SE01", of: "segments in its set", found: "6", expected: 5))
    #expect(
      try refusal("GE*1", "GE*2")
        == .count(segment: 8, tag: "GE01", of: "sets in its group", found: "2", expected: 1))
    #expect(
      try refusal("IEA*1", "IEA*x")
        == .count(segment: 9, tag: "IEA01", of: "groups in its interchange", found: "x", expected: 1))
    #expect(
      try refusal("SE*5", "SE*6")?.message
        == "Segment 7: SE01 says “6” segments in its set, and there are 5. Something was lost or added on the way: "
        + "ask for the file again.")
  }

  @Test func `control numbers that differ are refused by segment`() throws {
    #expect(
      try refusal("SE*5*0001", "SE*5*0002")
        == .controlNumber(segment: 7, tag: "SE02", found: "0002", opener: "ST02", expected: "0001"))
    #expect(
      try refusal("GE*1*7", "GE*1*9")
        == .controlNumber(segment: 8, tag: "GE02", found: "9", opener: "GS06", expected: "7"))
    #expect(
      try refusal("IEA*1*000000042", "IEA*1*000000041")
        == .controlNumber(
          segment: 9, tag: "IEA02", found: "000000041", opener: "ISA13", expected: "000000042"))
  }

  @Test func `leading zeros of a control number mean nothing`() throws {
    let reader = Interchange.reader(
      Interchange.whole.replacing("IEA*1*000000042", with: "IEA*1*42").replacing("SE*5*0001", with: "SE*5*1"))
    _ = try Interchange.segments(reader)
    #expect(reader.warnings.map(\.kind) == [.paddedControlNumber])
  }

  @Test(arguments: [
    (Interchange.isa, "IEA of the interchange 000000042", 1), (Interchange.gs, "GE of the group 7", 2),
    ("ZA*QS*5*EA~", "SE of the set 0001", 6), ("SE*5*0001~", "GE of the group 7", 7),
    ("GE*1*7~", "IEA of the interchange 000000042", 8),
  ])
  func `a file cut behind a segment says what is missing`(last: String, awaited: String, segment: Int) throws
  {
    let end = try #require(Interchange.whole.range(of: last)?.upperBound)
    #expect(
      try Interchange.refusal(String(Interchange.whole[..<end]))
        == .truncated(segment: segment, awaited: awaited))
  }

  @Test func `a file cut within a segment, and one whose terminators were changed, are refused`() throws {
    let end = try #require(Interchange.whole.range(of: "ZA*QS*5")?.upperBound)
    #expect(
      try Interchange.refusal(String(Interchange.whole[..<end]))
        == .notTerminated(segment: 6, tag: "ZA", terminator: "~"))
    let changed =
      Interchange.isa + (Interchange.gs + Interchange.body + Interchange.end).replacing("~", with: "\n")
    #expect(try Interchange.refusal(changed) == .notTerminated(segment: 2, tag: "GS", terminator: "~"))
  }

  @Test func `envelopes that are left out or cross each other are refused`() throws {
    #expect(try refusal(Interchange.gs, "")?.message.contains("ST stands outside of a group") == true)
    #expect(
      try refusal("SE*5*0001~", "")?.message.hasPrefix("Segment 7: GE comes before SE of the set") == true)
    #expect(try refusal("GE*1*7~", "")?.message.hasPrefix("Segment 8: IEA comes before GE") == true)
    #expect(
      try refusal("ST*852*0001~", "")?.message.contains("XQ stands outside of a transaction set") == true)
    #expect(try refusal("SE*5*0001~", "SE*5*0001~SE*1*0001~")?.message.contains("without its ST") == true)
    #expect(try refusal("XQ*H", "ST*852*0002~XQ*H")?.message.contains("ST begins before SE") == true)
  }

  @Test func `the same interchange twice in a file is refused`() throws {
    let found = try Interchange.refusal(Interchange.whole + Interchange.whole)
    #expect(found == .repeated(segment: 10, control: "000000042", sender: "PARTNER"))
  }

  @Test func `text behind the last interchange is refused, control bytes are told`() throws {
    #expect(try Interchange.refusal(Interchange.whole + "hello") == .missingISA(segment: 10, found: "hello"))
    let reader = Interchange.reader(Interchange.whole + "\r\n\u{1a}")
    _ = try Interchange.segments(reader)
    #expect(reader.warnings.map(\.kind) == [.bytesBehindEnd])
  }

  @Test func `a segment beyond the limit is refused without being held`() throws {
    let huge = Interchange.whole.replacing("QS*5", with: "QS*" + String(repeating: "5", count: 500_000))
    #expect(
      try Interchange.refusal(huge, longest: 100_000) == .segmentTooLong(segment: 6, limit: 100_000))
  }

  @Test func `a segment of 200 megabytes is refused after its first one`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "segment-\(UUID().uuidString).edi"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let head = Interchange.isa + Interchange.gs + "ST*852*0001~ZA*QS*"
    try Data(head.utf8).write(to: URL(filePath: path))
    // What lies behind the text is a hole of zeros: it takes no room on the disk.
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    try file.truncate(atOffset: 200 << 20)
    try file.close()
    let reader = X12Reader(try ByteSource(path: path))
    #expect(throws: X12Refusal.segmentTooLong(segment: 4, limit: 1 << 20)) {
      try Interchange.segments(reader)
    }
    #expect(reader.source.bytesRead < 4 << 20)
  }

  @Test func `an empty file and UTF-16 are refused as files`() throws {
    #expect(throws: FileRefusal.empty(name: "sales.edi")) {
      try Interchange.segments(Interchange.reader(""))
    }
    #expect(throws: FileRefusal.empty(name: "sales.edi")) {
      try Interchange.segments(Interchange.reader(" \r\n"))
    }
    #expect(throws: FileRefusal.wideEncoding(name: "sales.edi")) {
      try Interchange.segments(Interchange.reader([0xff, 0xfe, 73, 0, 83, 0]))
    }
  }

  @Test func `no file of random damage gets past unread`() throws {
    var generator = SeededGenerator(seed: 20_260_314)
    let bytes = Array(Interchange.whole.utf8)
    for _ in 0..<300 {
      var damaged = bytes
      for _ in 0..<3 {
        damaged[Int.random(in: 0..<damaged.count, using: &generator)] = UInt8.random(in: 0...255)
      }
      let reader = Interchange.reader(Array(damaged.prefix(Int.random(in: 1...damaged.count))))
      do { _ = try Interchange.segments(reader) } catch is X12Refusal {} catch is FileRefusal {}
    }
  }
}
