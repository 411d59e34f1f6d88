import Foundation
import Testing

@testable import TimeSeries

/// A year over a week: found where it is, not found where it is not.
struct LongSeasonsTests {
  private struct Draw {
    var state: UInt64
    mutating func noise() -> Double {
      var sum = 0.0
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        sum += Double(state >> 11) * 0x1p-53
      }
      return sum - 6
    }
  }

  /// Logarithms: a level that walks, a week and a year.
  private func days(_ count: Int, year: Double, walk: Double = 0.005, seed: UInt64 = 5) -> [Double] {
    var draw = Draw(state: seed), level = 4.0
    return (0..<count).map { step in
      level += walk * draw.noise()
      let week = 0.2 * sin(2 * .pi * Double(step) / 7), turn = 2 * .pi * Double(step) / 365.25
      return level + week + year * sin(turn) + 0.5 * year * cos(2 * turn) + 0.1 * draw.noise()
    }
  }

  private func seasons(_ values: [Double], horizon: Int = 28) throws -> LongSeasons? {
    LongSeasons(try Series(values, season: 7, longer: [365]), cuts: [values.count], horizon: horizon)
  }

  @Test func `a year's wave is found within a tenth of its height`() throws {
    let logs = days(1_400, year: 0.3)
    let off = try #require(try seasons(logs.map(exp))?.off(1_400, horizon: 28))
    #expect(!off.isAdded)
    for step in stride(from: 0, to: 1_428, by: 50) {
      let turn = 2 * .pi * Double(step) / 365.25
      #expect(abs(log(off.line[step]) - 0.3 * sin(turn) - 0.15 * cos(2 * turn)) < 0.06)
    }
  }

  @Test func `values below nothing get a wave that is added`() throws {
    let off = try #require(try seasons(days(1_400, year: 0.3).map { $0 - 4 })?.off(1_400, horizon: 28))
    #expect(off.isAdded)
    #expect(abs(off.line[91] - 0.3 * sin(2 * .pi * 91 / 365.25) + 0.15) < 0.06)
  }

  /// A level that walks looks like a wave over three years: judging origins see that it is none.
  @Test func `a level that walks seldom passes for a year`() throws {
    let found = try (1...20).filter { seed in
      try seasons(days(1_095, year: 0, walk: 0.02, seed: UInt64(seed)).map(exp)) != nil
    }
    #expect(found.count <= 3)
  }

  @Test func `a year is not looked for within less than two`() throws {
    #expect(try seasons(days(729, year: 0.5).map(exp)) == nil)
    #expect(try seasons(days(800, year: 0.5).map(exp)) != nil)
  }

  /// Closed at night on five days, through the night on two: 168 heights that no twelve harmonics hold.
  @Test func `a week of hours keeps the height of its every hour`() throws {
    var draw = Draw(state: 9)
    func height(_ step: Int) -> Double {
      let hour = step % 24, isWeekend = step / 24 % 7 >= 5
      return hour < 7 ? (isWeekend ? 3 : 1) : hour == 20 && isWeekend ? 5 : 2
    }
    let values = (0..<1_680).map { exp(height($0) + 0.05 * draw.noise()) }
    let series = try Series(values, season: 24, longer: [168])
    let seasons = try #require(LongSeasons(series, cuts: [1_680], horizon: 48))
    let off = try #require(seasons.off(1_680, horizon: 168))
    for step in 0..<168 {
      let usual = (0..<7).reduce(0) { $0 + height($1 * 24 + step % 24) } / 7
      #expect(abs(log(off.line[1_680 + step]) - height(1_680 + step) + usual) < 0.1)
    }
    let forecast = try ForecastEngine(horizon: 48).forecast(series)
    #expect(forecast.longSeasons == [168])
    for step in 0..<48 { #expect(abs(log(forecast.point[step]) - height(1_680 + step)) < 0.15) }
  }

  @Test func `what is taken off and put back is what was there`() throws {
    let values = days(800, year: 0.5).map(exp), series = try Series(values, season: 7, longer: [365])
    let off = try #require(try seasons(values)?.off(800, horizon: 28))
    let plain = off.removed(from: series)
    let back = off.put(on: PointForecast(method: "", fitted: plain.values, future: []))
    for (one, other) in zip(back.fitted, values) { #expect(abs(one / other - 1) < 1e-12) }
  }

  @Test func `a day that comes again each year is no outlier`() throws {
    var values = (0..<1_000).map { 50 + Double($0 * 7 % 5) }
    for year in 0..<3 { values[100 + 365 * year] = 600 }
    #expect(Outliers.found(in: try Series(values, season: 7, longer: [365])).isEmpty)
  }
}
