import Foundation

/// An autoregression of the steps between values, after the season is taken out: short memory and no drift.
///
/// Coefficients after Burg, "Maximum entropy spectral analysis" (1967); their number by the corrected criterion of
/// Hurvich and Tsai (1989).
package enum Sieve {
  package static func forecast(_ series: Series, horizon: Int) -> PointForecast {
    let season = series.values.withUnsafeBufferPointer { Seasonality.tested($0, season: series.season) }
    return forecast(series, horizon: horizon, season: season)
  }

  static func forecast(_ series: Series, horizon: Int, season: SeasonalIndices?) -> PointForecast {
    let plain = season.map { series.values.withUnsafeBufferPointer($0.removed) } ?? series.values
    guard plain.count >= 5 else { return SeasonalNaive.forecast(series, horizon: horizon) }
    var steps = zip(plain.dropFirst(), plain).map { $0 - $1 }
    let weights = burg(steps, most: min(steps.count / 4, series.season > 1 ? min(series.season, 26) : 4))
    func next() -> Double {
      var sum = 0.0
      for lag in weights.indices { sum += weights[lag] * steps[steps.count - 1 - lag] }
      return sum
    }
    var fitted = [plain[0]]
    for place in 1..<plain.count {
      var sum = plain[place - 1]
      for lag in weights.indices where place - 2 - lag >= 0 { sum += weights[lag] * steps[place - 2 - lag] }
      fitted.append(sum)
    }
    var level = plain[plain.count - 1], future: [Double] = []
    for _ in 0..<horizon {
      steps.append(next())
      level += steps[steps.count - 1]
      future.append(level)
    }
    season?.put(on: &fitted, from: 0)
    season?.put(on: &future, from: plain.count)
    return PointForecast(method: "AR(\(weights.count))", fitted: fitted, future: future)
  }

  /// Coefficients from the latest lag on; none where the values show no memory.
  static func burg(_ x: [Double], most: Int) -> [Double] {
    let count = x.count
    var ahead = x, back = x, weights: [Double] = [], best: [Double] = []
    var power = x.reduce(0) { $0 + $1 * $1 } / Double(count)
    guard power > 0, most >= 1 else { return [] }
    var least = criterion(count, 0, power)
    for order in 1...most {
      guard let turn = reflection(&ahead, &back, order) else { break }
      let old = weights
      for place in old.indices { weights[place] = old[place] - turn * old[old.count - 1 - place] }
      weights.append(turn)
      power *= 1 - turn * turn
      let value = criterion(count, order, max(power, 1e-300))
      if value < least { (least, best) = (value, weights) }
    }
    return best
  }

  private static func criterion(_ count: Int, _ order: Int, _ power: Double) -> Double {
    let degrees = Double(order + 1), room = Double(count) - degrees - 1
    return room > 0 ? Double(count) * (log(power) + 2 * degrees / room) : .infinity
  }

  /// The partial correlation at `order`; both lines of errors are brought up to it.
  private static func reflection(_ ahead: inout [Double], _ back: inout [Double], _ order: Int) -> Double? {
    var up = 0.0, down = 0.0
    for place in order..<ahead.count {
      up += ahead[place] * back[place - 1]
      down += ahead[place] * ahead[place] + back[place - 1] * back[place - 1]
    }
    guard down > 0 else { return nil }
    let turn = 2 * up / down
    for place in stride(from: ahead.count - 1, through: order, by: -1) {
      let (front, rear) = (ahead[place], back[place - 1])
      ahead[place] = front - turn * rear
      back[place] = rear - turn * front
    }
    return turn
  }
}
