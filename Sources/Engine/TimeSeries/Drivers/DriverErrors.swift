import Foundation

/// What the drivers leave over at the end of the history: how far each series' level has moved, and the
/// item's last shock.
///
/// The level is an exponentially weighted mean of what is left, drawn towards zero. Shocks follow a
/// first-order autoregression.
struct DriverErrors: Sendable {
  let level: [Double]
  /// Variance of a series' level.
  let levelVariance: [Double]
  /// Autocorrelation of each item's shocks, and the last shock.
  let memory: [Double]
  let last: [Double]
  /// Sorted surprises over their spread, all series together.
  let surprises: [Double]

  init(_ learned: PooledRegression) {
    let rows = learned.rows, history = rows.history
    var rest = [Double](repeating: 0, count: rows.series * history), all: [Double] = []
    for one in 0..<rows.series {
      let fitted = learned.fitted(one), item = learned.groups.itemOf[one], level = rows.mean[one]
      let spread = (learned.noise[one] + learned.shockNoise[item]).squareRoot()
      for step in 0..<history where rows.weight[one * history + step] > 0 {
        let surprise = rows.y[one * history + step] + level - fitted[step]
        all.append(surprise / spread)
        rest[one * history + step] = surprise - learned.shock[item * history + step]
      }
    }
    all.sort()
    surprises = all
    level = (0..<rows.series).map { RecentLevel.level(rest, rows, $0) }
    levelVariance = (0..<rows.series).map { learned.noise[$0] * RecentLevel.share(rows, $0) }
    memory = Self.memories(learned)
    last = learned.groups.items.indices.map { learned.shock[($0 + 1) * history - 1] }
  }

  /// Each item's autocorrelation, drawn to that of all by the weight of twenty weeks.
  private static func memories(_ learned: PooledRegression) -> [Double] {
    let history = learned.rows.history
    var products: [Double] = [], squares: [Double] = []
    for item in learned.groups.items.indices {
      var product = 0.0, square = 0.0
      for step in (item * history + 1)..<max(item * history + 1, (item + 1) * history) {
        product += learned.shock[step] * learned.shock[step - 1]
        square += learned.shock[step] * learned.shock[step]
      }
      products.append(product)
      squares.append(square)
    }
    let total = squares.reduce(0, +)
    guard total > 0 else { return squares.map { _ in 0 } }
    let usual = products.reduce(0, +) / total
    return squares.indices.map { item in
      let weight = 20 * squares[item] / Double(max(1, history))
      guard squares[item] + weight > 0 else { return 0 }
      return min(0.9, max(0, (products[item] + weight * usual) / (squares[item] + weight)))
    }
  }

  /// The surprise that is passed with probability 1 - `p`, in spreads.
  func quantile(_ p: Double) -> Double {
    guard let first = surprises.first, let final = surprises.last else { return 0 }
    let place = p * Double(surprises.count) - 0.5, low = Int(place.rounded(.down))
    if low < 0 { return first }
    if low + 1 >= surprises.count { return final }
    return surprises[low] + (place - Double(low)) * (surprises[low + 1] - surprises[low])
  }
}

/// An exponentially weighted mean that is drawn to zero as by eight weeks without a surprise.
///
/// Choosing both numbers from the data foretold no better: a level's few independent moves hide them.
enum RecentLevel {
  static let keep = 0.95
  static let doubt = 8.0

  static func level(_ rest: [Double], _ rows: PooledRows, _ one: Int) -> Double {
    var sum = 0.0, mass = 0.0
    for place in (one * rows.history)..<((one + 1) * rows.history) {
      let isThere = rows.weight[place] > 0
      sum = sum * keep + (isThere ? rest[place] : 0)
      mass = mass * keep + (isThere ? 1 : 0)
    }
    return sum / (mass + doubt)
  }

  /// Its variance for one of noise.
  static func share(_ rows: PooledRows, _ one: Int) -> Double {
    let weeks = rows.weight[one * rows.history..<(one + 1) * rows.history].reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
    return 1 / (min(Double(weeks), 1 / (1 - keep)) + doubt)
  }
}
