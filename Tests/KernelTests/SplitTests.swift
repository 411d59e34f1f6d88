import Testing

@testable import Kernel

@Suite struct SplitTests {
  private func usd(_ minor: Int64) -> Money { Money(minor: minor, currency: .usd) }

  @Test func `leftover cents go to the first of equal parts`() {
    #expect(usd(100).split(into: 3).map(\.minor) == [34, 33, 33])
    #expect(usd(-100).split(into: 3).map(\.minor) == [-34, -33, -33])
    #expect(usd(2).split(into: 4).map(\.minor) == [1, 1, 0, 0])
    #expect(usd(.min).split(into: 1).map(\.minor) == [.min])
  }

  @Test func `leftover cents go to the largest remainders`() {
    #expect(usd(100).split(over: [1, 2, 3]).map(\.minor) == [17, 33, 50])
    #expect(usd(10).split(over: [1, 1, 1]).map(\.minor) == [4, 3, 3])
    #expect(usd(-10).split(over: [1, 1, 1]).map(\.minor) == [-4, -3, -3])
    #expect(usd(5).split(over: [3, 3, 4]).map(\.minor) == [2, 1, 2])
  }

  @Test func `a weight of zero receives nothing unless all are zero`() {
    #expect(usd(101).split(over: [0, 1, 0, 1]).map(\.minor) == [0, 51, 0, 50])
    #expect(usd(7).split(over: [0, 0, 0]).map(\.minor) == [3, 2, 2])
    #expect(usd(0).split(over: [5, 0]).map(\.minor) == [0, 0])
  }

  @Test func `weights whose sum is beyond 64 bits still split exactly`() {
    #expect(usd(.max).split(over: [.max, .max, .max]).map(\.minor).allSatisfy { abs($0 - .max / 3) <= 1 })
    #expect(usd(.min).split(over: [.max, .max]).map(\.minor) == [.min / 2, .min / 2])
    #expect(usd(.min).split(over: [.max, 0]).map(\.minor) == [.min, 0])
    #expect(usd(.min).split(over: [0, 1]).map(\.minor) == [0, .min])
  }

  @Test func `parts always sum to the whole, keep its sign and lie within a cent of their share`() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<4_000 {
      let minor = Int64(truncatingIfNeeded: generator.next()) >> Int64(generator.int(in: 0...63))
      let weights = (0..<generator.int(in: 1...20)).map { _ in
        generator.int(in: 0...3) == 0 ? 0 : Int64(generator.next() >> UInt64(generator.int(in: 1...63)))
      }
      let parts = usd(minor).split(over: weights)
      #expect(parts.count == weights.count)
      #expect(parts.reduce(Int128(0)) { $0 + Int128($1.minor) } == Int128(minor))
      #expect(parts.allSatisfy { $0.minor == 0 || $0.minor.signum() == minor.signum() })
      let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
      guard total > 0 else { continue }
      for (part, weight) in zip(parts, weights) {
        // |part - minor * weight / total| < 1, without a fraction or a product beyond 128 bits.
        let floor = Int128(minor) * Int128(weight) / total
        #expect(abs(Int128(part.minor) - floor) <= 1)
        if weight == 0 { #expect(part.minor == 0) }
      }
    }
  }

  @Test func `equal parts sum to the whole and differ by a cent at most`() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<3_000 {
      let minor = Int64(truncatingIfNeeded: generator.next()) >> Int64(generator.int(in: 0...63))
      let parts = usd(minor).split(into: generator.int(in: 1...60)).map(\.minor)
      #expect(parts.reduce(Int128(0)) { $0 + Int128($1) } == Int128(minor))
      #expect(parts.max()! - parts.min()! <= 1)
    }
  }
}
