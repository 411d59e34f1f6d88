import Foundation

/// What a series' weeks stand out by: what is common, and of its own as much as comes again.
struct SeriesPeaks: Sendable {
  private let shared: SharedPeaks
  private let values: [Double]

  static let range = -1.0...1.5
  /// Smaller ones are not worth their while.
  static let least = 0.01

  init(_ series: Series, _ shared: SharedPeaks) { (self.shared, values) = (shared, series.values) }

  /// What is taken off the first `cut` values and put on their forecast; nil where nothing stands out.
  func off(_ cut: Int, horizon: Int) -> LongSeasonsOff? {
    let count = values.count
    guard let stretch = shared.stretch(count - cut), let contrasts = PeakContrasts(values, back: count - cut)
    else { return nil }
    let season = shared.season, own = contrasts.means(season: season)
    let noise = 1 / contrasts.weight
    let peaks = (0..<season).map { place in
      guard own.hits[place] > 0 else { return stretch.common[place] }
      let between = stretch.between[place], share = between / (between + noise / own.hits[place])
      let peak = stretch.common[place] + share * (own.sums[place] - stretch.seen[place])
      return min(Self.range.upperBound, max(Self.range.lowerBound, peak))
    }
    guard peaks.contains(where: { abs($0) >= Self.least }) else { return nil }
    // Counted back from the end; steps ahead lie before it.
    return LongSeasonsOff(
      isAdded: false,
      line: (0..<(cut + horizon)).map { step in
        exp(peaks[((count - 1 - step) % season + season) % season])
      })
  }
}
