/// Decides whether a series has a season, and of which kind its indices are.
enum Seasonality {
  /// Indices if the test finds a season: ratios where all values are above nothing, else differences.
  static func tested(_ y: UnsafeBufferPointer<Double>, season: Int) -> SeasonalIndices? {
    // A long season proves itself in its decomposition: two or three cycles are too few for the test.
    guard season >= HarmonicSeason.shortest || SeasonalTest.isSeasonal(y, season: season) else { return nil }
    return .classical(y, season: season, kind: .multiplied) ?? .classical(y, season: season, kind: .added)
  }

  /// The season a series is forecast with: one of its steps where there are not two cycles, or a long one shows none.
  static func settled(_ series: Series) -> Series {
    let values = series.values, season = series.season
    guard season > 1 else { return series }
    let isThere =
      season < HarmonicSeason.shortest
      ? values.count >= 2 * season
      : values.withUnsafeBufferPointer { tested($0, season: season) } != nil
    return isThere ? series : Series(unchecked: values, season: 1, longer: series.longer)
  }
}
