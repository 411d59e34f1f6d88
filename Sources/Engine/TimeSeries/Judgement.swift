/// What all series together have shown: weights of the methods and the sizes of errors.
struct Judgement: Sendable {
  /// By how many members a pool has: seasonal series have more.
  private let weights: [Int: PoolWeights]
  private let calibrations: [Int: Calibration]
  private let horizon: Int

  /// Slow movers among the series, forecast as one range.
  private let slow: SlowMovers?

  init(_ series: [Series], _ trials: [SeriesTrial], horizon: Int) {
    self.horizon = horizon
    let range = zip(series, trials).compactMap { if case .slow = $1 { $0 } else { nil } }
    slow = range.isEmpty ? nil : try? SlowMovers(range, horizon: horizon)
    var weights: [Int: PoolWeights] = [:], calibrations: [Int: Calibration] = [:]
    for (count, group) in Dictionary(grouping: trials.compactMap(\.trial), by: \.members.count) {
      let learned = PoolWeights.learned(group, members: count)
      weights[count] = learned
      let owns = group.map { Calibration.Own($0, learned) }
      // A long season calls levels back: their errors grow less than those of a random walk.
      calibrations[count] = Calibration(
        owns, horizon: horizon, profile: CycleProfile(group, owns, horizon: horizon),
        growth: group.allSatisfy { $0.season >= HarmonicSeason.shortest } ? 0.25 : 0.5)
    }
    (self.weights, self.calibrations) = (weights, calibrations)
  }

  func forecast(_ series: Series, _ trial: SeriesTrial, _ engine: ForecastEngine) -> SeriesForecast {
    switch trial {
    case .constant: plain(series, engine, .constant, unit: 0)
    case .short: plain(series, engine, .fewValues(series.values.count), unit: Self.guess(series))
    case .slow: seldom(series, engine)
    case .pool(let trial): pooled(series, trial, engine)
    }
  }

  /// One rate of demand for all steps; its quantiles are those of demand that is often nothing.
  private func seldom(_ series: Series, _ engine: ForecastEngine) -> SeriesForecast {
    guard let rate = slow?.forecast(series) else {
      return plain(series, engine, .untested, unit: Self.guess(series))
    }
    let none = [Double](repeating: 0, count: horizon), point = [Double](repeating: rate.mean, count: horizon)
    let intervals = engine.levels.map { level in
      let tail = (1 - level / 100) / 2
      return SeriesForecast.Interval(
        level: level, lower: point.map { min($0, rate.quantile(tail)) },
        upper: point.map { max($0, rate.quantile(1 - tail)) })
    }
    return SeriesForecast(
      method: "SlowMovers", point: point, intervals: intervals, flags: [.intermittent],
      parts: .init(level: point, trend: none, season: none), fitted: [], errorAgainstNaive: nil, unit: 0,
      isNeverNegative: true, calibration: nil, slow: rate)
  }

  /// The last value again. Of few values the steps between them say something, and a tenth of their size is owed.
  private func plain(
    _ series: Series, _ engine: ForecastEngine, _ flag: SeriesForecast.Flag, unit: Double
  ) -> SeriesForecast {
    let last = series.values[series.values.count - 1], none = [Double](repeating: 0, count: horizon)
    let level = [Double](repeating: last, count: horizon)
    return finish(
      series, engine, method: flag == .constant ? "Constant" : "Naive", point: level, flags: [flag],
      parts: .init(level: level, trend: none, season: none),
      fitted: SeasonalNaive.forecast(Series(unchecked: series.values, season: 1), horizon: 1).fitted,
      ratio: nil, unit: unit, calibration: Calibration([], horizon: horizon))
  }

  private static func guess(_ series: Series) -> Double {
    let values = series.values, steps = zip(values.dropFirst(), values).map { abs($0 - $1) }
    let size = values.reduce(0) { $0 + abs($1) } / Double(values.count)
    return max(0.1 * size, steps.isEmpty ? 0 : steps.reduce(0, +) / Double(steps.count))
  }

  func poolWeights(_ trial: Trial) -> PoolWeights {
    weights[trial.members.count] ?? .equal(trial.members.count)
  }

  private func pooled(_ series: Series, _ trial: Trial, _ engine: ForecastEngine) -> SeriesForecast {
    let weights = poolWeights(trial)
    let calibration = calibrations[trial.members.count] ?? Calibration([], horizon: horizon)
    let own = Calibration.Own(trial, weights)
    var flags: [SeriesForecast.Flag] = []
    if series.season > 1, series.values.count < 2 * series.season {
      flags.append(.shortOfSeason(series.season))
    }
    flags += series.longer.filter { series.values.count < 2 * $0 }.map { .shortOfSeason($0) }
    let ratio = Self.ratio(trial, own)
    if let ratio, ratio >= 1 { flags.append(.naiveAsGood) }
    if trial.origins.isEmpty { flags.append(.untested) }
    flags += trial.outliers.map {
      .outlier(back: series.values.count - $0.place, value: $0.value, expected: $0.expected)
    }
    let point = weights.combined(trial.futures)
    var forecast = finish(
      series, engine, method: Self.method(trial), point: point,
      flags: flags, parts: Self.parts(trial.parts, point),
      fitted: trial.fitted.isEmpty ? [] : weights.combined(trial.fitted), ratio: ratio,
      unit: trial.size * trial.spread * calibration.factor(own), calibration: calibration)
    forecast.longSeasons = trial.longSeasons
    forecast.past = trial.looks.map { look in look.map { Self.past($0, weights, trial, series) } }
    return forecast
  }

  private static func method(_ trial: Trial) -> String {
    let pool = "Pool(\(trial.members.map(\.word).joined(separator: ", ")))"
    return ([pool] + trial.longSeasons.map { "season \($0)" }).joined(separator: " + ")
  }

  /// What the combination would have said at an earlier end: what came, and by how much it missed it.
  private static func past(
    _ look: Trial.Origin, _ weights: PoolWeights, _ trial: Trial, _ series: Series
  ) -> [Double] {
    weights.errors(look).enumerated().map {
      max(0, series.values[look.count + $0.offset] + $0.element * trial.size)
    }
  }

  private static func ratio(_ trial: Trial, _ own: Calibration.Own) -> Double? {
    let naive = trial.naive.reduce(0) { $0 + Double($1) }
    guard naive > 0 else { return nil }
    let ours = zip(own.origins, trial.origins).reduce(0) { sum, pair in
      sum + pair.0.reduce(0) { $0 + abs($1) } / Double(pair.0.count) * pair.1.spread
    }
    return ours / naive
  }

  /// The season as exponential smoothing sees it, the level at the end, and as the trend what is left.
  private static func parts(_ parts: PointForecast.Parts?, _ point: [Double]) -> PointForecast.Parts {
    let none = [Double](repeating: 0, count: point.count)
    guard let parts else { return .init(level: point, trend: none, season: none) }
    let trend = point.indices.map { point[$0] - parts.level[$0] - parts.season[$0] }
    return .init(level: parts.level, trend: trend, season: parts.season)
  }

  private func finish(
    _ series: Series, _ engine: ForecastEngine, method: String, point: [Double], flags: [SeriesForecast.Flag],
    parts: PointForecast.Parts, fitted: [Double], ratio: Double?, unit: Double, calibration: Calibration
  ) -> SeriesForecast {
    let isNeverNegative = series.values.allSatisfy { $0 >= 0 }
    let point = isNeverNegative ? point.map { max(0, $0) } : point
    func line(_ p: Double) -> [Double] {
      point.indices.map { step in
        let value = point[step] + unit * calibration.quantile(p, step: step)
        return isNeverNegative ? max(0, value) : value
      }
    }
    let intervals = engine.levels.map { level in
      let tail = (1 - level / 100) / 2
      return SeriesForecast.Interval(
        level: level, lower: zip(line(tail), point).map(min), upper: zip(line(1 - tail), point).map(max))
    }
    return SeriesForecast(
      method: method, point: point, intervals: intervals, flags: flags, parts: parts, fitted: fitted,
      errorAgainstNaive: ratio, unit: unit, isNeverNegative: isNeverNegative, calibration: calibration,
      slow: nil)
  }
}
