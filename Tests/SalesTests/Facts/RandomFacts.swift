@testable import Sales

/// A generator with a seed (SplitMix64, Steele, Lea and Flood 2014), so that a failure can be repeated.
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

extension Fact {
  /// A fact with figures, written short.
  static func of(_ site: Int32, _ week: Int32, item: Int32 = 1, _ figures: [Measure: Int64] = [:]) -> Fact {
    var fact = Fact(site: site, item: item, week: week)
    for (measure, value) in figures { fact[measure] = value }
    return fact
  }
}

/// Facts of one item in order, each (site, week) at most once.
func randomFacts(
  sites: ClosedRange<Int32>, weeks: ClosedRange<Int32>, count: Int, item: Int32 = 1,
  range: ClosedRange<Int64>,
  nulls: Double, _ generator: inout Seeded
) -> [Fact] {
  var keys: Set<[Int32]> = []
  for _ in 0..<count {
    keys.insert([Int32.random(in: sites, using: &generator), Int32.random(in: weeks, using: &generator)])
  }
  return keys.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.map { key in
    var fact = Fact(site: key[0], item: item, week: key[1])
    for measure in Measure.allCases where Double.random(in: 0..<1, using: &generator) >= nulls {
      let bits = measure == .flags ? 0...7 : range
      fact[measure] = Int64.random(in: bits, using: &generator)
    }
    return fact
  }
}

/// Opens encoded bytes for the length of a closure, one view per segment.
@discardableResult
func withViews<Result>(_ segments: [[UInt8]], _ body: ([SegmentView]) throws -> Result) throws -> Result {
  let buffers = segments.map { bytes in
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + 1, alignment: 16)
    // One byte off, as a database may hand them out.
    let shifted = UnsafeMutableRawBufferPointer(rebasing: buffer[1...])
    shifted.copyBytes(from: bytes)
    return buffer
  }
  defer { for buffer in buffers { buffer.deallocate() } }
  return try body(buffers.map { try SegmentView(UnsafeRawBufferPointer(rebasing: $0[1...])) })
}
