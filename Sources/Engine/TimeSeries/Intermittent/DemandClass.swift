/// How a product is asked for: how often, and how evenly.
///
/// Syntetos, Boylan and Croston, "On the categorization of demand patterns", Journal of the Operational
/// Research Society 56 (2005): cuts at a mean interval of 1.32 and a squared coefficient of variation of
/// 0.49.
package struct DemandClass: Hashable, Sendable {
  package enum Pattern: String, Hashable, Sendable, CaseIterable {
    case smooth, erratic, intermittent, lumpy
    /// Nothing was ever sold.
    case none
  }

  /// Mean number of steps from one demand to the next (ADI).
  package let interval: Double
  /// Squared coefficient of variation of the demands that are not zero.
  package let variation: Double
  package let pattern: Pattern

  package init(_ series: Series) {
    var count = 0.0, sum = 0.0, squares = 0.0, last = 0
    for (place, value) in series.values.enumerated() where value > 0 {
      count += 1
      last = place + 1
      let step = value - sum
      sum += step / count
      squares += step * (value - sum)
    }
    guard count > 0 else {
      (interval, variation, pattern) = (Double(series.values.count), 0, .none)
      return
    }
    interval = Double(last) / count
    variation = squares / count / (sum * sum)
    pattern =
      interval < 1.32
      ? (variation < 0.49 ? .smooth : .erratic) : (variation < 0.49 ? .intermittent : .lumpy)
  }
}
