import Testing

@testable import TimeSeries

struct DriverRefusalTests {
  private func panel(
    units: [Double?] = [1, 2, 3], price: [Double?] = [1, 1, 1, 1], twice: Bool = false
  ) throws -> DriverPanel {
    let one = DriverSeries(name: "a", item: 1, site: 1, units: units, drivers: [price])
    return try DriverPanel(
      drivers: [Driver("price", .price)], series: twice ? [one, one] : [one], season: 52, history: 3,
      horizon: 1)
  }

  @Test func `what is no number, below zero or twice is refused with its row`() throws {
    #expect(throws: DriverRefusal.notFinite(series: "a", row: 2)) { try panel(units: [1, .nan, 3]) }
    #expect(throws: DriverRefusal.negative(series: "a", row: 3)) { try panel(units: [1, 2, -3]) }
    #expect(throws: DriverRefusal.repeated(series: "a")) { try panel(twice: true) }
    #expect(throws: DriverRefusal.value(series: "a", driver: "price", row: 4, kind: .price)) {
      try panel(price: [1, 1, 1, 0])
    }
    #expect(throws: DriverRefusal.length(series: "a", driver: "price", has: 3, needs: 4)) {
      try panel(price: [1, 1, 1])
    }
    #expect(throws: DriverRefusal.length(series: "a", driver: "units", has: 2, needs: 3)) {
      try panel(units: [1, 2])
    }
  }

  @Test func `a price not known for the future is taken to stay, and said so`() throws {
    let model = DriverModel(try panel(price: [1, 2, 1.5, nil]))
    #expect(model.forecast(0).assumed == [0])
    let whole = DriverModel(try panel())
    #expect(whole.forecast(0).assumed.isEmpty)
  }

  @Test(arguments: [[5.0], [0, 0, 0], [nil, nil, nil], [7, 7, 7], [nil, 4, nil]])
  func `one sale, none, gaps and the same each week give a number`(units: [Double?]) throws {
    let padded = units + [Double?](repeating: nil, count: 3 - units.count)
    let forecast = DriverModel(try panel(units: padded)).forecast(0)
    for value in forecast.mean { #expect(value.isFinite && value >= 0) }
    if padded == [0, 0, 0] { #expect(forecast.mean == [0]) }
    if padded == [7, 7, 7] { #expect(abs(forecast.mean[0] - 7) < 0.1) }
  }
}
