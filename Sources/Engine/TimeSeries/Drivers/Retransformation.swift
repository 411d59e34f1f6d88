import Foundation

/// The way back from logarithms: the mean of a skewed spread lies above its median.
///
/// Half a variance is right for normal noise; what tails add is measured on the history, item by item. Duan,
/// "Smearing estimate: a nonparametric retransformation method", JASA 78 (1983).
enum Retransformation {
  /// How much the normal formula counts beside the history: as its share of the history's units.
  static let belief = 2.0

  static func lifts(_ learned: PooledRegression, mostVariance: Double) -> [Double] {
    let rows = learned.rows, history = rows.history
    return learned.groups.items.indices.map { item in
      var sold = 0.0, said = 0.0
      for one in learned.groups.items[item] {
        let fitted = learned.fitted(one)
        let half = min(mostVariance, learned.noise[one] + learned.shockNoise[item]) / 2
        for step in 0..<history {
          let w = rows.weight[one * history + step]
          guard w > 0 else { continue }
          sold += w * exp(rows.y[one * history + step] + rows.mean[one])
          said += w * exp(fitted[step] + half)
        }
      }
      guard said > 0, said.isFinite, sold.isFinite else { return 1 }
      return min(1.5, max(0.67, (sold + belief * said) / ((1 + belief) * said)))
    }
  }
}
