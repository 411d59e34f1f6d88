/// Seasonal indices from a centred moving average: ratios to it, or differences.
///
/// Persons, "Indices of business conditions" (1919); the form used by the M competitions.
struct SeasonalIndices: Hashable, Sendable {
  enum Kind: Hashable, Sendable { case added, multiplied }

  let kind: Kind
  /// One for each step of the cycle; the first value of the series has the first.
  var values: [Double]
  /// What the season counts for in a criterion; nil for one less than its steps.
  var degrees: Double?

  /// Nil for less than two cycles, or where a ratio to the trend does not exist.
  static func classical(_ y: UnsafeBufferPointer<Double>, season: Int, kind: Kind, isShrunk: Bool = true)
    -> SeasonalIndices?
  {
    let count = y.count
    guard season >= 2, count >= 2 * season else { return nil }
    var sums = [Double](repeating: 0, count: season), hits = [Double](repeating: 0, count: season)
    var powers = [Double](repeating: 0, count: season)
    let half = season / 2, isEven = season % 2 == 0
    var window = 0.0
    for place in 0..<season { window += y[place] }
    // `window` holds the `season` values that begin at `centre - half`.
    for centre in half..<(count - half) {
      let start = centre - half
      if start > 0 {
        guard start + season <= count else { break }
        window += y[start + season - 1] - y[start - 1]
      }
      if isEven, start + season >= count { break }
      let trend =
        isEven ? (window + 0.5 * (y[start + season] - y[start])) / Double(season) : window / Double(season)
      switch kind {
      case .added:
        sums[centre % season] += y[centre] - trend
        powers[centre % season] += (y[centre] - trend) * (y[centre] - trend)
      case .multiplied:
        guard trend > 0, y[centre] > 0 else { return nil }
        sums[centre % season] += y[centre] / trend
        powers[centre % season] += y[centre] / trend * (y[centre] / trend)
      }
      hits[centre % season] += 1
    }
    guard !hits.contains(0) else { return nil }
    for place in 0..<season { sums[place] /= hits[place] }
    guard isShrunk, season >= HarmonicSeason.shortest else {
      if isShrunk { shrink(&sums, powers, hits) }
      return SeasonalIndices(kind: kind, values: sums).centred()
    }
    guard let smooth = HarmonicSeason(means: sums, powers: powers, hits: hits) else { return nil }
    return SeasonalIndices(kind: kind, values: smooth.values, degrees: smooth.degrees).centred()
  }

  /// Draws indices together by how far chance alone would have spread them.
  ///
  /// Miller and Williams, "Shrinkage estimators of time series seasonal factors and their effect on forecasting
  /// accuracy", International Journal of Forecasting 19 (2003), after James and Stein.
  private static func shrink(_ means: inout [Double], _ powers: [Double], _ hits: [Double]) {
    let season = Double(means.count)
    var within = 0.0, freedom = 0.0, shares = 0.0
    for place in means.indices {
      within += max(0, powers[place] - hits[place] * means[place] * means[place])
      freedom += hits[place] - 1
      shares += 1 / hits[place]
    }
    guard freedom > 0, means.count > 3 else { return }
    let chance = within / freedom * shares / season
    let mean = means.reduce(0, +) / season
    let spread = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (season - 1)
    guard spread > 0 else { return }
    let pull = min(1, (season - 3) / (season - 1) * chance / spread)
    for place in means.indices { means[place] = mean + (1 - pull) * (means[place] - mean) }
  }

  /// Indices that leave the level alone: a mean of one, or of nothing.
  func centred() -> SeasonalIndices {
    let mean = values.reduce(0, +) / Double(values.count)
    switch kind {
    case .added: return SeasonalIndices(kind: kind, values: values.map { $0 - mean }, degrees: degrees)
    case .multiplied:
      return SeasonalIndices(kind: kind, values: values.map { max(1e-3, $0 / mean) }, degrees: degrees)
    }
  }

  /// The series without its season.
  func removed(from y: UnsafeBufferPointer<Double>) -> [Double] {
    let season = values.count
    return [Double](unsafeUninitializedCapacity: y.count) { out, filled in
      var phase = 0
      for place in 0..<y.count {
        out[place] = kind == .added ? y[place] - values[phase] : y[place] / values[phase]
        phase = phase + 1 == season ? 0 : phase + 1
      }
      filled = y.count
    }
  }

  /// Puts the season on values whose first has the place `start` in the series.
  func put(on points: inout [Double], from start: Int) {
    for place in points.indices {
      let index = values[(start + place) % values.count]
      points[place] = kind == .added ? points[place] + index : points[place] * index
    }
  }
}
