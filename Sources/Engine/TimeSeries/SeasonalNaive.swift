/// The last cycle again, or the last value where there is no season or not a whole cycle.
package enum SeasonalNaive {
  package static func forecast(_ series: Series, horizon: Int) -> PointForecast {
    let y = series.values, count = y.count, lag = count >= series.season ? series.season : 1
    let fitted = y.indices.map { place in place >= lag ? y[place - lag] : y[max(0, place - 1)] }
    let future = (0..<horizon).map { step in y[count - lag + step % lag] }
    return PointForecast(method: lag > 1 ? "SeasonalNaive" : "Naive", fitted: fitted, future: future)
  }
}

/// The last value, and the mean step of the past added to it for each step ahead.
package enum Drift {
  package static func forecast(_ series: Series, horizon: Int) -> PointForecast {
    let y = series.values, count = y.count
    let slope = count > 1 ? (y[count - 1] - y[0]) / Double(count - 1) : 0
    let fitted = y.indices.map { $0 > 0 ? y[$0 - 1] + slope : y[0] }
    return PointForecast(
      method: "Drift", fitted: fitted, future: (1...horizon).map { y[count - 1] + slope * Double($0) })
  }
}

/// The last value of the series without its season, if it has one by the test: what the M competitions measure against.
package enum NaiveTwo {
  package static func forecast(_ series: Series, horizon: Int) -> PointForecast {
    let y = series.values
    let indices = y.withUnsafeBufferPointer { y -> SeasonalIndices? in
      guard SeasonalTest.isSeasonal(y, season: series.season) else { return nil }
      return .classical(y, season: series.season, kind: .multiplied, isShrunk: false)
    }
    guard let indices else {
      let last = y[y.count - 1]
      return PointForecast(
        method: "Naive2", fitted: y.indices.map { y[max(0, $0 - 1)] },
        future: [Double](repeating: last, count: horizon))
    }
    let plain = y.withUnsafeBufferPointer(indices.removed)
    var fitted = plain.indices.map { plain[max(0, $0 - 1)] }
    var future = [Double](repeating: plain[plain.count - 1], count: horizon)
    indices.put(on: &fitted, from: 0)
    indices.put(on: &future, from: plain.count)
    return PointForecast(method: "Naive2", fitted: fitted, future: future)
  }
}
