import Foundation

/// Where the search for a model's parameters begins, and the room it has: taken from a decomposition of the series.
struct ETSStart {
  /// The values divided by their mean size.
  let y: [Double]
  let scale: Double
  let isPositive: Bool
  let season: Int
  /// Season's first states, where there are two cycles at least, and what they count for in the criterion.
  let added: SeasonalIndices?
  let multiplied: SeasonalIndices?
  let seasonalDegrees: Double

  init(_ series: Series) {
    let values = series.values
    let size = values.reduce(0) { $0 + abs($1) } / Double(values.count)
    let scale = size > 0 ? size : 1
    let y = values.map { $0 / scale }
    (self.y, self.scale, season) = (y, scale, series.season)
    isPositive = y.allSatisfy { $0 > 1e-6 }
    (added, multiplied) = y.withUnsafeBufferPointer { y in
      (
        .classical(y, season: series.season, kind: .added),
        .classical(y, season: series.season, kind: .multiplied)
      )
    }
    seasonalDegrees = added?.degrees ?? Double(max(0, series.season - 1))
  }

  func indices(_ entry: ETSModel.Entry) -> SeasonalIndices? {
    switch entry {
    case .none: nil
    case .added: added
    case .multiplied: multiplied
    }
  }

  func allows(_ model: ETSModel) -> Bool {
    let count = Double(y.count)
    return (isPositive || !model.isForPositive) && (model.season == .none || indices(model.season) != nil)
      && count > model.degrees(seasonal: seasonalDegrees) + 1
  }

  /// Level before the first value and slope of a line through the first values without season, and their errors.
  func line(_ entry: ETSModel.Entry) -> (level: Double, slope: Double, spread: Double) {
    let plain = indices(entry).map { y.withUnsafeBufferPointer($0.removed) } ?? y
    let count = min(plain.count, max(10, min(2 * season, 24)))
    guard count > 1 else { return (plain[0], 0, 0.1) }
    let middle = Double(count + 1) / 2
    let mean = plain[..<count].reduce(0, +) / Double(count)
    var rise = 0.0, run = 0.0
    for place in 0..<count {
      let x = Double(place + 1) - middle
      rise += x * (plain[place] - mean)
      run += x * x
    }
    let slope = rise / run
    var squares = 0.0
    for place in 0..<count {
      let d = plain[place] - mean - slope * (Double(place + 1) - middle)
      squares += d * d
    }
    return (mean - slope * middle, slope, max(0.02, (squares / Double(max(1, count - 2))).squareRoot()))
  }
}
