import Foundation
import Testing

@testable import TimeSeries

/// A market whose levels wander and grow, in which prices stay for months.
private struct SlowMarket {
  static let items = 6
  static let sites = 8
  static let weeks = 130
  let elasticities: [Double]
  let panel: DriverPanel

  /// `wander`: the standard deviation of a week's move of a level.
  init(seed: UInt64, wander: Double, commonWander: Double = 0) throws {
    var random = SplitMix(seed: seed)
    func normal() -> Double {
      (-2 * log(1 - random.unit())).squareRoot() * cos(2 * .pi * random.unit())
    }
    elasticities = (0..<Self.items).map { _ in -2 + 0.5 * normal() }
    var series: [DriverSeries] = []
    for item in 0..<Self.items {
      var common = [0.0]
      for _ in 1..<Self.weeks { common.append(common[common.count - 1] + commonWander * normal()) }
      let moves = (0..<3).map { _ in (week: 10 + Int(110 * random.unit()), by: 0.08 * normal()) }
      for site in 0..<Self.sites {
        let growth = 0.0015 * normal(), size = exp(4 + 0.5 * normal())
        // Where all sites wander together, they change prices in the same weeks as well.
        let own = (0..<3).map { _ in (week: 10 + Int(110 * random.unit()), by: 0.08 * normal()) }
        var level = 0.0, units: [Double?] = [], prices: [Double?] = []
        for week in 0..<Self.weeks {
          level += wander * normal() + growth
          let price = (commonWander > 0 ? moves : own).reduce(0) { $0 + ($1.week <= week ? $1.by : 0) }
          prices.append(3 * exp(price))
          units.append(
            size * exp(elasticities[item] * price + level + common[week] + 0.1 * normal()))
        }
        series.append(
          DriverSeries(
            name: "\(item)/\(site)", item: item, site: site, units: units.dropLast(), drivers: [prices]))
      }
    }
    panel = try DriverPanel(
      drivers: [Driver("price", .price)], series: series, season: 1, history: Self.weeks - 1, horizon: 1)
  }

  /// How many of the series' intervals hold what was planted, and how wide they are in the mean.
  func measured() -> (within: Int, error: Double) {
    let effects = DriverModel(panel, learnsTrees: false).lastingEffects(of: 0)
    var within = 0, error = 0.0
    for (effect, series) in zip(effects, panel.series) {
      within += effect.interval.contains(elasticities[series.item]) ? 1 : 0
      error += effect.standardError / Double(effects.count)
    }
    return (within, error)
  }
}

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
