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
  private func moments(_ z: [Double], cuts: [Int], _ alpha: Double) -> [FilteredMoments] {
    let width = width
    var moments = FilteredMoments(width: width), found = cuts.map { _ in moments }
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
  var precisions: [Double] {
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
