import Foundation

/// What one series says of a driver that stays, over all paces at which its level may wander.
///
/// How common each pace is, is learned from all series together; a series' effect is the mean over all paces by how well
/// they explain it, its variance with what they differ (Hoeting and others, "Bayesian model averaging", Statistical Science
/// 14, 1999).
struct LastingWitness: Sendable {
  let one: Int
  let value: Double
  let variance: Double
  /// By step: surprises in spreads, and by how much the effect moves for one spread.
  private let surprises: [Double]
  private let pulls: [Double]

  private static let rounds = 60

  private init(_ sample: LastingSample, _ trust: [Double]) {
    func mean(_ values: [Double]) -> Double { zip(trust, values).reduce(0) { $0 + $1.0 * $1.1 } }
    func mean(_ lines: [[Double]]) -> [Double] {
      (lines.first ?? []).indices.map { step in mean(lines.map { $0[step] }) }
    }
    let value = mean(sample.values)
    (one, self.value) = (sample.one, value)
    variance = mean(zip(sample.values, sample.variances).map { ($0 - value) * ($0 - value) + $1 })
    surprises = mean(sample.surprises)
    pulls = mean(sample.pulls)
  }

  static func averaged(_ samples: [LastingSample]) -> [LastingWitness] {
    let count = DriftingLevel.ratios.count
    var common = [Double](repeating: 1 / Double(count), count: count), trust: [[Double]] = []
    for _ in 0..<rounds {
      trust = samples.map { sample in
        let best = sample.likelihood.max() ?? 0
        let parts = zip(sample.likelihood, common).map { exp($0 - best) * $1 }, sum = parts.reduce(0, +)
        return parts.map { $0 / sum }
      }
      common = common.indices.map { place in
        trust.reduce(1 / Double(count)) { $0 + $1[place] } / Double(samples.count + 1)
      }
    }
    return zip(samples, trust).map { LastingWitness($0, $1) }
  }

  /// By how much the variance of each item's mean is larger than its sites alone let expect: sites that are surprised in
  /// the same weeks, and whose prices moved in the same weeks, are fewer witnesses (Liang and Zeger, "Longitudinal data
  /// analysis using generalized linear models", Biometrika 73, 1986).
  static func sharing(_ items: [[LastingWitness]]) -> [Double] {
    var joint = 0.0, most = 0.0
    for members in items where members.count > 1 {
      for step in members[0].surprises.indices {
        let known = members.filter { $0.surprises[step] != 0 }.map { $0.surprises[step] }
        let sum = known.reduce(0, +), squares = known.reduce(0) { $0 + $1 * $1 }
        joint += sum * sum - squares
        most += squares * Double(known.count - 1)
      }
    }
    let likeness = most > 0 ? min(1, max(0, joint / most)) : 0
    return items.map { members in
      guard members.count > 1 else { return 1 }
      var together = 0.0, alone = 0.0
      for step in members[0].pulls.indices {
        let parts = members.map { $0.pulls[step] / $0.variance }
        let sum = parts.reduce(0, +), squares = parts.reduce(0) { $0 + $1 * $1 }
        together += sum * sum - squares
        alone += squares
      }
      return alone > 0 ? max(1, 1 + likeness * together / alone) : 1
    }
  }
}
