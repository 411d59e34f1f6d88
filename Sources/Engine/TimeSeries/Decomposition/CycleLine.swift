/// Long seasons as MSTL sees them at the end of a stretch, repeated beyond it.
///
/// Many cycles tell of each step what a wave cannot: the hours of a Saturday within a week. Of a few cycles a wave tells more.
struct CycleLine: Sendable {
  private let seasons: [(period: Int, values: [Double])]

  static let fewestCycles = 6

  /// Nil where a period has too few cycles.
  init?(_ values: ArraySlice<Double>, periods: [Int]) {
    guard let longest = periods.last, values.count >= Self.fewestCycles * longest,
      let found = MSTL(Array(values), periods: periods, jump: max(1, longest / 10))
    else { return nil }
    seasons = Array(zip(found.periods, found.seasons).map { (period: $0, values: $1) })
  }

  /// From the first step of the stretch on.
  func values(_ count: Int) -> [Double] {
    (0..<count).map { step in
      seasons.reduce(0) { sum, season in
        let known = season.values.count
        return sum
          + season.values[step < known ? step : known - season.period + (step - known) % season.period]
      }
    }
  }
}
