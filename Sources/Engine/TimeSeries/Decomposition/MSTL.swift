/// Several seasons, trend and remainder: STL for one season after the other, each over what the others leave.
///
/// Bandara, Hyndman and Bergmeir, "MSTL: a seasonal-trend decomposition algorithm for time series with multiple seasonal
/// patterns" (2021), International Journal of Operational Research 52 (2025).
package struct MSTL: Sendable {
  package let periods: [Int]
  /// A line for each period, the shortest first.
  package let seasons: [[Double]]
  package let trend: [Double]
  package let remainder: [Double]

  /// Periods of which there are not two cycles are left out; nil where none is left.
  ///
  /// Windows are those of the paper, 11, 15, 19 and so on. `degree`: of the seasons' smoothing along their cycles.
  package init?(_ values: [Double], periods wanted: [Int], rounds: Int = 2, degree: Int = 0, jump: Int = 1) {
    let periods = Set(wanted).filter { $0 >= 2 && 2 * $0 <= values.count }.sorted()
    guard !periods.isEmpty else { return nil }
    var seasons = periods.map { _ in [Double](repeating: 0, count: values.count) }
    var rest = values, trend: [Double] = []
    for _ in 0..<(periods.count == 1 ? 1 : rounds) {
      for (place, period) in periods.enumerated() {
        var settings = STL.Settings(period: period, seasonal: 7 + 4 * (place + 1))
        (settings.seasonalDegree, settings.jump) = (degree, jump)
        for step in rest.indices { rest[step] += seasons[place][step] }
        guard let found = STL(rest, period: period, settings: settings) else { return nil }
        for step in rest.indices { rest[step] -= found.season[step] }
        (seasons[place], trend) = (found.season, found.trend)
      }
    }
    (self.periods, self.seasons, self.trend) = (periods, seasons, trend)
    remainder = rest.indices.map { rest[$0] - trend[$0] }
  }
}
