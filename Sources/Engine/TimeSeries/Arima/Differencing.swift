import Foundation

/// How often a series is differenced before it stands still.
enum Differencing {
  static func differenced(_ values: [Double], lag: Int) -> [Double] {
    guard values.count > lag else { return [] }
    return (lag..<values.count).map { values[$0] - values[$0 - lag] }
  }

  /// Once at the season where the season explains more than 64 % of what is no trend: Wang, Smith and
  /// Hyndman, "Characteristic-based clustering for time series data", Data Mining and Knowledge Discovery 13
  /// (2006).
  static func seasonal(_ values: [Double], season: Int) -> Int {
    guard season > 1, values.count > 2 * season + 1 else { return 0 }
    return strength(values, season) > 0.64 ? 1 : 0
  }

  private static func strength(_ values: [Double], _ season: Int) -> Double {
    let half = season / 2,
      rest = (half..<(values.count - half)).map { place in
        var sum = 0.0
        for step in -half...half {
          let isEdge = season % 2 == 0 && abs(step) == half
          sum += (isEdge ? 0.5 : 1) * values[place + step]
        }
        return (phase: place % season, value: values[place] - sum / Double(season))
      }
    var sums = [Double](repeating: 0, count: season), counts = sums
    for one in rest {
      sums[one.phase] += one.value
      counts[one.phase] += 1
    }
    let noise = rest.map { $0.value - sums[$0.phase] / max(1, counts[$0.phase]) }
    let whole = variance(rest.map(\.value))
    return whole > 0 ? max(0, 1 - variance(noise) / whole) : 0
  }

  static func variance(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
  }

  /// Up to `most` times, as long as a level that stands still is refused at 5 %: Kwiatkowski, Phillips,
  /// Schmidt and Shin, "Testing the null hypothesis of stationarity against the alternative of a unit root",
  /// Journal of Econometrics 54 (1992).
  static func first(_ values: [Double], most: Int = 2) -> Int {
    var rest = values, times = 0
    while times < most, rest.count > 5, variance(rest) > 0, kpss(rest) > 0.463 {
      rest = differenced(rest, lag: 1)
      times += 1
    }
    return times
  }

  /// The statistic around a level, with Bartlett weights over 3 sqrt(n) / 13 lags.
  static func kpss(_ values: [Double]) -> Double {
    let count = values.count, mean = values.reduce(0, +) / Double(count), rest = values.map { $0 - mean }
    var running = 0.0, squares = 0.0, long = 0.0
    for value in rest {
      running += value
      squares += running * running
      long += value * value
    }
    let lags = Int(3 * Double(count).squareRoot() / 13)
    for lag in 1..<max(1, lags + 1) {
      var sum = 0.0
      for place in lag..<count { sum += rest[place] * rest[place - lag] }
      long += 2 * (1 - Double(lag) / Double(lags + 1)) * sum
    }
    return long > 0 ? squares / (Double(count) * long) : 0
  }
}
