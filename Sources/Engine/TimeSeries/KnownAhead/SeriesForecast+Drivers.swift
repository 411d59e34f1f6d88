import Foundation

extension ForecastEngine {
  /// All series judged together, those in panels also by what is known ahead of them; answers in their order.
  package func forecast(_ series: [Series], panels: [SeatedPanel]) async -> [SeriesForecast] {
    var engine = self
    engine.keepsMemory = !panels.isEmpty
    let ready = engine
    let peaks = SharedPeaks(series, horizon: horizon, looksBack: looksBack)
    let trials = await inParallel(series.count) { SeriesTrial(series[$0], ready, peaks) }
    let judgement = Judgement(series, trials, horizon: horizon)
    var all = await inParallel(series.count) { judgement.forecast(series[$0], trials[$0], ready) }
    for seated in panels {
      let contest = DriverContest(
        seated: seated, series: series, trials: trials, judgement: judgement, engine: ready)
      for (seat, found) in zip(seated.seats, await contest.forecasts(beside: all)) {
        if let found { all[seat] = found }
      }
    }
    return all
  }
}

extension SeriesForecast {
  /// The same series forecast by drivers: another point, another range, and what each cause adds to it.
  ///
  /// `regression`: its share, of whose parts season counts as season and the rest as level.
  func moved(
    to range: DriverRange, method: String, by parts: [[DriverPart]], regression: Double, levels: [Double],
    ratio: Double?
  ) -> SeriesForecast {
    let outside = parts.map { $0.filter(\.cause.isOutside) }, point = range.point
    let own = 1 - regression, trend = self.parts.trend.map { own * $0 }
    let season = point.indices.map { step in
      own * self.parts.season[step]
        + parts[step].reduce(0) { $0 + ($1.cause == .season ? $1.units : 0) }
    }
    let level = point.indices.map { step in
      point[step] - trend[step] - season[step] - outside[step].reduce(0) { $0 + $1.units }
    }
    let intervals = levels.map { level in
      let tail = (1 - level / 100) / 2
      return Interval(
        level: level, lower: point.indices.map { min(point[$0], range.quantile(tail, step: $0)) },
        upper: point.indices.map { max(point[$0], range.quantile(1 - tail, step: $0)) })
    }
    var moved = SeriesForecast(
      method: method, point: point, intervals: intervals, flags: flags,
      parts: .init(level: level, trend: trend, season: season), fitted: fitted,
      errorAgainstNaive: errorAgainstNaive.map { $0 * (ratio ?? 1) }, unit: unit, isNeverNegative: true,
      calibration: nil, slow: nil)
    (moved.causes, moved.known, moved.errorAgainstPool) = (outside, range, ratio)
    (moved.past, moved.pool) = (past, self.point)
    return moved
  }
}

extension DriverCause {
  /// Something that the series itself does not hold.
  var isOutside: Bool {
    switch self {
    case .driver, .rivals, .calendar: true
    case .season, .recent: false
    }
  }
}

extension DriverPart {
  /// Opinions' parts, each times its share; an opinion without parts at a step says that nothing is owed to causes.
  static func mixed(_ opinions: [(parts: [[DriverPart]], share: Double)]) -> [[DriverPart]] {
    (opinions.first?.parts ?? []).indices.map { step in
      let told = opinions.filter { !$0.parts[step].isEmpty }
      return (told.first?.parts[step] ?? []).indices.map { place in
        DriverPart(
          cause: told[0].parts[step][place].cause,
          units: told.reduce(0) { $0 + $1.share * $1.parts[step][place].units })
      }
    }
  }
}

extension DriverModel {
  /// What each cause adds to a forecast that was put back from a cleared history, in units.
  func parts(_ one: Int, of forecast: [Double], from first: Int) -> [[DriverPart]] {
    let b = learned.coefficients(one), pull = pull(one)
    return forecast.enumerated().map { ahead, units in
      let step = panel.history + first - 1 + ahead
      var logs = [Double](repeating: 0, count: causes.count)
      for (k, term) in terms.terms.enumerated() where term.cause != .season {
        logs[places[k]] += b[k] * terms.columns[k][one * panel.span + step]
      }
      add(lasting.pulls(one, ahead: first + ahead), to: &logs)
      let sum = logs.reduce(0, +), whole = units - units * exp(-pull[step])
      return zip(causes, logs).map { DriverPart(cause: $0, units: sum == 0 ? 0 : whole * $1 / sum) }
    }
  }

  /// What drivers that stay add to a forecast that they alone have moved, in units.
  func lastingParts(_ one: Int, of forecast: [Double], from first: Int) -> [[DriverPart]] {
    forecast.enumerated().map { ahead, units in
      var logs = [Double](repeating: 0, count: causes.count)
      add(lasting.pulls(one, ahead: first + ahead), to: &logs)
      let sum = logs.reduce(0, +), whole = units - units * exp(-sum)
      return zip(causes, logs).map { DriverPart(cause: $0, units: sum == 0 ? 0 : whole * $1 / sum) }
    }
  }

  func add(_ pulls: [(driver: Int, pull: Double)], to logs: inout [Double]) {
    for (driver, pull) in pulls {
      if let place = causes.firstIndex(of: .driver(driver)) { logs[place] += pull }
    }
  }
}
