/// What one method says of a series: its one-step forecasts of the past and its forecasts of the future.
package struct PointForecast: Hashable, Sendable {
  /// The method in the words of its literature: `ETS(M,Ad,M)`, `DOTM`.
  package let method: String
  /// One value for each of the series, each forecast from those before it.
  package let fitted: [Double]
  package let future: [Double]
  /// Parts of the future values, where the method has such.
  package var parts: Parts?

  package init(method: String, fitted: [Double], future: [Double], parts: Parts? = nil) {
    (self.method, self.fitted, self.future, self.parts) = (method, fitted, future, parts)
  }

  /// Level, trend and season add up to the forecast.
  package struct Parts: Hashable, Sendable {
    package var level: [Double]
    package var trend: [Double]
    package var season: [Double]

    package init(level: [Double], trend: [Double], season: [Double]) {
      (self.level, self.trend, self.season) = (level, trend, season)
    }
  }

  /// Nothing yet, to which weighted forecasts are added.
  static func zero(_ count: Int, _ horizon: Int) -> PointForecast {
    let none = [Double](repeating: 0, count: horizon)
    return PointForecast(
      method: "", fitted: [Double](repeating: 0, count: count), future: none,
      parts: Parts(level: none, trend: none, season: none))
  }

  /// Adds `weight` times another forecast of the same series; parts go on only as long as all have them.
  mutating func add(_ other: PointForecast, weight: Double) {
    var (fitted, future) = (fitted, future)
    for place in fitted.indices { fitted[place] += weight * other.fitted[place] }
    for step in future.indices { future[step] += weight * other.future[step] }
    var sum = parts
    if let more = other.parts, sum != nil {
      for step in future.indices {
        sum!.level[step] += weight * more.level[step]
        sum!.trend[step] += weight * more.trend[step]
        sum!.season[step] += weight * more.season[step]
      }
    } else {
      sum = nil
    }
    self = PointForecast(method: method, fitted: fitted, future: future, parts: sum)
  }

  mutating func scale(_ factor: Double) {
    let old = self
    self = .zero(old.fitted.count, old.future.count)
    add(old, weight: factor)
    if old.parts == nil { parts = nil }
  }

  func named(_ method: String) -> PointForecast {
    PointForecast(method: method, fitted: fitted, future: future, parts: parts)
  }

  var isSound: Bool { future.allSatisfy { abs($0) <= Series.largest } }
}
