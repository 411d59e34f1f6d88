import Foundation
import Testing

@testable import TimeSeries

struct LastingEffectsTests {
  static let series = SlowMarket.items * SlowMarket.sites

  @Test(arguments: [0, 0.01, 0.04])
  func `what prices that stay do is held by its interval however much levels wander`(_ wander: Double) throws
  {
    var within = 0, error = 0.0
    for seed in 1...4 as ClosedRange<UInt64> {
      let found = try SlowMarket(seed: seed, wander: wander).measured()
      within += found.within
      error += found.error / 4
    }
    // Sites of an item err together, so that 24 items count and not 192 series: 95 % less two standard deviations.
    #expect(Double(within) >= 0.86 * Double(4 * Self.series))
    // As wide as what is believed of any item would hold nearly all and say nothing.
    #expect(error < 0.4)
  }

  @Test func `levels that wander more leave wider intervals`() throws {
    let errors = try [0, 0.02, 0.08].map { try SlowMarket(seed: 5, wander: $0).measured().error }
    #expect(errors[0] < errors[1] && errors[1] < errors[2])
  }

  @Test func `sites that move together are fewer witnesses than sites that do not`() throws {
    var within = 0
    for seed in 1...6 as ClosedRange<UInt64> {
      within += try SlowMarket(seed: seed, wander: 0.005, commonWander: 0.03).measured().within
    }
    #expect(Double(within) >= 0.86 * Double(6 * Self.series))
  }

  @Test func `a price that never moved at a series is told by the item's other sites`() throws {
    let market = try SlowMarket(seed: 9, wander: 0.01), panel = market.panel
    let series = panel.series.enumerated().map { place, one in
      place > 0
        ? one
        : DriverSeries(
          name: one.name, item: one.item, site: one.site, units: one.units,
          drivers: [one.drivers[0].map { _ in 3 }])
    }
    let changed = try DriverPanel(
      drivers: panel.drivers, series: series, season: 1, history: panel.history, horizon: 1)
    let effects = DriverModel(changed, learnsTrees: false).lastingEffects(of: 0)
    #expect(effects[0].source == .item && effects[1].source == .series)
    #expect(effects[0].interval.contains(market.elasticities[0]))
    #expect(effects[0].standardError >= effects[1].standardError)
  }

  @Test func `no series with a moving price leaves what is believed`() throws {
    let units: [Double?] = (0..<30).map { 10 + Double($0 % 3) }
    let panel = try DriverPanel(
      drivers: [Driver("price", .price)],
      series: [
        DriverSeries(name: "a", item: 1, site: 1, units: units, drivers: [.init(repeating: 2, count: 31)])
      ],
      season: 1, history: 30, horizon: 1)
    #expect(DriverModel(panel).lastingEffects(of: 0)[0].source == .belief)
  }
}
