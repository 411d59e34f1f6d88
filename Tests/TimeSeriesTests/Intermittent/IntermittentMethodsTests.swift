import Testing

@testable import TimeSeries

struct IntermittentMethodsTests {
  static let demand: [Double] = [
    0, 0, 5, 0, 3, 0, 0, 0, 7, 2, 0, 0, 4, 0, 0, 0, 0, 6, 0, 1, 0, 0, 3, 0, 0, 0, 8, 0, 0, 2, 0, 0, 0, 5,
  ]

  /// What statsforecast 2.1.1 says of the same numbers.
  @Test func `the five methods say what their reference says`() throws {
    let series = try Series(Self.demand)
    #expect(abs(Croston.plain.forecast(series, horizon: 1).future[0] - 1.4117113317097405) < 1e-12)
    #expect(abs(Croston.sba.forecast(series, horizon: 1).future[0] - 1.3411257651242534) < 1e-12)
    #expect(abs(TSB().forecast(series, horizon: 1).future[0] - 1.5359518287532228) < 1e-12)
    #expect(abs(ADIDA.forecast(series, horizon: 1).future[0] - 1.468320532066295) < 2e-4)
    #expect(abs(IMAPA.forecast(series, horizon: 1).future[0] - 1.3863071808685525) < 2e-4)
  }

  @Test(arguments: [[0.0], [3], [0, 0, 0, 0], [4, 4, 4, 4, 4, 4], [0, 0, 0, 9], [1e90, 0, 1e90]])
  func `every series gives a number, and a constant itself`(values: [Double]) throws {
    let series = try Series(values)
    for forecast in [
      Croston.plain.forecast(series, horizon: 3), TSB().forecast(series, horizon: 3),
      ADIDA.forecast(series, horizon: 3), IMAPA.forecast(series, horizon: 3),
    ] {
      #expect(forecast.future.count == 3 && forecast.fitted.count == values.count)
      for value in forecast.future + forecast.fitted { #expect(value.isFinite && value >= 0) }
      if values.allSatisfy({ $0 == 4 }) { #expect(abs(forecast.future[0] - 4) < 1e-12) }
      if values.allSatisfy({ $0 == 0 }) { #expect(forecast.future[0] == 0) }
    }
  }

  @Test func `no fitted value knows what comes after it`() throws {
    var changed = Self.demand
    changed[33] = 50
    let before = try Series(Self.demand), after = try Series(changed)
    #expect(
      Croston.plain.forecast(before, horizon: 1).fitted == Croston.plain.forecast(after, horizon: 1).fitted)
    #expect(TSB().forecast(before, horizon: 1).fitted == TSB().forecast(after, horizon: 1).fitted)
  }

  @Test func `what is no longer asked for fades with TSB and stays with Croston`() throws {
    let dead = try Series(Self.demand + [Double](repeating: 0, count: 30))
    #expect(TSB().forecast(dead, horizon: 1).future[0] < 0.01)
    #expect(Croston.plain.forecast(dead, horizon: 1).future[0] > 1)
  }
}

struct DemandClassTests {
  @Test(arguments: [
    ([3.0, 4, 3, 5, 4], DemandClass.Pattern.smooth), ([1, 20, 2, 30, 1, 1], .erratic),
    ([0, 0, 3, 0, 0, 4, 0, 3], .intermittent), ([0, 0, 1, 0, 0, 30, 0, 1], .lumpy), ([0, 0], .none),
  ])
  func `demand is told apart by how often and how evenly it comes`(
    values: [Double], pattern: DemandClass.Pattern
  ) throws {
    #expect(DemandClass(try Series(values)).pattern == pattern)
  }

  @Test func `interval and variation are those counted by hand`() throws {
    let demand = DemandClass(try Series([0, 2, 0, 0, 4, 6]))
    #expect(demand.interval == 2)
    #expect(abs(demand.variation - 1.0 / 6) < 1e-12)
  }
}
