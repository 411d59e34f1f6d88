import Testing

@testable import TimeSeries

struct OutliersTests {
  /// Two years and a half of weeks with a little noise around a level.
  private func weeks(_ count: Int = 130) -> [Double] {
    (0..<count).map { 100 + Double(($0 * 7919) % 13) - 6 }
  }

  private func found(_ values: [Double], season: Int = 52) throws -> [Outliers.Found] {
    Outliers.found(in: try Series(values, season: season))
  }

  @Test(arguments: [(60, 900.0), (60, 0.0), (127, 900.0)])
  func `a lone spike or hole is found and set to what its neighbours say`(place: Int, value: Double) throws {
    var values = weeks()
    values[place] = value
    let one = try found(values)
    #expect(one.map(\.place) == [place])
    #expect(one.allSatisfy { $0.value == value && abs($0.expected - 100) < 15 })
  }

  @Test(arguments: [128, 129])
  func `what stands in the last two weeks may be a shift and is left`(place: Int) throws {
    var values = weeks()
    values[place] = 900
    #expect(try found(values).isEmpty)
  }

  @Test func `a level that shifts is no outlier, wherever it does`() throws {
    for place in [40, 100, 120, 126, 127, 128, 129] {
      let values = weeks().enumerated().map { $0.offset < place ? $0.element : $0.element * 8 }
      #expect(try found(values).isEmpty, "shift at \(place)")
    }
  }

  @Test func `promotions that come again are none, nor is a feast of each year`() throws {
    let promoted = weeks().enumerated().map { $0.offset % 13 == 5 ? $0.element * 5 : $0.element }
    #expect(try found(promoted).isEmpty)
    var feasts = weeks()
    for place in [50, 102] { feasts[place] = 600 }
    #expect(try found(feasts).isEmpty)
  }

  @Test func `constant, short and random series have none`() throws {
    #expect(try found([Double](repeating: 5, count: 60)).isEmpty)
    #expect(try found([1, 900, 1], season: 1).isEmpty)
    #expect(try found(weeks()).isEmpty)
  }

  @Test func `a spike does not lift the forecast, and the forecast tells of it`() throws {
    var values = weeks()
    values[126] = 2_000
    let forecast = try ForecastEngine.forecast(series: values, horizon: 8, season: 52)
    #expect(forecast.point.allSatisfy { $0 < 130 })
    let told = forecast.flags.contains {
      if case .outlier(4, 2_000, let expected) = $0 { abs(expected - 100) < 15 } else { false }
    }
    #expect(told)
  }
}
