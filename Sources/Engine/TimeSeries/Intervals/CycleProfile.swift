import Foundation

/// Which steps of a long season are harder to forecast than others, for all series of a run together.
///
/// Weeks of holidays are missed by more than their neighbours, and the origins of a few months have seen few of them. How far
/// off one-step forecasts were a cycle earlier says where to expect that; how much of it comes again is learned from the
/// origins, half of it being believed before.
struct CycleProfile: Sendable {
  /// By how much a step misses more than usual: counted back from the last value, which is 0; the steps ahead are below.
  private let factors: [Int: Double]

  static let even = CycleProfile(factors: [:])
  /// Steps' weight of the belief that half comes again, for steps that miss by a half more or less than usual.
  static let belief = 4.0 * 0.25
  static let range = 0.6...2.5

  private init(factors: [Int: Double]) { self.factors = factors }

  subscript(back: Int) -> Double { factors[back] ?? 1 }

  /// `owns`: of the same trials.
  init(_ trials: [Trial], _ owns: [Calibration.Own], horizon: Int) {
    let season = trials.first?.season ?? 1
    guard season >= HarmonicSeason.shortest, trials.count >= PoolWeights.fewestSeries else {
      self = .even
      return
    }
    let echo = Self.echo(trials, season: season), seen = Self.misses(owns, horizon: horizon)
    var both = Self.belief * 0.5, squares = Self.belief
    for (back, miss) in seen {
      guard let before = echo[back + season] else { continue }
      both += (before - 1) * (miss - 1)
      squares += (before - 1) * (before - 1)
    }
    let share = min(1, max(0, both / squares))
    var factors: [Int: Double] = [:]
    for back in -horizon..<(2 * horizon) {
      guard let before = echo[back + season] else { continue }
      factors[back] = min(Self.range.upperBound, max(Self.range.lowerBound, 1 + share * (before - 1)))
    }
    self.factors = factors
  }

  /// How far off one-step forecasts were, in parts of what is usual, with a quarter from either neighbour.
  private static func echo(_ trials: [Trial], season: Int) -> [Int: Double] {
    let longest = trials.map(\.echo.count).max() ?? 0
    var sums = [Double](repeating: 0, count: longest), hits = sums
    for trial in trials where trial.season == season {
      for (back, miss) in trial.echo.enumerated() {
        sums[back] += min(20, Double(miss))
        hits[back] += 1
      }
    }
    let means = zip(sums, hits).map { $1 > 0 ? $0 / $1 : 0 }
    let usual = means.prefix(season).reduce(0, +) / Double(max(1, min(season, longest)))
    guard usual > 0 else { return [:] }
    var echo: [Int: Double] = [:]
    for back in 1..<max(1, longest - 1) where hits[back + 1] * 2 > hits[0] {
      echo[back] = (0.25 * means[back - 1] + 0.5 * means[back] + 0.25 * means[back + 1]) / usual
    }
    return echo
  }

  /// How far off the origins were at each step back, in parts of what is usual so far ahead; in the steps' order.
  private static func misses(_ owns: [Calibration.Own], horizon: Int) -> [(back: Int, miss: Double)] {
    let usual = Calibration.means(owns, horizon: horizon) { _ in 1 }.means
    var sums: [Int: Double] = [:], hits: [Int: Double] = [:]
    for own in owns {
      for (place, origin) in own.origins.enumerated() {
        for (step, error) in origin.enumerated() where usual[step] > 0 {
          sums[own.back(place, step), default: 0] += min(20, abs(error)) / usual[step]
          hits[own.back(place, step), default: 0] += 1
        }
      }
    }
    return sums.keys.sorted().map { ($0, (sums[$0] ?? 0) / (hits[$0] ?? 1)) }
  }
}
