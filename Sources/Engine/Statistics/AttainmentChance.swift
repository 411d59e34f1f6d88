import Foundation

/// How likely a target is reached, from how well the same simple forecast did in the past.
///
/// The forecast of the weeks to come is the same weeks of the year before times the growth of the last 26 weeks. It is
/// made at every earlier moment that has 78 weeks before it and the weeks to come after it; the logarithms of sold over
/// forecast are taken for normal, so that the next one follows Student's t with their mean and spread.
package struct AttainmentChance: Sendable, Hashable {
  /// From 0 to 1.
  package let chance: Double
  /// What the weeks to come are expected to bring.
  package let expected: Double
  /// How many earlier moments were held against what came of them.
  package let trials: Int

  /// `sold` is by week, the newest last; `need` is what the `ahead` weeks must bring. Nil with fewer than five trials,
  /// or where nothing was sold a year ago.
  package init?(sold: [Double], ahead: Int, need: Double) {
    guard ahead > 0, let now = Self.forecast(sold[...], ahead), now > 0 else { return nil }
    let step = max(3, ahead / 3)
    let errors = stride(from: sold.count - ahead, through: 78, by: -step).compactMap { moment -> Double? in
      let came = sold[moment..<moment + ahead].reduce(0, +)
      guard let then = Self.forecast(sold[..<moment], ahead), then > 0, came > 0 else { return nil }
      return log(came / then)
    }
    guard errors.count >= 5 else { return nil }
    let count = Double(errors.count), mean = errors.reduce(0, +) / count
    let spread = (errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
    expected = now * exp(mean)
    trials = errors.count
    guard need > 0 else {
      chance = 1
      return
    }
    let distance = log(need / expected)
    guard spread > 1e-9 else {
      chance = distance <= 0 ? 1 : 0
      return
    }
    let t = distance / (spread * (1 + 1 / count).squareRoot())
    let tail = StudentT.twoSided(abs(t), freedom: count - 1) / 2
    chance = t > 0 ? tail : 1 - tail
  }

  private static func forecast(_ sold: ArraySlice<Double>, _ ahead: Int) -> Double? {
    guard sold.count >= 78, ahead <= 52 else { return nil }
    let end = sold.endIndex
    func sum(_ from: Int, _ count: Int) -> Double { sold[end - from..<end - from + count].reduce(0, +) }
    let before = sum(78, 26)
    guard before > 0 else { return nil }
    return sum(52, ahead) * min(2, max(0.5, sum(26, 26) / before))
  }
}
