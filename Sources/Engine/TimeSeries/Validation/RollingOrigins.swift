import Foundation

/// Where a series is cut so that its own end can be forecast and compared.
enum RollingOrigins {
  /// How many values are held back at each origin, nearest first: six origins over two horizons where there is room.
  ///
  /// What stays must be enough for the methods to be the ones that will forecast: two cycles and a little of a seasonal
  /// series, eight values of another.
  static func heldBack(count: Int, season: Int, horizon: Int, isSeasonal: Bool) -> [Int] {
    let least = isSeasonal ? 2 * season + max(2, season / 8) : 6
    let room = count - least
    guard room >= 1 else { return [] }
    let span = min(room, 2 * horizon)
    // A long season costs more and tells less at each origin.
    let origins = min(span, season >= HarmonicSeason.shortest ? 4 : 6)
    return (1...origins).map { max(1, $0 * span / origins) }
  }

  /// So many of them at most, evenly taken.
  static func chosen(_ wanted: Int, count: Int, season: Int, horizon: Int, isSeasonal: Bool) -> [Int] {
    let held = heldBack(count: count, season: season, horizon: horizon, isSeasonal: isSeasonal)
    return held.count <= wanted ? held : (1...wanted).map { held[$0 * held.count / wanted - 1] }
  }
}

/// What one series' pool forecasts, and what the same pool would have said at earlier origins.
struct Trial: Sendable {
  /// Errors of the pool at one origin, as parts of the size of the values.
  struct Origin: Sendable {
    /// Values known there.
    let count: Int
    let steps: Int
    /// Forecast less actual value: member by member, all steps of one behind the other.
    let errors: [Float]
    /// Mean absolute error of one step within the values known then, in the same parts.
    let spread: Double
  }

  let members: [PoolMember]
  /// Member by member.
  let futures: [[Double]]
  /// One-step forecasts, where they were asked for.
  let fitted: [[Double]]
  let parts: PointForecast.Parts?
  let memory: PoolMemory?
  /// Mean size of the values, and of the errors of one step within them as part of it.
  let size: Double
  let spread: Double
  let origins: [Origin]
  /// Steps of a season, and of the series.
  let season: Int
  let count: Int
  /// Seasons beyond it that were taken off before the pool forecast, and put back.
  let longSeasons: [Int]
  /// What its steps stand out by every cycle, likewise.
  let peaks: SeriesPeaks?
  /// Of a long season: absolute errors of one step in parts of the spread, the last value first, two cycles back at most.
  let echo: [Float]
  /// Mean absolute error at the origins of repeating the last cycle, as a part of the size.
  let naive: [Float]

  /// What the methods did not learn from; errors are still held against what was sold.
  let outliers: [Outliers.Found]

  /// At the origins that series of a run share; nil where the series was too short there.
  let looks: [Origin?]

  /// Errors of one step are taken to be at least this part of the values: less is chance.
  static let leastSpread = 0.002

  /// Values that stand alone are learned from or not, whichever foretold the series better behind them; where nothing lies
  /// behind them yet, they are not.
  static func judged(_ series: Series, _ engine: ForecastEngine, peaks: SeriesPeaks?) -> Trial {
    let plain = Trial(series, engine, peaks: peaks), found = Outliers.found(in: series)
    guard let first = found.first else { return plain }
    let clean = Trial(series, engine, without: found, peaks: peaks)
    let told = first.place + Outliers.fewestBehind
    return clean.loss(behind: told) <= plain.loss(behind: told) ? clean : plain
  }

  private init(
    _ series: Series, _ engine: ForecastEngine, without outliers: [Outliers.Found] = [], peaks: SeriesPeaks?
  ) {
    self.init(
      series, horizon: engine.horizon, origins: engine.origins, keepsFitted: engine.keepsFitted,
      keepsMemory: engine.keepsMemory, looksBack: engine.looksBack, without: outliers, peaks: peaks)
  }

  /// Mean absolute error of the mean of all members at the origins that lie behind a place.
  private func loss(behind place: Int) -> Double {
    let even = PoolWeights.equal(members.count)
    return origins.reduce(0) { sum, origin in
      origin.count <= place
        ? sum : sum + even.errors(origin).reduce(0) { $0 + abs($1) } / Double(origin.steps)
    }
  }

  init(
    _ series: Series, horizon: Int, origins wanted: Int, keepsFitted: Bool, keepsMemory: Bool = false,
    looksBack: [Int] = [], without outliers: [Outliers.Found] = [], peaks: SeriesPeaks? = nil
  ) {
    let values = series.values, count = values.count
    let size = values.reduce(0) { $0 + abs($1) } / Double(count), scale = size > 0 ? size : 1
    let isSeasonal = series.season > 1, members = PoolMember.members(season: series.season)
    let learned = series.without(outliers)
    let chosen = RollingOrigins.chosen(
      wanted, count: count, season: series.season, horizon: horizon, isSeasonal: isSeasonal)
    let seasons = LongSeasons(learned, cuts: ([0] + chosen + looksBack).map { count - $0 }, horizon: horizon)
    func off(_ cut: Int, _ steps: Int) -> LongSeasonsOff? {
      seasons?.off(cut, horizon: steps) ?? peaks?.off(cut, horizon: steps)
    }
    let pool = Pool(learned, horizon: horizon, members: members, without: off(count, horizon))
    var naive: [Float] = []
    func origin(_ back: Int) -> Origin {
      Self.origin(series, back, min(back, horizon), outliers, members, pool.memory, off, scale)
    }
    origins = chosen.map { back in
      let past = series.dropLast(back).without(outliers), steps = min(back, horizon)
      naive.append(
        Self.misses(SeasonalNaive.forecast(past, horizon: steps).future, values, count - back, scale))
      return origin(back)
    }
    let least = isSeasonal ? 2 * series.season : 2 * SeriesTrial.fewest, known = origins
    looks = looksBack.map { back in
      guard count - back >= least else { return nil }
      return known.first { $0.count == count - back } ?? origin(back)
    }
    (self.members, self.naive, self.size, self.outliers) = (members, naive, scale, outliers)
    memory = keepsMemory ? pool.memory : nil
    futures = pool.forecasts.map(\.future)
    fitted = keepsFitted ? pool.forecasts.map(\.fitted) : []
    parts = pool.forecasts[PoolMember.smoothing.place(in: members)].parts
    spread = max(Self.leastSpread, Self.spread(pool.forecasts, learned.values, series.season) / scale)
    (season, self.count, longSeasons) = (series.season, count, seasons?.seasons ?? [])
    self.peaks = peaks
    echo = Self.echo(pool.forecasts, values, series.season, spread * scale)
  }

  /// What the same methods would have said so many values before the end, and by how much they would have missed.
  private static func origin(
    _ series: Series, _ back: Int, _ steps: Int, _ outliers: [Outliers.Found], _ members: [PoolMember],
    _ memory: PoolMemory, _ off: (Int, Int) -> LongSeasonsOff?, _ scale: Double
  ) -> Origin {
    let values = series.values, cut = values.count - back
    let earlier = series.dropLast(back).without(outliers)
    let past = Pool(earlier, horizon: steps, members: members, memory: memory, without: off(cut, steps))
    return Origin(
      count: cut, steps: steps,
      errors: past.forecasts.flatMap { line in
        line.future.indices.map { Float((line.future[$0] - values[cut + $0]) / scale) }
      }, spread: max(leastSpread, spread(past.forecasts, earlier.values, series.season) / scale))
  }

  private static func echo(_ forecasts: [PointForecast], _ values: [Double], _ season: Int, _ spread: Double)
    -> [Float]
  {
    guard season >= HarmonicSeason.shortest else { return [] }
    return (0..<min(2 * season, values.count - 2)).map { back in
      let place = values.count - 1 - back
      let misses = [forecasts[0], forecasts[2]].map { abs(values[place] - $0.fitted[place]) }
      return Float(0.5 * (misses[0] + misses[1]) / spread)
    }
  }

  private static func misses(_ future: [Double], _ values: [Double], _ cut: Int, _ scale: Double) -> Float {
    Float(future.indices.reduce(0) { $0 + abs(future[$1] - values[cut + $1]) } / Double(future.count) / scale)
  }

  /// Mean absolute error of one step of theta and smoothing behind the first cycle; two cycles back it counts half.
  private static func spread(_ forecasts: [PointForecast], _ values: [Double], _ season: Int) -> Double {
    let first = min(values.count / 2, max(2, season))
    let pace = pow(0.5, 1 / Double(2 * max(season, 4)))
    var sum = 0.0, count = 0.0, weight = 1.0
    for place in stride(from: values.count - 1, through: first, by: -1) {
      for forecast in [forecasts[0], forecasts[2]] {
        sum += weight * abs(values[place] - forecast.fitted[place])
      }
      count += 2 * weight
      weight *= pace
    }
    guard season == 1 else { return sum / count }
    // What was fitted to few values lies closer to them than what is to come: three parameters are taken off their number.
    return sum / count * (Double(values.count) / Double(max(1, values.count - 3))).squareRoot()
  }
}

extension PoolMember {
  func place(in members: [PoolMember]) -> Int { members.firstIndex(of: self) ?? 0 }
}
