import Foundation
import Testing

@testable import TimeSeries

/// Forecasts of prices that stay and are known ahead: from the fifth week on the first item's is another.
struct LastingMovesTests {
  static let weeks = 8
  static let changed = 4..<8
  static let sites = 4

  private func market(_ seed: UInt64, _ factor: Double) throws -> SlowMarket {
    let ahead = (0..<Self.weeks).map { Self.changed.contains($0) ? factor : 1 }
    return try SlowMarket(seed: seed, wander: 0.01, ahead: ahead, items: 3, sites: Self.sites)
  }

  private func forecasts(_ market: SlowMarket) async throws -> [SeriesForecast] {
    let series = try market.panel.series.map { try Series($0.units.compactMap { $0 }, season: 1) }
    let seats = SeatedPanel(
      market.panel, seats: Array(series.indices), delays: [Int](repeating: 0, count: series.count))
    var engine = try ForecastEngine(horizon: Self.weeks)
    engine.threads = 2
    return Array(await engine.forecast(series, panels: [seats]).prefix(Self.sites))
  }

  @Test func `a price that stays moves the forecast by what is true within its interval`() async throws {
    var held = 0
    for seed in 1...3 as ClosedRange<UInt64> {
      let market = try market(seed, 0.94),
        effects = DriverModel(market.panel, learnsTrees: false)
          .lastingEffects(of: 0)
      let before = try await forecasts(self.market(seed, 1)), after = try await forecasts(market)
      for site in before.indices {
        func units(_ forecast: SeriesForecast) -> Double { forecast.point[Self.changed].reduce(0, +) }
        let moved = log(units(after[site]) / units(before[site])) / log(0.94)
        held += abs(moved - market.elasticities[0]) <= 1.96 * effects[site].standardError ? 1 : 0
        // Weeks before the change stay as they were.
        #expect(abs(after[site].point[3] / before[site].point[3] - 1) < 0.01)
        checkParts(before[site], after[site])
      }
    }
    #expect(held >= 10)
  }

  /// What the price adds grows, and all parts sum up to the forecast.
  private func checkParts(_ before: SeriesForecast, _ after: SeriesForecast) {
    func price(_ forecast: SeriesForecast, _ step: Int) -> Double {
      guard !forecast.causes.isEmpty else { return 0 }
      return forecast.causes[step].reduce(0) { $0 + ($1.cause == .driver(0) ? $1.units : 0) }
    }
    for step in Self.changed {
      let added = price(after, step) - price(before, step), grown = after.point[step] - before.point[step]
      #expect(added > 0.9 * grown && added < 1.1 * grown)
      let parts = after.parts
      let sum =
        parts.level[step] + parts.trend[step] + parts.season[step]
        + after.causes[step].reduce(0) { $0 + $1.units }
      #expect(abs(sum - after.point[step]) < 1e-6 * after.point[step])
    }
  }

  @Test func `the further a price moves, the wider is what its effect leaves open`() throws {
    let spreads = try [1, 0.97, 0.9].map { factor in
      DriverModel(try market(5, factor).panel, learnsTrees: false).forecast(0, from: 1, steps: Self.weeks)
        .spread
    }
    #expect(spreads[0][7] < spreads[1][7] && spreads[1][7] < spreads[2][7])
    #expect(spreads[0][0] == spreads[2][0])
  }
}
