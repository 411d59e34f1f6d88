import Foundation

/// Waves of given periods below a level that wanders: harmonics regressed on what single smoothing cannot foresee.
///
/// Smoothing with a weight of alpha is the innovations form of a level that walks at random below noise (Muth, "Optimal properties of
/// exponentially weighted forecasts", 1960). Filtering values and harmonics alike turns their regression into generalised least
/// squares (Harvey and Phillips, 1979), so that a wandering level does not pass for a wave. Harmonics are drawn towards nothing, the
/// k-th k times as much; alpha and the pull are those of the greatest marginal likelihood.
struct HarmonicRegression {
  let periods: [Double]
  /// Of each period how many harmonics.
  let harmonics: [Int]

  static let most = 12
  static let alphas = [0.01, 0.03, 0.08, 0.2, 0.45]
  /// The first harmonic's spread in parts of the noise.
  static let pulls = [0.05, 0.15, 0.5, 1.5, 5.0]

  init(periods: [Double]) {
    self.periods = periods
    harmonics = periods.map { max(1, min(Self.most, Int($0 / 4))) }
  }

  /// Level, slope, and a cosine and a sine of each harmonic.
  private var width: Int { 2 + 2 * harmonics.reduce(0, +) }

  /// The wave that the first `cuts` values each let one see.
  func waves(_ z: [Double], cuts: [Int]) -> [Wave] {
    var best = cuts.map { _ in (wave: Wave(self), evidence: -Double.infinity) }
    for alpha in Self.alphas {
      for (place, moments) in moments(z, cuts: cuts, alpha).enumerated() {
        best[place].wave.consider(plain: moments.plain(alpha))
        guard let found = moments.best(self), found.evidence > best[place].evidence else { continue }
        best[place].evidence = found.evidence
        best[place].wave.take(found, alpha)
      }
    }
    return best.map(\.wave)
  }

  /// Products of all columns and the values behind the filter, as they stand at each cut.
  private func moments(_ z: [Double], cuts: [Int], _ alpha: Double) -> [Moments] {
    let width = width
    var moments = Moments(width: width), found = cuts.map { _ in moments }
    var levels = [Double](repeating: 0, count: width + 1), steps = levels
    var turns = Turns(self)
    let order = Dictionary(grouping: cuts.indices, by: { cuts[$0] })
    for time in z.indices {
      steps[0] = 1
      steps[1] = Double(time) / 100
      turns.write(&steps, from: 2)
      steps[width] = z[time]
      for column in 0...width {
        steps[column] -= levels[column]
        levels[column] += alpha * steps[column]
      }
      moments.add(steps)
      turns.advance()
      for place in order[time + 1] ?? [] { found[place] = moments }
    }
    return found
  }

  /// Precisions of the columns but for the pull: the k-th harmonic is drawn k times as much.
  fileprivate var precisions: [Double] {
    var all = [0.0, 0.0]
    for count in harmonics {
      for k in 1...count { all += [Double(k * k), Double(k * k)] }
    }
    return all
  }
}

/// The harmonics' cosines and sines of one time after the other, by rotation.
private struct Turns {
  private var values: [Double] = []
  private var pace: [Double] = []

  init(_ regression: HarmonicRegression) {
    for (period, count) in zip(regression.periods, regression.harmonics) {
      for k in 1...count {
        let angle = 2 * Double.pi * Double(k) / period
        values += [1, 0]
        pace += [cos(angle), sin(angle)]
      }
    }
  }

  func write(_ steps: inout [Double], from start: Int) {
    for place in values.indices { steps[start + place] = values[place] }
  }

  mutating func advance() {
    for place in stride(from: 0, to: values.count, by: 2) {
      let (even, odd) = (values[place], values[place + 1])
      values[place] = even * pace[place] - odd * pace[place + 1]
      values[place + 1] = odd * pace[place] + even * pace[place + 1]
    }
  }
}

/// Sums of products of filtered columns; the values are the last column.
struct Moments {
  private let width: Int
  private var sums: [Double]
  private var count = 0.0

  init(width: Int) {
    self.width = width
    sums = [Double](repeating: 0, count: (width + 1) * (width + 1))
  }

  mutating func add(_ steps: [Double]) {
    count += 1
    let row = width + 1
    sums.withUnsafeMutableBufferPointer { sums in
      steps.withUnsafeBufferPointer { steps in
        for one in 0...width {
          let value = steps[one], start = one * row
          for other in 0...one { sums[start + other] += value * steps[other] }
        }
      }
    }
  }

  struct Found {
    let evidence: Double
    let coefficients: [Double]
  }

  /// The best pull's coefficients.
  func best(_ regression: HarmonicRegression) -> Found? {
    let precisions = regression.precisions
    var best: Found?
    for pull in HarmonicRegression.pulls {
      guard let found = solve(precisions.map { $0 / (pull * pull) }) else { continue }
      if found.evidence > best?.evidence ?? -.infinity { best = found }
    }
    return best
  }

  /// Without any wave.
  func plain(_ alpha: Double) -> (alpha: Double, evidence: Double) {
    (alpha, Moments(first: 2, of: self).solve([0, 0])?.evidence ?? -.infinity)
  }

  private init(first width: Int, of other: Moments) {
    self.init(width: width)
    let places = Array(0..<width) + [other.width]
    for (row, from) in places.enumerated() {
      for (column, at) in places.enumerated() where column <= row {
        sums[row * (width + 1) + column] = other.sums[from * (other.width + 1) + at]
      }
    }
    count = other.count
  }

  private func solve(_ precisions: [Double]) -> Found? {
    guard count > Double(width) + 4 else { return nil }
    var matrix = [Double](repeating: 0, count: width * width), right = [Double](repeating: 0, count: width)
    var prior = 0.0
    for row in 0..<width {
      for column in 0...row { matrix[row * width + column] = sums[row * (width + 1) + column] }
      right[row] = sums[width * (width + 1) + row]
      matrix[row * width + row] += precisions[row]
      if precisions[row] > 0 { prior += log(precisions[row]) }
    }
    let root = Cholesky(matrix, size: width), found = root.solve(right)
    let left = sums[width * (width + 1) + width] - zip(found, right).reduce(0) { $0 + $1.0 * $1.1 }
    guard left > 0 else { return nil }
    let evidence = 0.5 * (prior - root.logDeterminant - (count - 2) * log(left))
    return Found(evidence: evidence, coefficients: found)
  }
}
