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

  var isSound: Bool { future.allSatisfy { abs($0) <= Series.largest } }
}
