import Foundation

/// The methods whose forecasts are combined; which of them, decides the kind of series.
enum PoolMember: Int, CaseIterable, Sendable {
  case dynamicTheta, logTheta, smoothing, logSmoothing, complex, logComplex, autoregression

  /// Without a season complex smoothing has no level to come back to, and logarithms let growth run away; over a long
  /// season it has more states than a few cycles can tell of.
  static func members(season: Int) -> [PoolMember] {
    switch season {
    case ...1: [.dynamicTheta, .logTheta, .smoothing, .autoregression]
    case HarmonicSeason.shortest...: [.dynamicTheta, .logTheta, .smoothing, .logSmoothing, .autoregression]
    default: allCases
    }
  }

  var word: String {
    switch self {
    case .dynamicTheta: "DOTM"
    case .logTheta: "log STM"
    case .smoothing: "ETS"
    case .logSmoothing: "log ETS"
    case .complex: "CES"
    case .logComplex: "log CES"
    case .autoregression: "AR"
    }
  }
}

/// What a longer stretch of a series has taught, so that shorter ones need less work.
struct PoolMemory: Sendable {
  var smoothing: [ETSModel: [Double]] = [:]
  var logSmoothing: [ETSModel: [Double]] = [:]
  var complex: ComplexSmoothing?
  var logComplex: ComplexSmoothing?
}

/// All members' forecasts of one series.
struct Pool: Sendable {
  let members: [PoolMember]
  private(set) var forecasts: [PointForecast]
  private(set) var memory = PoolMemory()

  /// The pool of a series without its long seasons, which are put on its forecasts.
  init(
    _ series: Series, horizon: Int, members: [PoolMember], memory known: PoolMemory? = nil,
    without seasons: LongSeasons?
  ) {
    let off = seasons?.off(series.values.count, horizon: horizon)
    self.init(off?.removed(from: series) ?? series, horizon: horizon, members: members, memory: known)
    if let off { forecasts = forecasts.map(off.put) }
  }

  /// `memory`: of the same series' longer stretch, or nil for a full search.
  init(_ series: Series, horizon: Int, members: [PoolMember], memory known: PoolMemory? = nil) {
    var memory = PoolMemory()
    let logs = Self.logarithms(series)
    let season = Self.season(series), logSeason = logs.flatMap(Self.season)
    let size = Self.size(series)
    let bound = (series.values.map(abs).max() ?? 0) * 20
    self.members = members
    forecasts = members.map { member in
      let found: PointForecast? =
        switch member {
        case .dynamicTheta: Theta.dynamicOptimised.forecast(series, horizon: horizon, season: season)
        case .logTheta:
          logs.map { Theta.standard.forecast($0, horizon: horizon, season: logSeason).unlogged(size) }
        case .smoothing: Self.smoothing(series, horizon, ETSModel.stable, known?.smoothing, &memory.smoothing)
        case .logSmoothing:
          logs.flatMap {
            Self.smoothing($0, horizon, ETSModel.forLogarithms, known?.logSmoothing, &memory.logSmoothing)?
              .unlogged(size)
          }
        case .complex: Self.complex(series, horizon, known?.complex, &memory.complex)
        case .logComplex:
          logs.flatMap { Self.complex($0, horizon, known?.logComplex, &memory.logComplex)?.unlogged(size) }
        case .autoregression: Sieve.forecast(series, horizon: horizon, season: season)
        }
      // Where a member cannot say anything of use, theta speaks for it.
      guard let found, found.future.allSatisfy({ abs($0) <= bound }) else {
        return Theta.dynamicOptimised.forecast(series, horizon: horizon, season: season)
      }
      return found
    }
    self.memory = memory
  }

  /// Logarithms are moved here, so that the unit of the values plays no part and models of relative errors can take them.
  static let logLevel = 8.0

  private static func size(_ series: Series) -> Double {
    series.values.reduce(0) { $0 + abs($1) } / Double(series.values.count)
  }

  private static func logarithms(_ series: Series) -> Series? {
    guard let least = series.values.min(), least > 0 else { return nil }
    let size = size(series)
    return Series(unchecked: series.values.map { log($0 / size) + logLevel }, season: series.season)
  }

  private static func season(_ series: Series) -> SeasonalIndices? {
    series.values.withUnsafeBufferPointer { Seasonality.tested($0, season: series.season) }
  }

  private static func smoothing(
    _ series: Series, _ horizon: Int, _ all: [ETSModel], _ known: [ETSModel: [Double]]?,
    _ found: inout [ETSModel: [Double]]
  ) -> PointForecast? {
    let isNear = known?.isEmpty == false
    let models = isNear ? all.filter { known![$0] != nil } : all
    let blend = ETSBlend(series, models: models, near: known ?? [:])
    found = blend.places
    return blend.forecast(horizon)
  }

  private static func complex(
    _ series: Series, _ horizon: Int, _ known: ComplexSmoothing?, _ found: inout ComplexSmoothing?
  ) -> PointForecast? {
    let best = ComplexSmoothing.best(series, among: known.map { [$0] } ?? ComplexSmoothing.allCases)
    found = best?.kernel.form
    return best?.forecast(horizon)
  }
}

extension PointForecast {
  /// The forecast of the values whose logarithms were forecast.
  func unlogged(_ size: Double) -> PointForecast {
    func back(_ value: Double) -> Double { size * exp(min(230, value - Pool.logLevel)) }
    return PointForecast(method: "log " + method, fitted: fitted.map(back), future: future.map(back))
  }
}
