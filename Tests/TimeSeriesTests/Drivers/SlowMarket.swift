import Foundation

@testable import TimeSeries

/// A market whose levels wander and grow, in which prices stay for months.
struct SlowMarket {
  static let items = 6
  static let sites = 8
  static let weeks = 130
  let elasticities: [Double]
  let panel: DriverPanel

  /// `wander`: the standard deviation of a week's move of a level; `ahead`: what the first item's last price is multiplied
  /// by, week by week from now on.
  init(
    seed: UInt64, wander: Double, commonWander: Double = 0, ahead: [Double]? = nil, items: Int = Self.items,
    sites: Int = Self.sites
  ) throws {
    var random = SplitMix(seed: seed)
    func normal() -> Double {
      (-2 * log(1 - random.unit())).squareRoot() * cos(2 * .pi * random.unit())
    }
    elasticities = (0..<items).map { _ in -2 + 0.5 * normal() }
    var series: [DriverSeries] = []
    for item in 0..<items {
      var common = [0.0]
      for _ in 1..<Self.weeks { common.append(common[common.count - 1] + commonWander * normal()) }
      let moves = (0..<3).map { _ in (week: 10 + Int(110 * random.unit()), by: 0.08 * normal()) }
      for site in 0..<sites {
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
        let last = prices.last.flatMap { $0 } ?? 3
        prices += (ahead ?? []).map { item == 0 ? last * $0 : last }
        series.append(
          DriverSeries(
            name: "\(item)/\(site)", item: item, site: site, units: ahead == nil ? units.dropLast() : units,
            drivers: [prices]))
      }
    }
    panel = try DriverPanel(
      drivers: [Driver("price", .price, stays: true)], series: series, season: 1,
      history: Self.weeks - (ahead == nil ? 1 : 0), horizon: ahead?.count ?? 1)
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
