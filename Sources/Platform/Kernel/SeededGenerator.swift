/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014): the same seed
/// gives the same numbers on every machine. For the demo and for tests, never for secrets.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// An independent series for one part of a larger whole, so that changing one part leaves the others alone.
  package init(seed: UInt64, stream: UInt64) {
    var seeds = SeededGenerator(seed: seed)
    let base = seeds.next()
    var streams = SeededGenerator(seed: stream ^ base)
    state = streams.next()
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// A whole number of the range. Unlike `Int.random` its result is fixed by this file, not by the toolchain.
  /// The bias of a range this side of 2^40 is below one in ten million.
  package mutating func int(in range: ClosedRange<Int>) -> Int {
    let width = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound)) &+ 1
    if width == 0 { return Int(truncatingIfNeeded: next()) }
    return range.lowerBound &+ Int(truncatingIfNeeded: next().multipliedFullWidth(by: width).high)
  }
}
