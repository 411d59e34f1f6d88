import Foundation

/// Exponential smoothing, one model or the best of the family by its criterion.
package enum ETS {
  /// Nil where the model does not fit the series: a multiplied entry over values that are not above nothing, a season
  /// without two cycles, or fewer values than parameters.
  package static func forecast(_ series: Series, _ model: ETSModel, horizon: Int) -> PointForecast? {
    let start = ETSStart(series)
    guard start.allows(model), let fit = ETSSearch(start, model).best(evaluations: 400) else { return nil }
    let forecast = fit.forecast(start, horizon)
    return forecast.isSound ? forecast : nil
  }

  /// The model of the lowest criterion among the fifteen stable ones.
  package static func automatic(_ series: Series, horizon: Int) -> PointForecast {
    let start = ETSStart(series)
    var best: ETSFit?
    for model in ETSModel.stable where start.allows(model) {
      guard let fit = ETSSearch(start, model).best(evaluations: 300) else { continue }
      if fit.criterion < best?.criterion ?? .infinity { best = fit }
    }
    guard let forecast = best?.forecast(start, horizon), forecast.isSound else {
      return SeasonalNaive.forecast(series, horizon: horizon)
    }
    return forecast
  }
}

extension ETSFit {
  func forecast(_ start: ETSStart, _ horizon: Int) -> PointForecast {
    var p = parameters, ring = first
    var fitted = [Double](repeating: 0, count: count)
    start.y.withUnsafeBufferPointer { y in
      fitted.withUnsafeMutableBufferPointer { fitted in
        ring.withUnsafeMutableBufferPointer { ring in
          switch model.season {
          case .none: _ = ETSKernel.plain(ETSKernel.Added.self, y, &p, fitted: fitted.baseAddress)
          case .added: _ = ETSKernel.added(ETSKernel.Added.self, y, &p, ring, fitted: fitted.baseAddress)
          case .multiplied: _ = ETSKernel.multiplied(y, &p, ring, fitted: fitted.baseAddress)
          }
        }
      }
    }
    var parts = PointForecast.Parts(level: [], trend: [], season: []), damping = 0.0, power = 1.0
    for step in 0..<horizon {
      power *= p.phi
      damping += power
      let trend = damping * p.slope
      let index = ring.isEmpty ? 0 : ring[(count + step) % ring.count]
      let season = model.season == .multiplied ? (p.level + trend) * (index - 1) : index
      parts.level.append(p.level * scale)
      parts.trend.append(trend * scale)
      parts.season.append(season * scale)
    }
    let future = (0..<horizon).map { parts.level[$0] + parts.trend[$0] + parts.season[$0] }
    return PointForecast(
      method: model.description, fitted: fitted.map { $0 * scale }, future: future, parts: parts)
  }
}

extension ETS {
  /// The models' forecasts, each weighted by how much its criterion makes of it.
  ///
  /// Kolassa, "Combining exponential smoothing forecasts using Akaike weights", International Journal of Forecasting 27
  /// (2011).
  package static func weighted(_ series: Series, horizon: Int) -> PointForecast {
    let start = ETSStart(series)
    let fits = ETSModel.stable.filter(start.allows).compactMap { ETSSearch(start, $0).best(evaluations: 300) }
      .filter { $0.criterion < .infinity }
    guard let least = fits.map(\.criterion).min() else { return SeasonalNaive.forecast(series, horizon: horizon) }
    var fitted = [Double](repeating: 0, count: series.values.count)
    var future = [Double](repeating: 0, count: horizon), all = 0.0
    for fit in fits where fit.criterion < least + 12 {
      let weight = exp((least - fit.criterion) / 2), forecast = fit.forecast(start, horizon)
      guard forecast.isSound else { continue }
      for place in fitted.indices { fitted[place] += weight * forecast.fitted[place] }
      for step in future.indices { future[step] += weight * forecast.future[step] }
      all += weight
    }
    guard all > 0 else { return SeasonalNaive.forecast(series, horizon: horizon) }
    return PointForecast(method: "ETS", fitted: fitted.map { $0 / all }, future: future.map { $0 / all })
  }
}
