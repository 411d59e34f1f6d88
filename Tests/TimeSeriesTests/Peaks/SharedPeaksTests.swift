import Foundation
import Testing

@testable import TimeSeries

/// Weekly series whose feasts are planted: all of them in week 20, every second one in week 45.
private struct FeastMarket {
  static let season = 52
  static let horizon = 13
  /// The last value lies in week 103 or 155: week 20 of the cycle is 21 steps ahead of it.
  var weeks = 143
  var count = 40
  var common = 0.4
  var own = 0.6
  var noise = 0.2
  var seed: UInt64 = 3

  func isFeast(_ one: Int, _ week: Int) -> Double {
    switch week % Self.season {
    case 20: common
    case 45: one % 2 == 0 ? own : 0
    default: 0
    }
  }

  func series() throws -> [Series] {
    var random = SplitMix(seed: seed)
    func normal() -> Double {
      (-2 * log(1 - random.unit())).squareRoot() * cos(2 * .pi * random.unit())
    }
    return try (0..<count).map { one in
      let size = exp(4 + 0.5 * normal())
      // Promotions come and go, and are no feasts.
      return try Series(
        (0..<weeks).map { week in
          let offer = random.unit() < 0.08 ? 0.5 : 0
          return (size * exp(isFeast(one, week) + offer + noise * normal())).rounded()
        }, season: Self.season)
    }
  }

  /// By series what is multiplied ahead, from the first step on.
  func ahead(_ series: [Series], cut: Int? = nil) -> [[Double]] {
    guard let shared = SharedPeaks(series, horizon: Self.horizon) else { return [] }
    return series.map { one in
      let cut = cut ?? one.values.count
      return (shared.peaks(of: one)?.off(cut, horizon: Self.season)?.line).map { Array($0[cut...]) } ?? []
    }
  }
}

struct SharedPeaksTests {
  @Test func `a feast of all is seen in all, and one of some in these alone`() throws {
    let market = FeastMarket(), ahead = market.ahead(try market.series())
    var common = 0.0, mine = 0.0, others = 0.0, quiet = 0.0
    for (one, line) in ahead.enumerated() {
      let weeks = line.indices.map { (market.weeks + $0) % FeastMarket.season }
      for (step, week) in weeks.enumerated() {
        let peak = log(line[step]) / Double(ahead.count)
        switch week {
        case 20: common += peak
        case 45: if one % 2 == 0 { mine += 2 * peak } else { others += 2 * peak }
        default: quiet = max(quiet, abs(peak) * Double(ahead.count))
        }
      }
    }
    #expect(abs(common - 0.4) < 0.08)
    #expect(mine > 0.4 && others < 0.25)
    #expect(quiet < 0.2)
  }

  @Test func `without feasts next to nothing stands out`() throws {
    let market = FeastMarket(common: 0, own: 0)
    for line in market.ahead(try market.series()) {
      #expect(line.allSatisfy { abs(log($0)) < 0.15 })
    }
  }

  @Test func `a shock of one year alone is no feast`() throws {
    var market = FeastMarket(common: 0, own: 0)
    market.noise = 0.1
    let shocked = try market.series().map { one in
      try Series(
        one.values.enumerated().map { $0.offset == 72 ? 2 * $0.element : $0.element }, season: one.season)
    }
    // Week 72 comes again after 143 weeks as the 34th step.
    for line in market.ahead(shocked) { #expect(abs(log(line[32])) < 0.25) }
  }

  @Test func `an earlier origin knows nothing of what came later`() throws {
    let market = FeastMarket(), series = try market.series(), cut = market.weeks - FeastMarket.horizon
    let changed = try series.map { one in
      try Series(
        one.values.enumerated().map { $0.offset < cut ? $0.element : 7 * $0.element + 900 },
        season: one.season)
    }
    let before = market.ahead(series, cut: cut), after = market.ahead(changed, cut: cut)
    #expect(!before.isEmpty && before == after)
  }

  @Test func `few series, short ones and short seasons have none`() throws {
    let all = try FeastMarket().series()
    #expect(SharedPeaks(Array(all.prefix(7)), horizon: 13) == nil)
    #expect(SharedPeaks(all.map { $0.dropLast(50) }, horizon: 13) == nil)
    #expect(SharedPeaks(try all.map { try Series($0.values, season: 12) }, horizon: 13) == nil)
  }

  @Test func `a feast to come stands out of its forecast, and the range holds what came`() async throws {
    // Week 20 of the fourth cycle is the fifth one ahead.
    let market = FeastMarket(weeks: 185), whole = try market.series(), cut = 185 - FeastMarket.horizon
    var engine = try ForecastEngine(horizon: FeastMarket.horizon)
    engine.threads = 2
    let forecasts = await engine.forecast(whole.map { $0.dropLast(FeastMarket.horizon) })
    var points = [Double](repeating: 0, count: FeastMarket.horizon), held = 0
    for (one, forecast) in zip(whole, forecasts) {
      let interval = forecast.intervals[0]
      for step in points.indices {
        points[step] += forecast.point[step]
        held += interval.lower[step]...interval.upper[step] ~= one.values[cut + step] ? 1 : 0
      }
      // What stands out is part of the season.
      #expect(forecast.parts.season[4] > forecast.parts.season[3])
    }
    let usual = (points.reduce(0, +) - points[4]) / Double(points.count - 1)
    #expect(abs(log(points[4] / usual) - 0.4) < 0.12)
    #expect((0.7...0.9).contains(Double(held) / Double(40 * FeastMarket.horizon)))
  }
}
