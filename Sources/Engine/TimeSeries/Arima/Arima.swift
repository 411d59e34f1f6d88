import Foundation

/// Autoregressive integrated moving averages with seasonal factors.
///
/// Box and Jenkins, "Time Series Analysis" (1970); orders as in Hyndman and Khandakar (2008).
package struct Arima: Sendable {
  package let order: ArimaOrder
  package let forecast: PointForecast
  /// Standard deviation of the error at each step ahead.
  package let spread: [Double]
  /// Corrected Akaike criterion.
  package let criterion: Double

  /// With orders found by search.
  package static func automatic(_ series: Series, horizon: Int) throws(SeriesRefusal) -> Arima {
    guard (1...1_000).contains(horizon) else { throw .horizon(horizon) }
    let values = series.values, season = series.values.count >= 3 * series.season ? series.season : 1
    let seasonalD = Differencing.seasonal(values, season: season)
    let once = seasonalD == 1 ? Differencing.differenced(values, lag: season) : values
    let d = Differencing.first(once)
    let prepared = ArimaScale(values, d: d, seasonalD: seasonalD, season: season)
    guard prepared.values.count >= 6, prepared.scale > 0 else {
      return Arima(values, ArimaOrder(0, 1, 0), nil, prepared, horizon: horizon)
    }
    var search = ArimaSearch(
      ArmaLikelihood(values: prepared.values), season: season, d: d, seasonalD: seasonalD)
    let fit = search.best()
    return Arima(values, fit.order, fit, prepared, horizon: horizon)
  }

  /// With given orders, by exact likelihood. A history too short for them is carried on from its last value.
  package init(_ series: Series, order: ArimaOrder, horizon: Int) throws(SeriesRefusal) {
    guard (1...1_000).contains(horizon) else { throw .horizon(horizon) }
    let values = series.values
    let prepared = ArimaScale(values, d: order.d, seasonalD: order.seasonalD, season: order.season)
    guard prepared.values.count > order.count + 2, prepared.scale > 0 else {
      self.init(values, ArimaOrder(0, 1, 0), nil, prepared, horizon: horizon)
      return
    }
    let likelihood = ArmaLikelihood(values: prepared.values)
    let start = ArimaFit(order, likelihood, isExact: false).free
    let fit = ArimaFit(order, likelihood, isExact: true, start: start)
    self.init(values, order, fit, prepared, horizon: horizon)
  }

  private init(
    _ values: [Double], _ order: ArimaOrder, _ fit: ArimaFit?, _ prepared: ArimaScale, horizon: Int
  ) {
    self.order = order
    guard let fit else {
      let steps = zip(values.dropFirst(), values).map { ($0 - $1) * ($0 - $1) }
      let one = (steps.reduce(0, +) / Double(max(1, steps.count))).squareRoot()
      let last = values[values.count - 1]
      forecast = PointForecast(
        method: order.name, fitted: [values[0]] + values.dropLast(),
        future: [Double](repeating: last, count: horizon))
      spread = (1...horizon).map { one * Double($0).squareRoot() }
      criterion = .infinity
      return
    }
    let path = ArimaPath(fit, prepared, values, horizon: horizon)
    forecast = PointForecast(method: order.name, fitted: path.fitted, future: path.future)
    spread = path.spread
    criterion = fit.criterion + 2 * Double(prepared.values.count) * log(prepared.scale)
  }
}

/// A series differenced and divided by its spread.
struct ArimaScale {
  let values: [Double]
  let scale: Double

  init(_ raw: [Double], d: Int, seasonalD: Int, season: Int) {
    var rest = raw
    for _ in 0..<seasonalD { rest = Differencing.differenced(rest, lag: season) }
    for _ in 0..<d { rest = Differencing.differenced(rest, lag: 1) }
    let size = rest.reduce(0) { max($0, abs($1)) }, spread = Differencing.variance(rest).squareRoot()
    // Differences that are all the same but for rounding have nothing to model.
    let scale = spread > 1e-9 * size && spread > 0 ? spread : 0
    values = scale > 0 ? rest.map { $0 / scale } : rest
    self.scale = scale
  }
}
