/// What independent yes-or-no outcomes may bring in together: each its value with its chance, or nothing.
///
/// The sums are worked out exactly, outcome by outcome (a discrete convolution), as long as there are few different
/// ones; beyond that they are drawn, the same draws for the same outcomes.
package struct OutcomeSum: Sendable {
  package struct Outcome: Hashable, Sendable {
    package let value: Int64
    /// 0...1
    package let chance: Double

    /// The chance is held to 0...1.
    package init(value: Int64, chance: Double) {
      self.value = value
      self.chance = chance.isFinite ? min(max(chance, 0), 1) : 0
    }
  }
  package enum Method: Hashable, Sendable { case exact, drawn(times: Int) }

  package let method: Method
  /// The sum of value x chance.
  package let mean: Double
  /// The different sums, ascending, with the chance of each.
  package let sums: [(value: Int64, chance: Double)]

  /// More different sums than this are not held, but drawn.
  static let mostSums = 20_000

  package init(_ outcomes: [Outcome], seed: UInt64 = 1) {
    mean = outcomes.reduce(0) { $0 + Double($1.value) * $1.chance }
    if let exact = OutcomeSum.convolved(outcomes) {
      (method, sums) = (.exact, exact)
    } else {
      let times = max(2_000, min(20_000, 20_000_000 / max(1, outcomes.count)))
      method = .drawn(times: times)
      sums = OutcomeSum.drawn(outcomes, times: times, seed: seed)
    }
  }

  /// The chance that nothing comes in.
  package var chanceOfNothing: Double { sums.first { $0.value == 0 }?.chance ?? 0 }

  /// The smallest sum that is not exceeded with this probability.
  package func quantile(_ probability: Double) -> Int64 {
    var below = 0.0
    for sum in sums {
      below += sum.chance
      // Chances that ought to add up to 0.9 add up to a hair less.
      if below >= probability - 1e-9 { return sum.value }
    }
    return sums.last?.value ?? 0
  }

  /// The chance that at least `value` comes in.
  package func chance(ofAtLeast value: Int64) -> Double {
    min(1, sums.reduce(0) { $1.value >= value ? $0 + $1.chance : $0 })
  }

  private static func convolved(_ outcomes: [Outcome]) -> [(value: Int64, chance: Double)]? {
    var sums: [(value: Int64, chance: Double)] = [(0, 1)]
    for outcome in outcomes where outcome.value != 0 && outcome.chance > 0 {
      sums = merged(sums, outcome)
      if sums.count > mostSums { return nil }
    }
    return sums
  }

  /// The sums without the outcome and with it: two ascending lists made one.
  private static func merged(
    _ sums: [(value: Int64, chance: Double)], _ outcome: Outcome
  ) -> [(value: Int64, chance: Double)] {
    var result: [(value: Int64, chance: Double)] = []
    result.reserveCapacity(sums.count * 2)
    func add(_ value: Int64, _ chance: Double) {
      guard chance > 0 else { return }
      if let last = result.last, last.value == value {
        result[result.count - 1].chance = last.chance + chance
      } else {
        result.append((value, chance))
      }
    }
    var (without, with) = (0, 0)
    while without < sums.count || with < sums.count {
      let moved = with < sums.count ? sums[with].value + outcome.value : Int64.max
      if without < sums.count, sums[without].value <= moved {
        add(sums[without].value, sums[without].chance * (1 - outcome.chance))
        without += 1
      } else {
        add(moved, sums[with].chance * outcome.chance)
        with += 1
      }
    }
    return result
  }

  private static func drawn(
    _ outcomes: [Outcome], times: Int, seed: UInt64
  ) -> [(value: Int64, chance: Double)] {
    // SplitMix64 again: maths sees no other target.
    var state = seed
    func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
      return mixed ^ mixed >> 31
    }
    let bounds = outcomes.map { UInt64($0.chance * 0x1p53) }
    var counts: [Int64: Int] = [:]
    for _ in 0..<times {
      var sum: Int64 = 0
      for place in outcomes.indices where next() >> 11 < bounds[place] { sum += outcomes[place].value }
      counts[sum, default: 0] += 1
    }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, Double($0.value) / Double(times)) }
  }
}
