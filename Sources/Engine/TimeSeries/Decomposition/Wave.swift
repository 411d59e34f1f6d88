import Foundation

/// A sum of harmonics over a wandering level, and how sure it is that it is there.
struct Wave: Sendable {
  private let periods: [Double]
  private let harmonics: [Int]
  private var coefficients: [Double] = []
  /// The smoothing that fits below the wave, and without one.
  private(set) var alpha = 0.1
  private(set) var plainAlpha = 0.1
  private var evidence = -Double.infinity
  private var plain = -Double.infinity

  init(_ regression: HarmonicRegression) {
    (periods, harmonics) = (regression.periods, regression.harmonics)
  }

  mutating func take(_ found: FilteredMoments.Found, _ alpha: Double) {
    (coefficients, evidence, self.alpha) = (Array(found.coefficients.dropFirst(2)), found.evidence, alpha)
  }

  mutating func consider(plain found: (alpha: Double, evidence: Double)) {
    if found.evidence > plain { (plainAlpha, plain) = found }
  }

  /// The logarithm of how much likelier the values are with the wave than without.
  var gain: Double { evidence.isFinite && plain.isFinite ? evidence - plain : -.infinity }

  /// Values of some steps in a row.
  func values(_ steps: Range<Int>) -> [Double] {
    guard !coefficients.isEmpty else { return [Double](repeating: 0, count: steps.count) }
    return steps.map { step in
      var sum = 0.0, place = 0
      for (period, count) in zip(periods, harmonics) {
        let turn = 2 * Double.pi * Double(step) / period
        let (even, odd) = (cos(turn), sin(turn))
        var (c, s) = (even, odd)
        for _ in 0..<count {
          sum += coefficients[place] * c + coefficients[place + 1] * s
          (c, s) = (c * even - s * odd, s * even + c * odd)
          place += 2
        }
      }
      return sum
    }
  }
}
