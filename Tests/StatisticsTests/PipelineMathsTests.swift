import Statistics
import Testing

struct PipelineMathsTests {
  private func isNear(_ left: Double, _ right: Double, _ tolerance: Double = 1e-9) -> Bool {
    abs(left - right) <= tolerance
  }

  @Test func `two wins of three with a prior of four to six make 46 percent, not 67`() throws {
    let rate = try #require(ShrunkRate(wins: 2, of: 3, priorWins: 4, priorLosses: 6))
    #expect(isNear(try #require(rate.raw), 2.0 / 3) && isNear(rate.mean, 6.0 / 13))
    #expect(Int((rate.mean * 1_000).rounded()) == 462)
    // Beta(6, 7): the 5 % and 95 % points.
    #expect(isNear(rate.interval(0.9).lowerBound, 0.2453, 2e-4))
    #expect(isNear(rate.interval(0.9).upperBound, 0.6848, 2e-4))
  }

  @Test func `a rate without trials is its prior, and impossible counts are none`() {
    #expect(ShrunkRate(wins: 0, of: 0, priorWins: 1, priorLosses: 9)?.mean == 0.1)
    #expect(ShrunkRate(wins: 0, of: 0, priorWins: 1, priorLosses: 9)?.raw == nil)
    #expect(ShrunkRate(wins: 3, of: 2, priorWins: 1, priorLosses: 1) == nil)
    #expect(ShrunkRate(wins: 0, of: 2, priorWins: 0, priorLosses: 1) == nil)
  }

  @Test func `three deals weighted at 410 thousand bring nothing in 36 of 100 cases`() {
    let sum = OutcomeSum([
      .init(value: 500_000, chance: 0.5), .init(value: 300_000, chance: 0.2),
      .init(value: 1_000_000, chance: 0.1),
    ])
    #expect(sum.method == .exact && isNear(sum.mean, 410_000) && isNear(sum.chanceOfNothing, 0.36))
    #expect([0.1, 0.5, 0.9].map(sum.quantile) == [0, 500_000, 800_000])
    #expect(isNear(sum.chance(ofAtLeast: 500_000), 0.55))
  }

  @Test func `chances of all sums add up to one, and equal sums stand once`() {
    let sum = OutcomeSum((1...12).map { .init(value: Int64($0 % 3 + 1), chance: Double($0) / 13) })
    #expect(isNear(sum.sums.reduce(0) { $0 + $1.chance }, 1))
    #expect(zip(sum.sums, sum.sums.dropFirst()).allSatisfy { $0.value < $1.value })
    #expect(isNear(sum.sums.reduce(0) { $0 + Double($1.value) * $1.chance }, sum.mean, 1e-6))
  }

  @Test func `too many sums are drawn, alike each time, around the same mean`() {
    let outcomes = (0..<400).map { OutcomeSum.Outcome(value: Int64(1_000 + $0 * $0 * 7), chance: 0.3) }
    let first = OutcomeSum(outcomes), second = OutcomeSum(outcomes)
    guard case .drawn = first.method else {
      Issue.record("400 different values have more sums than are held")
      return
    }
    #expect(first.sums.map(\.value) == second.sums.map(\.value))
    #expect(isNear(Double(first.quantile(0.5)) / first.mean, 1, 0.02))
  }

  @Test func `nothing open brings nothing for certain`() {
    let none = OutcomeSum([])
    #expect(none.quantile(0.9) == 0 && none.chanceOfNothing == 1 && none.mean == 0)
  }

  @Test func `the Brier score is the mean of squared misses, held against the overall rate`() throws {
    let check = try #require(
      ForecastCheck([
        .init(chance: 0.8, cameTrue: true), .init(chance: 0.8, cameTrue: false),
        .init(chance: 0.2, cameTrue: false), .init(chance: 0.2, cameTrue: false),
      ]))
    #expect(isNear(check.brier, (0.04 + 0.64 + 0.04 + 0.04) / 4) && isNear(check.reference, 0.1875))
    #expect(check.bands.map(\.count) == [2, 2] && check.bands.map(\.cameTrue) == [0, 1])
    #expect(isNear(try #require(check.skill), 1 - 0.19 / 0.1875))
    #expect(ForecastCheck([]) == nil)
  }

  @Test func `a band of ninety percent with one in ten won does not hold`() throws {
    let statements = (0..<40).map { ForecastCheck.Statement(chance: 0.9, cameTrue: $0 % 10 == 0) }
    let band = try #require(ForecastCheck(statements)?.bands.first)
    #expect(band.observed == 0.1 && !band.holds && band.interval.contains(0.1))
    #expect(band.lower == 0.9 && band.upper == 1)
  }
}

struct PushDiscountTests {
  private typealias Count = PushDiscount.Count

  @Test func `without a history each push leaves four fifths of a chance`() {
    let factors = PushDiscount([]).factors
    #expect(zip(factors, [1, 0.8, 0.64, 0.512]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(PushDiscount([]).factor(pushes: 9) == factors[3])
  }

  @Test func `pushed deals that were won all the same lift the discount, but never above one`() {
    let kind = PushDiscount([[Count(closed: 400, won: 200), Count(closed: 400, won: 300), Count(), Count()]])
    #expect(kind.factor(pushes: 1) == 1)
    let harsh = PushDiscount([[Count(closed: 400, won: 200), Count(), Count(), Count(closed: 400, won: 20)]])
    #expect(harsh.factor(pushes: 3) < 0.13 && harsh.factor(pushes: 3) > 0.1)
  }

  @Test func `deals that were pushed because they got far are compared with their like`() {
    // Late deals are won more often and pushed more often; within each stage a push halves the chance.
    let early = [Count(closed: 1_000, won: 200), Count(closed: 100, won: 10), Count(), Count()]
    let late = [Count(closed: 100, won: 80), Count(closed: 1_000, won: 400), Count(), Count()]
    #expect(abs(PushDiscount([early, late]).factor(pushes: 1) - 0.5) < 0.06)
    let pooled = PushDiscount([
      zip(early, late).map { Count(closed: $0.closed + $1.closed, won: $0.won + $1.won) }
    ])
    #expect(pooled.factor(pushes: 1) == 1, "pooled, a push would seem to help")
  }
}
