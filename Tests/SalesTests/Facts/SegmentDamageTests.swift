import Testing

@testable import Sales

@Suite struct SegmentDamageTests {
  private func sample(_ seed: UInt64) throws -> [UInt8] {
    var generator = Seeded(seed)
    return try Segment.encode(
      randomFacts(
        sites: 1...40, weeks: 2_000...2_051, count: 400, range: -900...80_000, nulls: 0.1, &generator))
  }

  private func opens(_ bytes: [UInt8], _ trust: SegmentView.Trust = .unchecked) -> Bool {
    bytes.withUnsafeBytes { (try? SegmentView($0, trust)) != nil }
  }

  @Test func `any flipped bit is noticed`() throws {
    var bytes = try sample(1)
    var generator = Seeded(2)
    for _ in 0..<3_000 {
      let place = Int.random(in: bytes.indices, using: &generator)
      let bit: UInt8 = 1 << UInt8.random(in: 0..<8, using: &generator)
      bytes[place] ^= bit
      #expect(!opens(bytes), "byte \(place), bit \(bit)")
      bytes[place] ^= bit
    }
    #expect(opens(bytes))
  }

  @Test func `any truncation or addition is noticed`() throws {
    let bytes = try sample(3)
    for length in 0..<bytes.count { #expect(!opens(Array(bytes[..<length])), "\(length) bytes") }
    #expect(!opens(bytes + [0]))
    #expect(!opens(bytes + bytes))
  }

  /// Even bytes that are wrong but carry a right checksum must not lead a reader outside the segment.
  @Test func `a forged segment is refused or read within its bytes`() throws {
    let original = try sample(4)
    var generator = Seeded(5)
    var opened = 0
    for _ in 0..<3_000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let head = Bool.random(using: &generator) ? 300 : bytes.count
        bytes[Int.random(in: 0..<head, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      bytes.withUnsafeMutableBytes { Segment.seal($0) }
      try bytes.withUnsafeBytes { raw in
        guard let view = try? SegmentView(raw) else { return }
        opened += 1
        _ = view.factColumns()
        var scan = SegmentScan([.total(.units), .flagged(.value, .any)], by: [.site, .week])
        scan.weeks = 2_010...2_030
        do {
          _ = try scan.run([.init(item: 1, batch: 1, view: view)])
        } catch let fault as SegmentFault {
          switch fault {
          case .overflow, .tooManyGroups: break
          default: Issue.record("\(fault)")
          }
        }
      }
    }
    #expect(opened > 100)
  }

  @Test func `other files and later versions are named as such`() throws {
    var bytes = try sample(6)
    bytes[4] = 9
    _ = bytes.withUnsafeBytes { raw in
      #expect(throws: SegmentFault.unknownVersion(9)) { _ = try SegmentView(raw) }
    }
    _ = Array("SQLite format 3, and a good many bytes more of it.".utf8).withUnsafeBytes { raw in
      #expect(throws: SegmentFault.notASegment) { _ = try SegmentView(raw) }
    }
  }
}
