import Testing

@testable import TimeSeries

/// Published figures, and those of another program on a published series.
struct ReferenceTests {
  /// Largest relative difference in a forecast.
  private func distance(_ found: [Double], _ expected: [Double]) -> Double {
    zip(found, expected).map { abs($0 / $1 - 1) }.max() ?? .infinity
  }

  /// Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 2nd edition (2018), section 7.1: oil production
  /// in Saudi Arabia from 1996, smoothing 0.8339, first level 446.5868, forecast 542.68.
  @Test func `simple smoothing gives the textbook's forecast of oil`() throws {
    let oil = [
      445.36, 453.20, 454.41, 422.38, 456.04, 440.39, 425.19, 486.21, 500.43, 521.28, 508.95, 488.89, 509.87,
      456.72,
      473.82, 525.95, 549.83, 542.34,
    ]
    var p = ETSParameters(alpha: 0.8339, level: 446.5868)
    _ = oil.withUnsafeBufferPointer { ETSKernel.plain(ETSKernel.Added.self, $0, &p, fitted: nil) }
    #expect(abs(p.level - 542.68) < 0.005)
    let model = ETSModel(error: .added, trend: .none, season: .none)
    let found = try #require(ETS.forecast(try Series(oil), model, horizon: 2))
    // Ours doubts a first level less than likelihood alone would: half a percent.
    #expect(distance(found.future, [542.68, 542.68]) < 0.005)
  }

  /// statsforecast 2.1.1, `DynamicOptimizedTheta`, `OptimizedTheta` and `Theta` with a season of 12.
  @Test(arguments: [
    (
      Theta.dynamicOptimised,
      [442.9, 432.3, 495.5, 482.6, 487.9, 556.1, 616.2, 616.1, 538.4, 470.4, 411.0, 463.5]
    ),
    (.optimised, [442.9, 432.2, 495.3, 482.3, 487.5, 555.6, 615.5, 615.2, 537.5, 469.5, 410.1, 462.4]),
    (.standard, [441.0, 429.2, 490.7, 476.7, 480.6, 546.5, 604.0, 602.3, 525.0, 457.5, 398.7, 448.5]),
  ])
  func `theta agrees with statsforecast on the airline passengers`(theta: Theta, expected: [Double]) {
    #expect(distance(theta.forecast(AirPassengers.series, horizon: 12).future, expected) < 0.005)
  }

  /// statsforecast 2.1.1, `AutoCES` with the models N, S and P. Its first seasons differ from ours a little.
  @Test(arguments: [
    (
      ComplexSmoothing.plain, 0.002,
      [425.5, 418.2, 417.2, 411.3, 409.3, 404.3, 401.7, 397.3, 394.4, 390.3, 387.2, 383.4]
    ),
    (.simple, 0.012, [446.0, 422.5, 480.1, 501.9, 523.2, 582.5, 680.0, 674.4, 569.0, 506.8, 441.8, 494.8]),
    (.partial, 0.04, [452.3, 445.5, 493.1, 544.6, 531.9, 590.8, 668.4, 642.8, 539.4, 473.6, 397.0, 454.6]),
  ])
  func `complex smoothing agrees with statsforecast on the airline passengers`(
    form: ComplexSmoothing, tolerance: Double, expected: [Double]
  ) throws {
    let found = try #require(form.forecast(AirPassengers.series, horizon: 12))
    #expect(distance(found.future, expected) < tolerance)
  }

  /// statsforecast 2.1.1, `AutoETS(model: "MAM", damped: true)`, whose first seasons are sought and not decomposed.
  @Test func `multiplied damped smoothing is near statsforecast's on the airline passengers`() throws {
    let expected = [436.5, 429.3, 493.3, 483.2, 481.3, 549.7, 611.7, 610.4, 532.5, 463.2, 398.9, 454.2]
    let model = ETSModel(error: .multiplied, trend: .damped, season: .multiplied)
    let found = try #require(ETS.forecast(AirPassengers.series, model, horizon: 12))
    #expect(distance(found.future, expected) < 0.02)
  }

  @Test func `the passengers' smoothing has a trend and a multiplied season`() {
    #expect(ETS.automatic(AirPassengers.series, horizon: 12).method == "ETS(M,A,M)")
  }

  /// The drift is the mean step: (432 - 112) / 143.
  @Test func `drift and repeated seasons are what they say`() {
    let drift = Drift.forecast(AirPassengers.series, horizon: 2).future
    #expect(distance(drift, [432 + 320 / 143.0, 432 + 640 / 143.0]) < 1e-12)
    #expect(
      SeasonalNaive.forecast(AirPassengers.series, horizon: 13).future == Array(AirPassengers.values[132...])
        + [417])
  }

  @Test func `fifteen members of the family are stable`() {
    #expect(ETSModel.stable.count == 15)
    #expect(!ETSModel.stable.contains { $0.error == .added && $0.season == .multiplied })
  }
}
