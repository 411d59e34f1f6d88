package import Kernel

/// How far forecasts were from what came, over some cells: exact sums, from which every ratio is taken.
package struct AccuracyScore: Codable, Sendable, Hashable {
  package private(set) var cells = 0
  package private(set) var actual: Int64 = 0
  package private(set) var forecast: Int64 = 0
  /// Sum of absolute errors.
  package private(set) var missed: Int64 = 0
  /// Sum of what absolute errors are scaled by, in hundredths of a unit.
  package private(set) var scale: Int64 = 0
  /// Cells with an 80 % interval, and those of them that it held.
  package private(set) var spanned = 0
  package private(set) var held = 0

  package init() {}

  /// Adds a cell. `scale`: the usual change of its series from a year before, in hundredths.
  package mutating func add(
    actual: Int64, forecast: Int64, scale: Int64 = 0, interval: ClosedRange<Int64>? = nil
  ) {
    cells += 1
    self.actual += actual
    self.forecast += forecast
    missed += abs(forecast - actual)
    self.scale += scale
    guard let interval else { return }
    spanned += 1
    if interval.contains(actual) { held += 1 }
  }

  /// Sum of absolute errors over the sum of actual sales; nil where nothing was sold.
  package var wmape: BasisPoints? { BasisPoints(missed, of: actual) }
  /// Above nothing: forecast too high.
  package var bias: BasisPoints? { BasisPoints(forecast - actual, of: actual) }
  /// Hundredths: absolute error over the usual change from a year before; below 100 is better than that naive guess was.
  package var mase: Int64? {
    guard scale > 0 else { return nil }
    return Int64((Int128(missed) * 10_000 + Int128(scale) / 2) / Int128(scale))
  }
  /// Hundredths: running error over the mean absolute error; beyond 400 either way the forecast leans.
  package var trackingSignal: Int64? {
    guard missed > 0 else { return nil }
    let running = Int128(actual - forecast) * Int128(cells) * 100, half = Int128(missed) / 2
    return Int64(clamping: (running + (running < 0 ? -half : half)) / Int128(missed))
  }
  package var coverage: BasisPoints? { BasisPoints(Int64(held), of: Int64(spanned)) }

  package static func + (left: AccuracyScore, right: AccuracyScore) -> AccuracyScore {
    var sum = left
    sum.cells += right.cells
    sum.actual += right.actual
    sum.forecast += right.forecast
    sum.missed += right.missed
    sum.scale += right.scale
    sum.spanned += right.spanned
    sum.held += right.held
    return sum
  }
}

/// How much a step of the forecast took off the error of the step before it, in points of WMAPE.
package enum ForecastValueAdded {
  package static func points(from before: AccuracyScore, to after: AccuracyScore) -> BasisPoints? {
    guard let old = before.wmape, let new = after.wmape else { return nil }
    return BasisPoints(old.count - new.count)
  }
}
