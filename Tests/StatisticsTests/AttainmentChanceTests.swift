import Foundation
import Statistics
import Testing

struct AttainmentChanceTests {
  /// Marsaglia's xorshift: the same numbers on every machine.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state &* 0x2545_f491_4f6c_dd1d
    }
  }

  private func noisy(_ weeks: Int, seed: UInt64) -> [Double] {
    var chance = Dice(state: seed &* 0x9e37_79b9_7f4a_7c15)
    return (0..<weeks).map { _ in 100 * Double.random(in: 0.8...1.2, using: &chance) }
  }

  @Test func `what even weeks bring is reached for certain, and a cent more is not`() throws {
    let sold = [Double](repeating: 100, count: 156)
    #expect(try #require(AttainmentChance(sold: sold, ahead: 10, need: 1_000)).chance == 1)
    #expect(try #require(AttainmentChance(sold: sold, ahead: 10, need: 1_001)).chance == 0)
  }

  @Test func `the chance falls as more is needed`() {
    let sold = noisy(200, seed: 7)
    let chances = [850.0, 950, 1_000, 1_050, 1_150].compactMap {
      AttainmentChance(sold: sold, ahead: 10, need: $0)?.chance
    }
    #expect(chances.count == 5 && zip(chances, chances.dropFirst()).allSatisfy { $0 > $1 })
    #expect(chances[0] > 0.9 && chances[4] < 0.1)
  }

  @Test func `stated chances come true about as often as they say`() {
    var said = 0.0, came = 0.0, count = 0.0
    for seed in UInt64(1)...300 {
      let all = noisy(190, seed: seed), need = 985.0 + Double(seed % 5) * 10
      guard let one = AttainmentChance(sold: Array(all.prefix(180)), ahead: 10, need: need) else { continue }
      said += one.chance
      came += all.suffix(10).reduce(0, +) >= need ? 1 : 0
      count += 1
    }
    #expect(count == 300)
    #expect(abs(said - came) / count < 0.08)
  }

  @Test func `too little history gives no chance at all`() {
    #expect(AttainmentChance(sold: [], ahead: 5, need: 1) == nil)
    #expect(AttainmentChance(sold: noisy(90, seed: 1), ahead: 10, need: 1) == nil)
    #expect(AttainmentChance(sold: [Double](repeating: 0, count: 200), ahead: 10, need: 1) == nil)
    #expect(AttainmentChance(sold: noisy(200, seed: 1), ahead: 0, need: 1) == nil)
  }
}
