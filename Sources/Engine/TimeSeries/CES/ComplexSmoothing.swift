import Foundation

/// Complex exponential smoothing: the level carries a second number, the information yet to show, and the two turn
/// into each other, so that level and trend need not be told apart.
///
/// Svetunkov, Kourentzes and Ord, "Complex exponential smoothing", Naval Research Logistics 69 (2022).
package enum ComplexSmoothing: String, Hashable, Sendable, CaseIterable {
  case plain = "CES(N)"
  /// All states one cycle old.
  case simple = "CES(S)"
  /// An added season of its own.
  case partial = "CES(P)"
  /// A second pair of states, one cycle old.
  case full = "CES(F)"

  /// The form of the lowest corrected criterion.
  package static func automatic(_ series: Series, horizon: Int) -> PointForecast {
    guard let forecast = best(series, among: allCases)?.forecast(horizon), forecast.isSound else {
      return SeasonalNaive.forecast(series, horizon: horizon)
    }
    return forecast
  }

  static func best(_ series: Series, among forms: [ComplexSmoothing]) -> CESFit? {
    let start = CESStart(series)
    var best: CESFit?
    for form in forms where start.allows(form) {
      let fit = CESSearch(start, form).best()
      if fit.criterion < best?.criterion ?? .infinity { best = fit }
    }
    return best
  }

  /// Nil where the form needs more values than there are.
  package func forecast(_ series: Series, horizon: Int) -> PointForecast? {
    let start = CESStart(series)
    guard start.allows(self) else { return nil }
    let forecast = CESSearch(start, self).best().forecast(horizon)
    return forecast.isSound ? forecast : nil
  }

  /// Smoothing parameters.
  var parameters: Int {
    switch self {
    case .plain, .simple: 2
    case .partial: 3
    case .full: 4
    }
  }

  /// How many states there are for a season.
  func states(_ season: Int) -> Int {
    switch self {
    case .plain: 2
    case .simple: 2 * season
    case .partial: 2 + season
    case .full: 2 + 2 * season
    }
  }
}

/// The values near one in size, and the season's first states.
struct CESStart {
  let y: [Double]
  let scale: Double
  let season: Int
  let indices: SeasonalIndices?

  init(_ series: Series) {
    let size = series.values.reduce(0) { $0 + abs($1) } / Double(series.values.count)
    let scale = size > 0 ? size : 1
    let y = series.values.map { $0 / scale }
    (self.y, self.scale, season) = (y, scale, series.season)
    indices = y.withUnsafeBufferPointer { .classical($0, season: series.season, kind: .added) }
  }

  func allows(_ form: ComplexSmoothing) -> Bool {
    (form == .plain || indices != nil) && y.count > form.parameters + form.states(season) + 2
  }

  /// States a cycle long before the first value: the level and its shadow first, then the season's.
  func states(_ form: ComplexSmoothing) -> [Double] {
    let head = y.prefix(max(2, min(season, y.count)))
    let level = head.reduce(0, +) / Double(head.count)
    let index = indices?.values ?? []
    return switch form {
    case .plain: [level, level / 1.1]
    case .simple: index.map { level + $0 } + index.map { (level + $0) / 1.1 }
    case .partial: [level, level / 1.1] + index
    case .full: [level, level / 1.1] + index + index.map { $0 / 1.1 }
    }
  }
}
