import Foundation

/// Single steps of a season that stick out: a feast lasts a week, and its neighbours know nothing of it.
///
/// What is left at each step comes from one of two kinds: nearly all steps have little left, a few have much. How common
/// and how large each kind is, is learned from the steps by expectation and maximisation (Dempster, Laird and Rubin, JRSS B
/// 39, 1977; the two kinds as in George and McCulloch, "Variable selection via Gibbs sampling", JASA 88, 1993). Steps that
/// stand out and on which cycles agree are kept nearly whole, the others nearly not.
enum StandingOut {
  static let rounds = 40
  /// Steps that stand out, and how many steps that belief counts for.
  static let usualShare = 0.1
  static let belief = 10.0

  /// Of each step the share that is kept. `chances`: the variance of each step's rest by chance alone.
  static func kept(of rest: [Double], chances: [Double]) -> [Double] {
    let count = Double(rest.count), chance = chances.reduce(0, +) / count
    let power = rest.reduce(0) { $0 + $1 * $1 } / count
    guard chance > 0, power > 0 else { return [Double](repeating: 0, count: rest.count) }
    // Little and much: in variance.
    var little = 0.1 * chance, much = max(4 * chance, 4 * (power - chance)), share = usualShare
    var belongs = [Double](repeating: share, count: rest.count)
    for _ in 0..<rounds {
      var sums = (belongs: 0.0, much: 0.0, little: 0.0)
      for step in rest.indices {
        let noise = chances[step], one = density(rest[step], much + noise),
          other = density(rest[step], little + noise)
        let both = share * one + (1 - share) * other
        let belongs = both > 0 ? share * one / both : 1
        sums.belongs += belongs
        sums.much += belongs * seen(rest[step], noise, much)
        sums.little += (1 - belongs) * seen(rest[step], noise, little)
      }
      share = (belief * usualShare + sums.belongs) / (belief + count)
      // What is usual counts for a step of either kind.
      much = max((4 * chance + sums.much) / (1 + sums.belongs), 2 * little)
      little = sums.little / (1 + count - sums.belongs)
    }
    for step in rest.indices {
      let one = share * density(rest[step], much + chances[step])
      let both = one + (1 - share) * density(rest[step], little + chances[step])
      belongs[step] = both > 0 ? one / both : 1
    }
    return rest.indices.map { step in
      let noise = chances[step]
      return belongs[step] * much / (much + noise) + (1 - belongs[step]) * little / (little + noise)
    }
  }

  /// The variance of each step's mean by chance: half as all steps vary, half as its own cycles differ. Nil where
  /// most steps were seen but once. `means`, `powers`, `hits`: for each step the mean, the sum of squares and the number of
  /// what was seen.
  static func chances(_ means: [Double], _ powers: [Double], _ hits: [Double]) -> [Double]? {
    let freedom = hits.reduce(0) { $0 + max(0, $1 - 1) }
    let within = means.indices.reduce(0) { $0 + max(0, powers[$1] - hits[$1] * means[$1] * means[$1]) }
    guard freedom > Double(means.count) / 4, within > 0 else { return nil }
    let usual = within / freedom
    return means.indices.map { step in
      let own = max(0, powers[step] - hits[step] * means[step] * means[step])
      return (usualCycles * usual + own) / (usualCycles + max(0, hits[step] - 1)) / max(1, hits[step])
    }
  }

  /// Cycles that the usual variance counts for beside a step's own.
  static let usualCycles = 2.0

  private static func density(_ value: Double, _ variance: Double) -> Double {
    exp(-value * value / (2 * variance)) / variance.squareRoot()
  }

  /// The expected square of what is there, given what is seen of it.
  private static func seen(_ value: Double, _ noise: Double, _ variance: Double) -> Double {
    let share = variance / (variance + noise)
    return share * share * value * value + share * noise
  }
}
