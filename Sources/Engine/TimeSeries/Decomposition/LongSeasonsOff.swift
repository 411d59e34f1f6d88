/// What long seasons add to each value and each step ahead, or by how much they multiply it.
struct LongSeasonsOff: Sendable {
  let isAdded: Bool
  let line: [Double]

  func removed(from series: Series) -> Series {
    Series(
      unchecked: series.values.enumerated().map { isAdded ? $1 - line[$0] : $1 / line[$0] },
      season: series.season)
  }

  func put(on forecast: PointForecast) -> PointForecast {
    func back(_ values: [Double], from start: Int) -> [Double] {
      values.enumerated().map { isAdded ? $1 + line[start + $0] : $1 * line[start + $0] }
    }
    let future = back(forecast.future, from: forecast.fitted.count)
    var parts = forecast.parts
    if parts != nil {
      for step in future.indices { parts!.season[step] += future[step] - forecast.future[step] }
    }
    return PointForecast(
      method: forecast.method, fitted: back(forecast.fitted, from: 0), future: future, parts: parts)
  }
}
