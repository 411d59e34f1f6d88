import Foundation

/// Seasons beyond a series' shortest one: taken off before the pool forecasts, and put back.
///
/// A year over weeks of days is seen a few times only: a smooth wave (`HarmonicRegression`) tells it from a level that wanders. A week
/// over days of hours is seen often: its every step may have its own height (`CycleLine`). Earlier origins judge between both and neither.
/// Where values are above nothing the wave is in their logarithms; where some are nothing, in their shares of what their
/// day of the week lets expect; else in the values.
struct LongSeasons: Sendable {
  enum Scale: Sendable { case logarithms, shares, values }
  private enum Shape: Sendable { case wave, cycles }

  let scale: Scale
  /// In ascending order.
  let seasons: [Int]
  private let waves: [Int: Wave]
  private let cycles: [Int: CycleLine]
  private var shape = Shape.wave
  /// Values without their short season, in the scale's terms.
  private let base: [Double]

  /// Origins that judge the wave, over the last cycle at most, and how much of it they must have seen.
  static let judges = 8
  static let leastCycles = 1.75
  /// At the judging origins the wave must bring errors below this part of those without.
  static let mostRatio = 0.97
  /// Where no origin has seen enough, the wave must be this much likelier: in logarithms.
  static let leastGain = 8.0

  /// `cuts`: the stretches that will be asked for, each a number of values from the first on.
  init?(_ series: Series, cuts: [Int], horizon: Int) {
    let values = series.values
    let periods = series.longer.filter { 2 * $0 <= values.count }
    guard !periods.isEmpty else { return nil }
    seasons = periods
    (scale, base) = Self.flattened(series)
    let judged = Self.judgedCuts(values.count, period: periods[periods.count - 1], horizon: horizon)
    let all = Set(cuts + judged).filter { $0 > 0 && $0 <= values.count }.sorted()
    let regression = HarmonicRegression(periods: periods.map(Self.turn))
    waves = Dictionary(uniqueKeysWithValues: zip(all, regression.waves(base, cuts: all)))
    let base = base
    let found = all.compactMap { cut in CycleLine(base[..<cut], periods: periods).map { (cut, $0) } }
    cycles = found.count == all.count ? Dictionary(uniqueKeysWithValues: found) : [:]
    guard let best = best(judged, horizon: horizon, all: values.count) else { return nil }
    shape = best
  }

  /// A year has a quarter of a day more than 365, and 52.18 weeks.
  static func turn(_ season: Int) -> Double {
    switch season {
    case 365, 366: 365.25
    case 52: 52.18
    case 8760, 8766: 8766
    default: Double(season)
    }
  }

  private static func flattened(_ series: Series) -> (Scale, [Double]) {
    let values = series.values, season = series.season
    let scale: Scale =
      values.allSatisfy { $0 > 0 } ? .logarithms : values.allSatisfy { $0 >= 0 } ? .shares : .values
    let plain = scale == .logarithms ? values.map { log($0) } : values
    var sums = [Double](repeating: 0, count: season), hits = sums
    for (place, value) in plain.enumerated() {
      sums[place % season] += value
      hits[place % season] += 1
    }
    let mean = max(1e-300, plain.reduce(0, +) / Double(plain.count))
    let usual = zip(sums, hits).map { $0 / max(1, $1) }
    let base = plain.enumerated().map { place, value in
      let own = usual[place % season]
      return scale != .shares ? value - own : own > 0.05 * mean ? value / own - 1 : 0
    }
    return (scale, base)
  }

  private static func judgedCuts(_ count: Int, period: Int, horizon: Int) -> [Int] {
    let least = Int(leastCycles * Double(period))
    let room = min(count - least, period)
    guard room >= max(2, min(horizon, 7)) else { return [] }
    let first = count - room, last = max(first, count - min(horizon, room))
    let number = min(judges, last - first + 1)
    return number == 1 ? [first] : (0..<number).map { first + (last - first) * $0 / (number - 1) }
  }

  /// The shape that came closest at the judging origins; nil where none was worth it.
  private func best(_ cuts: [Int], horizon: Int, all: Int) -> Shape? {
    guard !cuts.isEmpty else { return (waves[all]?.gain ?? -.infinity) > Self.leastGain ? .wave : nil }
    var best: Shape?
    var least = Self.mostRatio * loss(nil, cuts, horizon: horizon, all: all)
    for shape in cycles.isEmpty ? [Shape.wave] : [.wave, .cycles] {
      let found = loss(shape, cuts, horizon: horizon, all: all)
      if found < least { (best, least) = (shape, found) }
    }
    return best
  }

  /// The sum of absolute errors over the origins of a level below the shape.
  private func loss(_ shape: Shape?, _ cuts: [Int], horizon: Int, all: Int) -> Double {
    var sum = 0.0
    for cut in cuts {
      let end = min(all, cut + horizon), line = line(shape, cut, count: end)
      let alpha = shape == nil ? waves[cut]?.plainAlpha : waves[cut]?.alpha
      let level = Self.level(base[..<cut], without: line, alpha ?? 0.1)
      for step in cut..<end { sum += abs(base[step] - level - line[step]) }
    }
    return sum
  }

  private func line(_ shape: Shape?, _ cut: Int, count: Int) -> [Double] {
    let found: [Double]? =
      switch shape {
      case .wave: waves[cut]?.values(0..<count)
      case .cycles: cycles[cut]?.values(count)
      case nil: nil
      }
    return found ?? [Double](repeating: 0, count: count)
  }

  private static func level(_ values: ArraySlice<Double>, without line: [Double], _ alpha: Double) -> Double {
    var level = 0.0, weight = 0.0
    // Weights that sum to one from the first value on: no start has to be guessed.
    for (value, season) in zip(values, line) {
      weight = 1 + (1 - alpha) * weight
      level += (value - season - level) / weight
    }
    return level
  }

  /// What is taken off a stretch and put on its forecast; nil for a stretch that was not asked for.
  func off(_ cut: Int, horizon: Int) -> LongSeasonsOff? {
    guard waves[cut] != nil else { return nil }
    let line = line(shape, cut, count: cut + horizon)
    return switch scale {
    case .logarithms: LongSeasonsOff(isAdded: false, line: line.map { exp(min(3, max(-3, $0))) })
    case .shares: LongSeasonsOff(isAdded: false, line: line.map { min(10, max(0.1, 1 + $0)) })
    case .values: LongSeasonsOff(isAdded: true, line: line)
    }
  }
}
