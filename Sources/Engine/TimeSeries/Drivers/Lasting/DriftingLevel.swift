import Foundation

/// Rows turned so that what is left of them after a level that wanders is noise again.
///
/// The level takes a random step each week, `ratio` times as wide (in variance) as the noise around it. A Kalman filter
/// run over the values and over every column alike gives the rows of generalised least squares: Harvey and Phillips,
/// "Maximum likelihood estimation of regression models with autoregressive-moving average disturbances", Biometrika 66
/// (1979); Harvey, "Forecasting, Structural Time Series Models and the Kalman Filter" (1989), 3.4.
enum DriftingLevel {
  /// From a level that stands still to one that moves a third of the noise each week.
  static let ratios = [0, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3]

  struct Turned {
    /// Row by row; the first known row sets the level and is gone.
    private(set) var rows: [Double] = []
    fileprivate(set) var logDeterminant = 0.0

    fileprivate mutating func append(_ value: Double) { rows.append(value) }
  }

  /// `rows`: `width` numbers for each of the `steps`, which ascend; steps between them were not recorded.
  static func turn(_ rows: [Double], width: Int, steps: [Int], ratio: Double) -> Turned {
    var turned = Turned(), level = Array(rows.prefix(width)), doubt = 1.0
    for place in steps.indices.dropFirst() {
      doubt += ratio * Double(steps[place] - steps[place - 1])
      let spread = (doubt + 1).squareRoot(), gain = doubt / (doubt + 1)
      turned.logDeterminant += 2 * log(spread)
      for column in 0..<width {
        let surprise = rows[place * width + column] - level[column]
        turned.append(surprise / spread)
        level[column] += gain * surprise
      }
      doubt *= 1 - gain
    }
    return turned
  }
}
