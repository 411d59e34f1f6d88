/// Decides whether a series has a season, and of which kind its indices are.
enum Seasonality {
  /// Indices if the test finds a season: ratios where all values are above nothing, else differences.
  static func tested(_ y: UnsafeBufferPointer<Double>, season: Int) -> SeasonalIndices? {
    guard SeasonalTest.isSeasonal(y, season: season) else { return nil }
    return .classical(y, season: season, kind: .multiplied) ?? .classical(y, season: season, kind: .added)
  }
}
