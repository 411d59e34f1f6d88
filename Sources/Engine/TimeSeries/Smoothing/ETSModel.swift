/// One member of the exponential smoothing family: how error, trend and season enter.
///
/// Hyndman, Koehler, Ord and Snyder, "Forecasting with Exponential Smoothing: The State Space Approach" (2008).
package struct ETSModel: Hashable, Sendable, CustomStringConvertible {
  package enum Entry: String, Hashable, Sendable { case none = "N", added = "A", multiplied = "M" }
  package enum Trend: String, Hashable, Sendable { case none = "N", added = "A", damped = "Ad" }

  package let error: Entry
  package let trend: Trend
  package let season: Entry

  package init(error: Entry, trend: Trend, season: Entry) {
    (self.error, self.trend, self.season) = (error, trend, season)
  }

  package var description: String { "ETS(\(error.rawValue),\(trend.rawValue),\(season.rawValue))" }

  /// The fifteen that are stable: an added error with a multiplied season is not, and a multiplied trend runs away.
  package static let stable: [ETSModel] = [Entry.none, .added, .multiplied].flatMap { season in
    [Trend.none, .added, .damped].flatMap { trend in
      [Entry.added, .multiplied].compactMap { error in
        error == .added && season == .multiplied ? nil : ETSModel(error: error, trend: trend, season: season)
      }
    }
  }

  /// Those for logarithms, over which what multiplies has become what is added.
  static let forLogarithms = stable.filter { !$0.isForPositive }

  /// Needs values above nothing.
  var isForPositive: Bool { error == .multiplied || season == .multiplied }

  /// Parameters, first states and the variance, as they count in the information criterion.
  func degrees(seasonal: Double) -> Double {
    var count = 3.0  // level's smoothing, first level, variance
    if trend != .none { count += 2 }
    if trend == .damped { count += 1 }
    if season != .none { count += 1 + seasonal }
    return count
  }
}
