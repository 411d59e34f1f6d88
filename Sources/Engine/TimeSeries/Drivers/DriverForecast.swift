import Foundation

/// A forecast by drivers, step by step, with what each cause adds.
package struct DriverForecast: Sendable {
  /// What is expected: the mean, so that sums over items and weeks are right.
  package let mean: [Double]
  /// As likely too high as too low.
  package let median: [Double]
  /// Standard deviation of the logarithm.
  package let spread: [Double]
  /// Sales of a week at the usual price without promotion.
  package let usual: [Double]
  /// Step by step what each cause adds to the usual, in units; they sum up with it to the mean.
  package let parts: [[DriverPart]]
  /// Drivers whose future was not given in full: a price was taken to stay, a promotion not to be.
  package let assumed: [Int]

  let errors: DriverErrors

  /// The bounds that hold the outcome in `level` percent of cases.
  package func interval(_ level: Double) throws(SeriesRefusal) -> [ClosedRange<Double>] {
    guard level > 0, level < 100 else { throw .level(level) }
    let low = errors.quantile(0.5 - level / 200), high = errors.quantile(0.5 + level / 200)
    return median.indices.map { step in
      let least = median[step] * exp(low * spread[step])
      return least...max(least, median[step] * exp(high * spread[step]))
    }
  }
}
