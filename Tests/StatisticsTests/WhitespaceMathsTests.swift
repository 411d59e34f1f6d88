import Statistics
import Testing

struct WhitespaceMathsTests {
  @Test func `the middle of the guesses is the estimate, the outer ones are the interval`() throws {
    let range = try #require(PeerRange([30, 10, 20, 40, 25]))
    #expect(range.low == 10 && range.middle == 25 && range.high == 40 && range.count == 5)
    #expect(abs(range.confidence - 4.0 / 6) < 1e-12)
    #expect(PeerRange([10, 20])?.middle == 15 && PeerRange([10]) == nil && PeerRange([1, .nan]) == nil)
  }

  @Test func `lift says how much more often those with one thing have the other`() throws {
    // A in 4 of 10, B in 5 of 10, both in 4: P(B|A) = 1, lift 2.
    let baskets: [Set<Int32>] =
      Array(repeating: [1, 2], count: 4) + [[2]] + Array(repeating: [3], count: 5)
    let rules = Association.rules(baskets, support: 3)
    #expect(rules.map(\.from) == [1, 2] && rules.allSatisfy { abs($0.lift - 2) < 1e-12 })
    #expect(rules[0].confidence == 1 && rules[0].both == 4 && abs(rules[1].confidence - 0.8) < 1e-12)
    #expect(Association.rules(baskets, support: 5).isEmpty && Association.rules([], support: 1).isEmpty)
  }
}
