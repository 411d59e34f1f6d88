import Foundation

@testable import TimeSeries

/// A made-up market whose effects are known: items at sites, with prices, features and a chain's shocks from
/// a fixed seed.
struct Market {
  var items = 3
  var sites = 12
  var history = 80
  var horizon = 8
  var elasticity = -2.2
  var lift = 0.6
  var noise = 0.15
  var seed: UInt64 = 7
  /// Series that never saw a feature in the history.
  var plain: Set<[Int]> = []
  var scale = 1.0

  func panel() throws -> DriverPanel {
    let series = whole().map { one in
      DriverSeries(
        name: one.name, item: one.item, site: one.site, units: Array(one.units.prefix(history)),
        drivers: one.drivers)
    }
    return try DriverPanel(
      drivers: [Driver("price", .price), Driver("feature", .share)], series: series, season: 1,
      history: history,
      horizon: horizon)
  }

  /// What is sold after the history.
  func future() -> [[Double]] { whole().map { $0.units.suffix(horizon).compactMap { $0 } } }

  private func whole() -> [DriverSeries] {
    var random = SplitMix(seed: seed)
    let span = history + horizon
    var series: [DriverSeries] = []
    for item in 0..<items {
      let deals = (0..<span).map { _ in random.unit() < 0.25 ? -0.25 : 0.0 }
      for site in 0..<sites {
        let size = exp(3 + normal(&random)), usual = 2 + 0.2 * Double(item)
        var units: [Double?] = [], price: [Double?] = [], feature: [Double?] = []
        for step in 0..<span {
          let cut = deals[step] + 0.05 * normal(&random)
          var isFeatured = deals[step] < 0 && random.unit() < 0.7
          if plain.contains([item, site]) && step < history { isFeatured = false }
          price.append(usual * exp(cut))
          feature.append(isFeatured ? 1 : 0)
          units.append(
            scale * size * exp(elasticity * cut + (isFeatured ? lift : 0) + noise * normal(&random)))
        }
        series.append(
          DriverSeries(
            name: "\(item)/\(site)", item: item, site: site, units: units, drivers: [price, feature]))
      }
    }
    return series
  }

  private func normal(_ random: inout SplitMix) -> Double {
    (-2 * log(1 - random.unit())).squareRoot() * cos(2 * .pi * random.unit())
  }
}
