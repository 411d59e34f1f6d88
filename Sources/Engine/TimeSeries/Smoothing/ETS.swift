import Foundation

/// Exponential smoothing: one model, the best of the family by its criterion, or all of them weighted by it.
package enum ETS {
  /// Nil where the model does not fit the series: a multiplied entry over values that are not above nothing, a season
  /// without two cycles, or fewer values than parameters.
  package static func forecast(_ series: Series, _ model: ETSModel, horizon: Int) -> PointForecast? {
    let start = ETSStart(series)
    guard start.allows(model), let fit = ETSSearch(start, model).best() else { return nil }
    let forecast = fit.forecast(start, horizon)
    return forecast.isSound ? forecast : nil
  }

  /// The model of the lowest criterion among the fifteen stable ones.
  package static func automatic(_ series: Series, horizon: Int) -> PointForecast {
    let start = ETSStart(series)
    var best: ETSFit?
    for model in ETSModel.stable where start.allows(model) {
      guard let fit = ETSSearch(start, model).best() else { continue }
      if fit.criterion < best?.criterion ?? .infinity { best = fit }
    }
    guard let forecast = best?.forecast(start, horizon), forecast.isSound else {
      return SeasonalNaive.forecast(series, horizon: horizon)
    }
    return forecast
  }

  /// The models' forecasts, each weighted by how much its criterion makes of it.
  package static func weighted(_ series: Series, horizon: Int) -> PointForecast {
    ETSBlend(series, models: ETSModel.stable).forecast(horizon)
      ?? SeasonalNaive.forecast(series, horizon: horizon)
  }
}

/// Several models of the family on one series, with their Akaike weights.
///
/// Kolassa, "Combining exponential smoothing forecasts using Akaike weights", International Journal of Forecasting 27
/// (2011).
struct ETSBlend {
  let start: ETSStart
  /// Models of some weight and their weights, which sum to one; none where no model fits.
  let fits: [(fit: ETSFit, weight: Double)]

  /// Below this share of the best model's weight a model is left out.
  static let leastShare = 0.01

  /// `near`: parameters found on a longer stretch of the same series, to begin from.
  init(_ series: Series, models: [ETSModel], near: [ETSModel: [Double]] = [:]) {
    let start = ETSStart(series)
    let found = models.filter(start.allows).compactMap { model in
      ETSSearch(start, model).best(near: near[model])
    }.filter { $0.criterion < .infinity }
    let least = found.map(\.criterion).min() ?? 0
    let kept = found.map { ($0, exp((least - $0.criterion) / 2)) }.filter { $0.1 >= Self.leastShare }
    let all = kept.reduce(0) { $0 + $1.1 }
    (self.start, fits) = (start, kept.map { (fit: $0.0, weight: $0.1 / all) })
  }

  /// What a search on a shorter stretch may begin from.
  var places: [ETSModel: [Double]] {
    Dictionary(fits.map { ($0.fit.model, $0.fit.place) }) { first, _ in first }
  }

  func forecast(_ horizon: Int) -> PointForecast? {
    var sum = PointForecast.zero(start.y.count, horizon), all = 0.0
    for (fit, weight) in fits {
      let forecast = fit.forecast(start, horizon)
      guard forecast.isSound else { continue }
      sum.add(forecast, weight: weight)
      all += weight
    }
    guard all > 0 else { return nil }
    sum.scale(1 / all)
    return sum.named(fits.count == 1 ? fits[0].fit.model.description : "ETS")
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
    for place in fitted.indices { fitted[place] *= scale }
    let parts = parts(p, ring, horizon)
    let future = (0..<horizon).map { parts.level[$0] + parts.trend[$0] + parts.season[$0] }
    return PointForecast(method: model.description, fitted: fitted, future: future, parts: parts)
  }

  /// Level, trend and season of each step ahead from the states behind the last value.
  private func parts(_ p: ETSParameters, _ ring: [Double], _ horizon: Int) -> PointForecast.Parts {
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
    return parts
  }
}
