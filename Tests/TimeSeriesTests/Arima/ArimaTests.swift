import Foundation
import Testing

@testable import TimeSeries

struct ArimaTests {
  /// Box and Jenkins, series G: airline passengers in thousands, January 1949 to December 1960.
  static let passengers: [Double] = [
    112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158,
    133,
    114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230,
    242,
    209, 191, 172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234,
    264,
    302, 293, 259, 229, 203, 229, 242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317,
    313,
    318, 374, 413, 405, 355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340,
    318,
    362, 348, 363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362,
    405,
    417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432,
  ]

  /// R's arima() and statsmodels 0.15 agree on the airline model: -0.4018, -0.5569, log likelihood 244.70.
  @Test func `the airline model is the published one`() throws {
    let series = try Series(Self.passengers.map { log($0) }, season: 12)
    let order = ArimaOrder(0, 1, 1, seasonal: (0, 1, 1), season: 12)
    let arima = try Arima(series, order: order, horizon: 12)
    #expect(abs(arima.criterion - (-2 * 244.69648 + 6 + 24.0 / 127)) < 0.005)
    let prepared = ArimaScale(series.values, d: 1, seasonalD: 1, season: 12)
    let fit = ArimaFit(order, ArmaLikelihood(values: prepared.values), isExact: true)
    #expect(abs(fit.process.ma[0] + 0.4018) < 0.002)
    #expect(abs(fit.process.ma[1] + 0.5569) < 0.002)
  }

  /// statsmodels 0.15, exact likelihood, on two series of the M3 competition.
  @Test func `the criterion is that of the exact likelihood elsewhere`() throws {
    let falling = try Series([
      6434, 5811, 5815, 6047, 6112, 6111, 6088, 5949, 5783, 5610, 5443, 5484, 5532, 5781, 6087, 6402, 6601,
      6896,
      7001, 7084, 7178, 7246, 7199, 7329, 7282, 7281, 7238, 7259, 7068, 7183, 7330, 7339, 7377, 7533, 7586,
      7641,
      7617, 7575, 7531, 7446, 7554, 7374, 7320, 7068, 6711,
    ])
    let first = try Arima(falling, order: ArimaOrder(1, 1, 0), horizon: 4)
    #expect(abs(first.criterion - 570.961211) < 1e-3)
    let swinging = try Series([
      1730, 1790, 1890, 2035, 2210, 2270, 2220, 2140, 2030, 1910, 1800, 1730, 1850, 1990, 2140, 2430, 2635,
      2995,
      2970, 3145, 3300, 3475, 3755, 3585, 3410, 3325, 3540, 3840, 4055, 4525, 5110, 6090, 6060, 7455, 8800,
      9030,
      9400, 8300, 6870, 6545, 6480, 6565, 6080, 5995,
    ])
    let second = try Arima(
      swinging, order: ArimaOrder(1, 1, 0, seasonal: (0, 0, 1), season: 4), horizon: 4)
    #expect(abs(second.criterion - 640.819017) < 1e-3)
  }

  @Test func `the search finds a model as good as the airline's`() throws {
    let series = try Series(Self.passengers.map { log($0) }, season: 12)
    let found = try Arima.automatic(series, horizon: 12)
    #expect(found.order.seasonalD == 1 && found.order.d == 1)
    #expect(found.criterion < -482.5)
  }

  @Test func `random walk, drift and autoregression are forecast as by hand`() throws {
    let walk = try Arima(Series([3, 5, 4, 7, 6, 9]), order: ArimaOrder(0, 1, 0), horizon: 2)
    #expect(walk.forecast.future == [9, 9])
    #expect(abs(walk.spread[1] / walk.spread[0] - 2.0.squareRoot()) < 1e-12)
    let drift = try Arima(
      Series([3, 5, 4, 7, 6, 9]), order: ArimaOrder(0, 1, 0, hasConstant: true), horizon: 2)
    #expect(abs(drift.forecast.future[1] - (9 + 2 * 1.2)) < 1e-3)
  }

  @Test func `scale and shift go through`() throws {
    let values = Array(Self.passengers.prefix(44)),
      plain = try Arima.automatic(Series(values, season: 4), horizon: 6)
    let large = try Arima.automatic(Series(values.map { 1_000 * $0 }, season: 4), horizon: 6)
    #expect(large.order == plain.order)
    for (a, b) in zip(plain.forecast.future, large.forecast.future) { #expect(abs(b / a - 1_000) < 0.01) }
    let again = try Arima.automatic(Series(values, season: 4), horizon: 6)
    #expect(again.forecast == plain.forecast)
  }

  @Test(arguments: [
    [5.0], [5, 6], [0, 0, 0, 0, 0, 0, 0, 0, 0], [4, 4, 4, 4, 4, 4, 4, 4, 4, 4],
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 900], [1e90, -1e90, 1e90, -1e90, 1e90, -1e90, 1e90, -1e90, 1e90, -1e90],
  ])
  func `ugly series give numbers, and constants themselves`(values: [Double]) throws {
    for season in [1, 4] {
      let arima = try Arima.automatic(Series(values, season: season), horizon: 3)
      for value in arima.forecast.future + arima.forecast.fitted + arima.spread { #expect(value.isFinite) }
      if values.allSatisfy({ $0 == 4 }) { #expect(arima.forecast.future == [4, 4, 4]) }
    }
  }

  @Test func `a horizon of none is refused`() throws {
    #expect(throws: SeriesRefusal.horizon(0)) { try Arima.automatic(Series([1, 2]), horizon: 0) }
  }
}
