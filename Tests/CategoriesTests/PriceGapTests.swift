import Kernel
import Testing

@testable import Categories

struct PriceGapTests {
  private let golden = PriceGap(
    ours: EquivalisedSales(value: 54_900, volume: 12_000_000),
    theirs: EquivalisedSales(value: 47_900, volume: 10_000_000))

  @Test func `5.49 for twelve against 4.79 for ten is an index of 95.5`() {
    #expect(golden.index == 9_551)
    #expect(golden.ours.price == 4_575 && golden.theirs.price == 4_790)
  }

  @Test func `an index beyond the alert is marked, against parity or against a target`() {
    #expect(golden.mark() == .within)
    #expect(golden.mark(alert: 400) == .below)
    #expect(golden.mark(target: 9_000, alert: 500) == .above)
    #expect(PriceGap(ours: .none, theirs: golden.theirs).mark() == .unknown)
  }

  @Test func `turned round, an index is its inverse`() throws {
    var chance = SeededGenerator(seed: 5)
    for _ in 0..<300 {
      func sales() -> EquivalisedSales {
        EquivalisedSales(
          value: Int64.random(in: 1_000_000...900_000_000_000, using: &chance),
          volume: Int64.random(in: 1_000_000...9_000_000_000_000, using: &chance))
      }
      let gap = PriceGap(ours: sales(), theirs: sales())
      let there = Double(try #require(gap.index)), back = PriceGap(ours: gap.theirs, theirs: gap.ours).index
      guard there > 1_000, there < 100_000 else { continue }
      #expect(abs(there * Double(try #require(back)) / 1e8 - 1) < 0.001)
    }
  }
}
