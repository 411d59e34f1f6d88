import Foundation

/// What each opinion said at earlier origins, and what then came.
struct OpinionTable: Sendable {
  /// Opinions of each origin, one after another, in root mean squared steps of the series.
  private var opinions: [Double] = []
  /// Mean and variance of what came.
  private var outcome: [Double] = []
  private var variance: [Double] = []
  private var times = 1

  mutating func add(_ one: Series, horizon: Int) {
    let count = one.values.count
    one.values.withUnsafeBufferPointer { values in
      let origins = SlowMovers.origins(count, horizon: horizon)
      times = max(times, origins.count)
      for origin in origins {
        let scale = Self.scale(values, origin).squareRoot()
        guard scale > 0 else { continue }
        let end = min(count, origin + horizon), steps = Double(end - origin)
        var sum = 0.0, squares = 0.0
        for place in origin..<end {
          let value = values[place] / scale
          sum += value
          squares += value * value
        }
        opinions += SlowRates.opinions(values, origin).map { $0 / scale }
        outcome.append(sum / steps)
        variance.append(max(0, squares / steps - sum / steps * sum / steps))
      }
    }
  }

  /// The mean squared step from one value to the next, as in RMSSE; no less than a part of the mean square,
  /// for a first sale in the last week would count for everything.
  private static func scale(_ values: UnsafeBufferPointer<Double>, _ count: Int) -> Double {
    var steps = 0.0, squares = values[0] * values[0]
    for place in 1..<max(1, count) {
      steps += (values[place] - values[place - 1]) * (values[place] - values[place - 1])
      squares += values[place] * values[place]
    }
    return max(steps / Double(max(1, count - 1)), 0.1 * squares / Double(count))
  }

  /// The weights on the simplex with the least mean root of squared misses, by a few rounds of squares
  /// weighted with what the last round missed by (Weiszfeld, 1937).
  func weights(doubt: Double) -> [Double] {
    let count = SlowRates.count
    // However many the series, they all saw the same few weeks: with one origin a good part stays equal.
    let doubt = doubt + 0.3 * Double(outcome.count) / Double(times * times)
    var w = [Double](repeating: 1 / Double(count), count: count)
    for _ in 0..<4 {
      var products = [Double](repeating: 0, count: count * count),
        cross = [Double](repeating: 0, count: count)
      for place in outcome.indices {
        let row = place * count
        var said = 0.0
        for k in 0..<count { said += w[k] * opinions[row + k] }
        let miss = (variance[place] + (outcome[place] - said) * (outcome[place] - said)).squareRoot()
        let factor = 1 / max(0.05, miss)
        for k in 0..<count {
          cross[k] += factor * opinions[row + k] * outcome[place]
          for l in 0...k { products[k * count + l] += factor * opinions[row + k] * opinions[row + l] }
        }
      }
      for k in 0..<count { for l in 0..<k { products[l * count + k] = products[k * count + l] } }
      w = Self.simplex(products, cross, doubt: doubt)
    }
    return w
  }

  /// Least squares on the simplex by exponentiated gradient: Kivinen and Warmuth, "Exponentiated gradient
  /// versus gradient descent for linear predictors", Information and Computation 132 (1997).
  private static func simplex(_ products: [Double], _ cross: [Double], doubt: Double) -> [Double] {
    let count = cross.count, equal = 1 / Double(count)
    var w = [Double](repeating: equal, count: count), largest = doubt
    for k in 0..<count { largest = max(largest, products[k * count + k] + doubt) }
    for _ in 0..<2_000 {
      let slopes = (0..<count).map { k in
        let sum = (0..<count).reduce(-cross[k]) { $0 + products[k * count + $1] * w[$1] }
        return (sum + doubt * (w[k] - equal)) / largest
      }
      for k in 0..<count { w[k] *= exp(-4 * slopes[k]) }
      let total = w.reduce(0, +)
      for k in 0..<count { w[k] /= total }
    }
    return w
  }
}
