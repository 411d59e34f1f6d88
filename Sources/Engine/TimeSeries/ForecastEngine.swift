/// The front door: many series in, for each its forecast with intervals, method, parts and flags.
///
/// A pool of methods forecasts each series at its end and at earlier origins. What the origins show of all series
/// together weighs the methods and calibrates the intervals. The result does not depend on the number of threads.
package struct ForecastEngine: Sendable {
  package let horizon: Int
  /// In percent.
  package let levels: [Double]
  /// Rolling origins of each series.
  package var origins = 6
  package var keepsFitted = false
  package var threads = 1
  /// Ends before the last by so many values, from which forecasts are wanted as well: origins that series of a run share.
  package var looksBack: [Int] = []
  /// Parameters of each series' methods stay at hand for more forecasts of it.
  var keepsMemory = false

  package init(horizon: Int, levels: [Double] = [80, 95]) throws(SeriesRefusal) {
    guard (1...1000).contains(horizon) else { throw .horizon(horizon) }
    for level in levels where !(level > 0 && level < 100) { throw .level(level) }
    (self.horizon, self.levels) = (horizon, levels)
  }

  /// One series alone: its intervals rest on its own origins.
  package static func forecast(
    series values: [Double], horizon: Int, season: Int, levels: [Double] = [80, 95]
  ) throws(SeriesRefusal) -> SeriesForecast {
    var engine = try ForecastEngine(horizon: horizon, levels: levels)
    engine.keepsFitted = true
    return engine.forecast(try Series(values, season: season))
  }

  /// The origins at which a series of so many values is judged, nearest first.
  package func usualOrigins(of count: Int, season: Int) -> [Int] {
    RollingOrigins.heldBack(count: count, season: season, horizon: horizon, isSeasonal: season > 1)
  }

  package func forecast(_ series: Series) -> SeriesForecast {
    let trial = SeriesTrial(series, self)
    return Judgement([series], [trial], horizon: horizon).forecast(series, trial, self)
  }

  /// All series judged together; answers in their order.
  package func forecast(_ series: [Series]) async -> [SeriesForecast] {
    let engine = self, peaks = SharedPeaks(series, horizon: horizon, looksBack: looksBack)
    var trials = await inParallel(series.count) { SeriesTrial(series[$0], engine, peaks) }
    let judgement = Judgement(series, trials, horizon: horizon)
    var forecasts: [SeriesForecast] = []
    forecasts.reserveCapacity(series.count)
    // A trial is let go as soon as its forecast is made: of many series they take more room than all else.
    for start in stride(from: 0, to: series.count, by: Self.stretch) {
      let places = start..<min(series.count, start + Self.stretch), some = Array(trials[places])
      for place in places { trials[place] = .short }
      forecasts += await inParallel(places.count) {
        judgement.forecast(series[start + $0], some[$0], engine)
      }
    }
    return forecasts
  }

  /// Series whose trials are held and let go together.
  private static let stretch = 4_096

  /// Results in order of their places, worked out by as many tasks as there are threads.
  func inParallel<Value: Sendable>(
    _ count: Int, _ work: @escaping @Sendable (Int) -> Value
  ) async -> [Value] {
    guard threads > 1, count > 1 else { return (0..<count).map(work) }
    // Small stretches, so that no thread waits for another's long series.
    let stretch = max(1, min(64, count / (threads * 4)))
    let starts = Array(stride(from: 0, to: count, by: stretch))
    return await withTaskGroup(of: (Int, [Value]).self) { group in
      var parts = [[Value]](repeating: [], count: starts.count), next = 0
      func add() {
        guard next < starts.count else { return }
        let place = next
        next += 1
        group.addTask {
          (place, (starts[place]..<min(count, starts[place] + stretch)).map(work))
        }
      }
      for _ in 0..<threads { add() }
      while let (place, part) = await group.next() {
        parts[place] = part
        add()
      }
      return parts.flatMap { $0 }
    }
  }
}

/// What kind of treatment a series takes, and its trial where the pool forecasts it.
enum SeriesTrial: Sendable {
  case constant
  case short
  /// Most steps ask for nothing, in no season.
  case slow
  case pool(Trial)

  static let fewest = 5

  init(_ series: Series, _ engine: ForecastEngine, _ shared: SharedPeaks? = nil) {
    let values = series.values
    if values.count < Self.fewest {
      self = .short
    } else if values.allSatisfy({ $0 == values[0] }) {
      self = .constant
    } else if Self.isSlow(series) {
      self = .slow
    } else {
      let peaks = shared?.peaks(of: series), count = series.values.count
      let plain = peaks?.off(count, horizon: 1)?.removed(from: series) ?? series
      let season = Seasonality.settled(plain).season
      self = .pool(
        .judged(Series(unchecked: values, season: season, longer: series.longer), engine, peaks: peaks))
    }
  }

  /// What is asked for seldom because of its season stays with the pool.
  private static func isSlow(_ series: Series) -> Bool {
    guard series.values.allSatisfy({ $0 >= 0 }) else { return false }
    let pattern = DemandClass(series).pattern
    guard pattern == .intermittent || pattern == .lumpy else { return false }
    return !series.values.withUnsafeBufferPointer { SeasonalTest.isSeasonal($0, season: series.season) }
  }

  var trial: Trial? {
    if case .pool(let trial) = self { trial } else { nil }
  }
}
