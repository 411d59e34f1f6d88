import Foundation

/// Weeks that stand out every year, learned from all series of a run together.
///
/// Two or three cycles of one series can't tell a feast from a promotion. Over all series they can: what one cycle's
/// contrasts foretell of the next one's, week by week, is the share of them that comes again (empirical Bayes; Efron and Morris,
/// "Data analysis using Stein's estimator and its generalizations", JASA 70, 1975). It has two parts: what
/// stands out for all together, and by how much series differ in it.
struct SharedPeaks: Sendable {
  /// What was known with some values still to come.
  struct Stretch: Sendable {
    /// By place of the cycle, counted back from the end: what stands out for all, the part of it that is believed, and
    /// the variance between series of what comes again.
    var seen: [Double]
    var common: [Double]
    var between: [Double]
  }

  let season: Int
  private let stretches: [Int: Stretch]
  private let backs: [Int]

  static let fewestSeries = 8
  static let mostCycles = 8

  /// Nil where there are too few series with two cycles of a long season.
  init?(_ series: [Series], horizon: Int, looksBack: [Int] = []) {
    let long = series.filter {
      $0.season >= HarmonicSeason.shortest && $0.longer.isEmpty && $0.values.count >= 2 * $0.season
    }
    guard let season = long.first?.season, long.count >= Self.fewestSeries else { return nil }
    self.season = season
    let longest = long.map(\.values.count).max() ?? 0
    let usual = RollingOrigins.heldBack(count: longest, season: season, horizon: horizon, isSeasonal: true)
    backs = Set([0] + usual + looksBack).sorted()
    var tallies = backs.map { _ in PeakTally(season: season) }, count = 0
    for one in long where one.season == season {
      count += 1
      for place in tallies.indices where one.values.count - backs[place] >= season {
        if let contrasts = PeakContrasts(one.values, back: backs[place]) { tallies[place].add(contrasts) }
      }
    }
    guard count >= Self.fewestSeries else { return nil }
    var stretches: [Int: Stretch] = [:]
    for (back, tally) in zip(backs, tallies) { stretches[back] = tally.stretch() }
    self.stretches = stretches
  }

  /// Of the latest stretch that knows nothing of the last `back` values.
  func stretch(_ back: Int) -> Stretch? {
    backs.filter { $0 >= back }.min().flatMap { stretches[$0] }
  }

  func peaks(of series: Series) -> SeriesPeaks? {
    guard series.season == season, series.longer.isEmpty else { return nil }
    return SeriesPeaks(series, self)
  }
}

/// Sums over the contrasts of all series, as known with some values still to come.
struct PeakTally: Sendable {
  private let season: Int
  /// By cycle and place: weighted contrasts and their weights.
  private var sums: [Double]
  private var weights: [Double]
  /// By place: weighted products of two cycles' contrasts, their weights, and the squares of both.
  private var products: [Double]
  private var pairs: [Double]
  private var squares: [Double]

  init(season: Int) {
    self.season = season
    sums = [Double](repeating: 0, count: season * SharedPeaks.mostCycles)
    weights = sums
    products = [Double](repeating: 0, count: season)
    (pairs, squares) = (products, products)
  }

  mutating func add(_ contrasts: PeakContrasts) {
    let w = contrasts.weight
    var own = [Double](repeating: 0, count: season), power = own, hits = own
    var (sums, weights) = (sums, weights)
    (self.sums, self.weights) = ([], [])
    let season = season
    contrasts.each { place, contrast in
      guard place < sums.count else { return }
      sums[place] += w * contrast
      weights[place] += w
      own[place % season] += contrast
      power[place % season] += contrast * contrast
      hits[place % season] += 1
    }
    (self.sums, self.weights) = (sums, weights)
    for place in 0..<season where hits[place] > 1 {
      let product = (own[place] * own[place] - power[place]) / (hits[place] * (hits[place] - 1))
      products[place] += w * product
      pairs[place] += w
      squares[place] += w * w * product * product
    }
  }

  func stretch() -> SharedPeaks.Stretch {
    var means = [Double](repeating: 0, count: season), powers = means, hits = means, joint = means
    for place in 0..<season {
      let known = (0..<SharedPeaks.mostCycles).map { place + $0 * season }.filter { weights[$0] > 0 }
        .map { sums[$0] / weights[$0] }
      let sum = known.reduce(0, +), count = Double(known.count)
      hits[place] = count
      means[place] = count > 0 ? sum / count : 0
      powers[place] = known.reduce(0) { $0 + $1 * $1 }
      joint[place] = count > 1 ? (sum * sum - powers[place]) / (count * (count - 1)) : 0
    }
    return SharedPeaks.Stretch(
      seen: means, common: Self.believed(means, powers, hits), between: between(joint))
  }

  private static func believed(_ means: [Double], _ powers: [Double], _ hits: [Double]) -> [Double] {
    guard let chances = StandingOut.chances(means, powers, hits) else { return means.map { _ in 0 } }
    let kept = StandingOut.kept(of: means, chances: chances)
    return means.indices.map { hits[$0] > 1 ? kept[$0] * means[$0] : 0 }
  }

  /// What comes again beyond what is common, less what chance may have made of it.
  private func between(_ joint: [Double]) -> [Double] {
    joint.indices.map { place in
      guard pairs[place] > 0 else { return 0 }
      let product = products[place] / pairs[place], error = squares[place].squareRoot() / pairs[place]
      return max(0, product - joint[place] - error)
    }
  }
}
