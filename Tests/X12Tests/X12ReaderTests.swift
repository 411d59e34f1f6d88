import Files
import Kernel
import Testing
import X12

struct X12ReaderTests {
  @Test func `segments are numbered in the file and in their set`() throws {
    let reader = Interchange.reader(Interchange.whole)
    let segments = try Interchange.segments(reader)
    #expect(segments.map(\.tag) == ["ISA", "GS", "ST", "XQ", "LIN", "ZA", "SE", "GE", "IEA"])
    #expect(segments.map(\.number) == Array(1...9))
    #expect(segments.map(\.position) == [0, 0, 1, 2, 3, 4, 5, 0, 0])
    #expect(segments[4][3] == "012345678905")
    #expect(segments[4][1].isEmpty)
    #expect(segments[4][9].isEmpty)
    #expect(reader.warnings.isEmpty)
  }

  @Test func `the envelopes around a segment are known while it is read`() throws {
    let reader = Interchange.reader(Interchange.whole)
    while let segment = try reader.next(), segment.tag != "ZA" {}
    #expect(reader.interchange?.sender == "PARTNER")
    #expect(reader.interchange?.day?.description == "2026-03-14")
    #expect(reader.group?.code == "PD")
    #expect(reader.set?.type == "852")
    #expect(reader.set?.firstSegment == 3)
    while try reader.next() != nil {}
    #expect(reader.interchange == nil)
  }

  @Test(arguments: ["~\n", "~\r\n", "~", "\n", "\r\n", "\r", "'", "\u{1c}"])
  func `any terminator is read, with or without line ends behind it`(terminator: String) throws {
    let text = Interchange.whole.replacing("~", with: terminator)
    let reader = Interchange.reader(text)
    #expect(try Interchange.segments(reader).count == 9)
    #expect(reader.warnings.isEmpty)
  }

  @Test(arguments: [1, 2, 3, 7, 50, 107])
  func `the size of the pieces that the disk gives does not matter`(chunk: Int) throws {
    let reader = Interchange.reader(Interchange.whole, chunk: chunk)
    #expect(
      try Interchange.segments(reader) == Interchange.segments(Interchange.reader(Interchange.whole)))
  }

  @Test func `other marks come from ISA, with components and repetition`() throws {
    let text = Interchange.whole.replacing("U*00401", with: "^*00501").replacing("*", with: "|").replacing(
      "P|>", with: "P|:"
    ).replacing("QS|5|EA", with: "QS|5|EA:2")
    let reader = Interchange.reader(text)
    let segments = try Interchange.segments(reader)
    #expect(reader.delimiters == X12Delimiters(element: 124, component: 58, terminator: 126, repetition: 94))
    #expect(segments[5][3, 1] == "EA")
    #expect(segments[5][3, 2] == "2")
    #expect(segments[5][3, 3].isEmpty)
  }

  @Test func `a file may hold several interchanges, groups and sets, with marks of their own`() throws {
    let sets =
      Interchange.body + Interchange.body.replacing("0001", with: "0002") + "GE*2*7~"
      + Interchange.gs.replacing("*7*", with: "*8*") + Interchange.body + "GE*1*8~IEA*2*000000042~"
    let second = Interchange.whole.replacing("000000042", with: "000000043").replacing("*", with: "+")
    let reader = Interchange.reader(Interchange.isa + Interchange.gs + sets + "\n" + second)
    var types: [String] = [], controls: [String] = []
    while let segment = try reader.next() {
      if segment.tag == "ST" { types.append(reader.set?.type ?? "") }
      if segment.tag == "ISA" { controls.append(reader.interchange?.control ?? "") }
    }
    #expect(types == ["852", "852", "852", "852"])
    #expect(controls == ["000000042", "000000043"])
    #expect(reader.warnings.isEmpty)
  }

  @Test func `segments that nobody knows are kept`() throws {
    let text = Interchange.whole.replacing("ZA*QS", with: "QQ9*what*ever~ZA*QS").replacing(
      "SE*5", with: "SE*6")
    let segments = try Interchange.segments(Interchange.reader(text))
    #expect(segments[5].tag == "QQ9")
    #expect(segments[5].elements == ["what", "ever"])
  }

  @Test func `what can be read all the same is listed`() throws {
    let trimmed = Interchange.isa.replacing("          ", with: " ").replacing("0*P*", with: "0*T*")
    let text = "\u{feff}" + trimmed + "\n  " + Interchange.gs + Interchange.body + "GE*1*7~IEA*1*000000042"
    let reader = Interchange.reader(text)
    #expect(try Interchange.segments(reader).count == 9)
    #expect(
      reader.warnings.map(\.kind) == [
        .byteOrderMark, .isaWidth, .testData, .blanksBeforeSegment, .lastTerminatorMissing,
      ])
    #expect(reader.warnings.last?.message == "The last segment has no terminator (segment 9).")
  }

  @Test func `a file wrapped at a width, and bytes that are no UTF-8, are read and told`() throws {
    let wrapped = Interchange.whole.replacing("20260301", with: "2026\r\n0301")
    let reader = Interchange.reader(wrapped)
    #expect(try Interchange.segments(reader)[3][2] == "20260301")
    #expect(reader.warnings.map(\.kind) == [.lineEndInside])
    var bytes = Array(Interchange.whole.utf8)
    let place = try #require(Interchange.whole.utf8.firstRange(of: "012345678905".utf8)?.lowerBound)
    bytes[Interchange.whole.utf8.distance(from: Interchange.whole.utf8.startIndex, to: place)] = 0xe9
    let latin = Interchange.reader(bytes)
    #expect(try Interchange.segments(latin)[4][3] == "é12345678905")
    #expect(latin.warnings.map(\.kind) == [.notUTF8])
  }

  @Test func `a set that repeats its group's control number is told`() throws {
    let twice = Interchange.isa + Interchange.gs + Interchange.body + Interchange.body
    let reader = Interchange.reader(twice + "GE*2*7~IEA*1*000000042~")
    _ = try Interchange.segments(reader)
    #expect(reader.warnings.map(\.kind) == [.repeatedSet])
    #expect(reader.warnings.first?.segment == 8)
  }

  @Test func `a long file of short segments stays under the limit of one segment`() throws {
    let body = String(repeating: "ZA*QS*5*EA~", count: 20_000)
    let text = Interchange.isa + Interchange.gs + "ST*852*0001~" + body + "SE*20002*0001~" + Interchange.end
    let reader = Interchange.reader(text, longest: 200)
    var count = 0
    while try reader.next() != nil { count += 1 }
    #expect(count == 20_006)
  }
}
