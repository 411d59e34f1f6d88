/// The straight line through a series at each of its points, as later points change it.
///
/// Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, "Models for optimising the theta method and their relationship
/// to state space models", International Journal of Forecasting 32 (2016), equations 13 to 17.
struct ThetaLine {
  private(set) var count: Double
  private(set) var mean: Double
  /// Intercept and slope, the paper's A and B.
  private(set) var a: Double
  private(set) var b: Double

  init(first: Double) { (count, mean, a, b) = (1, first, first, 0) }

  @inline(__always)
  mutating func add(_ y: Double) {
    count += 1
    b = ((count - 2) * b + 6 * (y - mean) / count) / (count + 1)
    mean += (y - mean) / count
    a = mean - b * (count + 1) / 2
  }
}
