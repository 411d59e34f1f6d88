import Kernel
import Testing
import TimeSeries

@testable import Forecasting

struct DemandSeriesTests {
  private func lay(_ sold: [Int32: Int64], through: Int32 = 100, but missing: Set<Int32> = [])
    -> DemandSeries.Outcome
  {
    DemandSeries.lay(sold, reported: Set(0...through).subtracting(missing), through: through)
  }

  private func ready(_ outcome: DemandSeries.Outcome) throws -> DemandSeries.Ready {
    guard case .ready(let one) = outcome else {
      throw ForecastRefusal.nothingThere
    }
    return one
  }

  private func why(_ outcome: DemandSeries.Outcome) -> String? {
    if case .leftOut(let why) = outcome { why } else { nil }
  }

  @Test func `a week without a sale is nothing sold, a week without a file is filled in`() throws {
    let sold: [Int32: Int64] = [90: 4_000, 91: 4_000, 94: 8_000, 96: 6_000, 100: 2_000]
    let one = try ready(lay(sold, but: [95]))
    #expect(one.series.values == [4, 4, 0, 0, 8, 7, 6, 0, 0, 0, 2])
    #expect(one.filled == 1 && one.delay == 0)
  }

  @Test func `what lies before a gap of half a year is left away`() throws {
    let one = try ready(lay([10: 1_000, 90: 3_000, 100: 5_000], but: Set(20...70)))
    #expect(one.series.values.count == 30)
  }

  @Test func `one point is a series; nothing sold, long ago sold and no file for long are not`() throws {
    #expect(try ready(lay([100: 7_000])).series.values == [7])
    #expect(why(lay([:])) == "never sold")
    #expect(why(lay([50: 0, 60: 0])) == "never sold")
    #expect(why(lay([50: 9_000])) == "nothing sold for 50 weeks")
    #expect(why(DemandSeries.lay([50: 9_000], reported: Set(0...80), through: 100)) == "no file for 20 weeks")
    #expect(try ready(DemandSeries.lay([99: 9_000], reported: Set(0...99), through: 100)).delay == 1)
  }

  @Test func `whole units follow the running sum, so that a third a week is one every third week`() {
    let units = DemandSeries.rounded([Double](repeating: 1.0 / 3, count: 12))
    #expect(units.reduce(0, +) == 4)
    #expect(units.max() == 1)
    #expect(DemandSeries.rounded([0, 0, 0]) == [0, 0, 0])
  }

  /// Items whose stores grow and shrink, with a feature to come.
  private func forecastWithStores() async throws -> (series: Series, forecast: SeriesForecast) {
    let weeks = 120, horizon = 8
    var all: [DriverSeries] = []
    for item in 0..<4 {
      for site in 0..<3 {
        var units: [Double?] = [], stores = units, feature = units
        for week in 0..<(weeks + horizon) {
          let count = Double(20 + (week * (3 + item) + 7 * site) % 17)
          let isOn = week == weeks + 2 || (week * 7919 + item * 31) % 13 == 0
          stores.append(week < weeks ? count : nil)
          feature.append(isOn ? 1 : 0)
          units.append((10 * count * (isOn ? 2 : 1)).rounded() + Double((week * 31 + item * 7 + site) % 5))
        }
        let none = [Double?](repeating: 0, count: weeks + horizon)
        all.append(
          DriverSeries(
            name: "\(item)/\(site)", item: item, site: site, units: Array(units.prefix(weeks)),
            drivers: [none.map { _ in 2 }, none.map { _ in 1 }, feature, none, stores]))
      }
    }
    let panel = try DriverPanel(
      drivers: [
        Driver("price", .price, stays: true), Driver("price cut", .price), Driver("feature", .share),
        Driver("display", .share), Driver("stores", .size),
      ], series: all, season: 52.18, history: weeks, horizon: horizon)
    let series = try all.map { try Series($0.units.compactMap { $0 }, season: DemandSeries.season) }
    let seats = SeatedPanel(panel, seats: Array(all.indices), delays: all.map { _ in 0 })
    let forecasts = try await ForecastEngine(horizon: horizon).forecast(series, panels: [seats])
    return (series[0], forecasts[0])
  }

  @Test func `all parts of a forecast moved by what is known ahead sum up to it, its stores included`()
    async throws
  {
    let (series, forecast) = try await forecastWithStores()
    #expect(forecast.causes.contains { $0.contains { $0.cause == KnownDrivers.stores && abs($0.units) > 1 } })
    let plan = DemandSeries.plan(
      forecast, .init(series: series, delay: 0, filled: 0), horizon: 8, ends: nil,
      through: Week(ordinal: 100, endingOn: .saturday))
    for week in 0..<8 {
      let parts = [plan.level, plan.trend, plan.season, plan.price, plan.promotion, plan.neighbours]
      let sum = parts.reduce(0) { $0 + $1[week] }
      // Whole units follow the running sum: one at most.
      #expect(abs(sum - 100 * plan.statistical[week]) <= 105)
    }
  }

  @Test func `packed weeks come back as they were, and half of them do not`() throws {
    let lists: [[Int64]] = [[1, 5, 1_000_000_000_000, -7], [], [.max, .min, 0]]
    let bytes = PackedWeeks.pack(lists)
    #expect(bytes.withUnsafeBytes { PackedWeeks.unpack($0, lists: 3) } == lists)
    #expect(Array(bytes.dropLast()).withUnsafeBytes { PackedWeeks.unpack($0, lists: 3) } == nil)
    #expect((bytes + [0]).withUnsafeBytes { PackedWeeks.unpack($0, lists: 3) } == nil)
  }
}
