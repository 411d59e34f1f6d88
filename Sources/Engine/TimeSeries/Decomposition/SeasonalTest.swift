import Foundation

/// Tells whether values repeat at the lag of their season.
///
/// Autocorrelation at the seasonal lag against its standard error by Bartlett's formula, as in Assimakopoulos and
/// Nikolopoulos, "The theta model", International Journal of Forecasting 16 (2000).
enum SeasonalTest {
  /// Two-sided 90 %.
  static let critical = 1.6448536269514722

  static func isSeasonal(_ values: UnsafeBufferPointer<Double>, season: Int) -> Bool {
    guard let (strength, error) = autocorrelation(values, lag: season) else { return false }
    return abs(strength) > critical * error
  }

  /// The autocorrelation at `lag` and its standard error if those at longer lags were nothing.
  static func autocorrelation(_ values: UnsafeBufferPointer<Double>, lag: Int) -> (Double, Double)? {
    let count = values.count
    guard lag >= 2, count > 2 * lag else { return nil }
    let mean = values.reduce(0, +) / Double(count)
    var power = 0.0
    for value in values { power += (value - mean) * (value - mean) }
    guard power > 1e-20 * (1 + mean * mean) * Double(count) else { return nil }
    var squares = 0.0, last = 0.0
    for step in 1...lag {
      var sum = 0.0
      for place in step..<count { sum += (values[place] - mean) * (values[place - step] - mean) }
      last = sum / power
      if step < lag { squares += last * last }
    }
    return (last, ((1 + 2 * squares) / Double(count)).squareRoot())
  }
}
