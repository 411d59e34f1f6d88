/// The forecast of one series with its uncertainty and what led to it.
package struct SeriesForecast: Sendable {
  /// An interval for each step ahead.
  package struct Interval: Hashable, Sendable {
    /// In percent.
    package let level: Double
    package let lower: [Double]
    package let upper: [Double]
  }

  /// What a reader should know of how this forecast came about.
  package enum Flag: Hashable, Sendable {
    /// All values are the same: so is the forecast, without a width.
    case constant
    /// Too few values for a method to be chosen; the last value is repeated.
    case fewValues(Int)
    /// A season was named, but there are not two cycles of it.
    case shortOfSeason(Int)
    /// At the rolling origins the last cycle repeated was no worse than this forecast.
    case naiveAsGood
    /// There was no earlier origin to compare at: intervals rest on other series or on the fit alone.
    case untested
    /// Most values are nothing: a method for slow movers was taken.
    case intermittent
    /// A value that stands alone was set to what its neighbours let one expect, for learning only: counted from the end, the last is 1.
    case outlier(back: Int, value: Double, expected: Double)
  }

  package let method: String
  package let point: [Double]
  package let intervals: [Interval]
  package let flags: [Flag]
  /// Level, trend and season of the point forecast; they add up to it.
  package let parts: PointForecast.Parts
  /// One-step forecasts of the past, where they were asked for.
  package let fitted: [Double]
  /// Mean absolute error at the rolling origins against that of repeating the last cycle: below one is better.
  package let errorAgainstNaive: Double?
  /// Seasons beyond the shortest one that it holds.
  package internal(set) var longSeasons: [Int] = []

  let unit: Double
  let isNeverNegative: Bool
  let calibration: Calibration?
  let slow: SlowForecast?
  /// Step by step what drivers, rivals and the calendar add; with the parts they add up to the point. Empty without drivers.
  package internal(set) var causes: [[DriverPart]] = []
  /// Mean absolute error at the rolling origins with drivers against that without them, where drivers were used.
  package internal(set) var errorAgainstPool: Double?
  var known: DriverRange?
  /// Forecasts from the ends that the engine was told to look back to; nil where the series was too short there.
  package internal(set) var past: [[Double]?] = []
  /// The pool's forecast, where drivers moved the point away from it.
  package internal(set) var pool: [Double]?

  /// The quantile of one step ahead, from 0.
  package func quantile(_ p: Double, step: Int) -> Double {
    if let known { return known.quantile(p, step: step) }
    if let slow { return slow.quantile(p) }
    let value = point[step] + unit * (calibration?.quantile(p, step: step) ?? 0)
    return isNeverNegative ? max(0, value) : value
  }

  /// The quantile of the sum over some steps: errors in a row hang together, so quantiles of steps do not add up.
  package func quantile(_ p: Double, ofSum steps: Range<Int>) -> Double {
    let sum = steps.reduce(0) { $0 + point[$1] }
    if let known { return known.quantile(p, ofSum: steps) }
    if let slow {
      return max(0, sum + Calibration.normal(p) * (Double(steps.count) * slow.variance).squareRoot())
    }
    let value = sum + unit * (calibration?.quantile(p, ofSum: steps) ?? 0)
    return isNeverNegative ? max(0, value) : value
  }
}

extension SlowForecast {
  /// Of one step's demand, from its quantiles.
  var variance: Double {
    let places = (0..<200).map { (Double($0) + 0.5) / 200 }
    return places.reduce(0) { $0 + (quantile($1) - mean) * (quantile($1) - mean) } / Double(places.count)
  }
}
