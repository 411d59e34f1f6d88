import Foundation
import Testing

@testable import TimeSeries

struct EngineTests {
  /// Same numbers in every run.
  private struct Draw: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state ^ (state >> 29)) &* 0x9e37_79b9_7f4a_7c15
    }
    mutating func part() -> Double { Double.random(in: 0..<1, using: &self) }
  }

  private func series(_ count: Int, _ seed: UInt64, season: Int = 12, noise: Double = 0.1) -> Series {
    var draw = Draw(state: seed), level = 100.0
    let values = (0..<count).map { step -> Double in
      level *= 1 + 0.02 * (draw.part() - 0.48)
      let wave = 1 + 0.3 * sin(2 * .pi * Double(step) / Double(season))
      return level * wave * (1 + noise * (draw.part() + draw.part() - 1))
    }
    return Series(unchecked: values, season: season)
  }

  @Test func `the front door answers with everything a page needs`() throws {
    let forecast = try ForecastEngine.forecast(
      series: AirPassengers.values, horizon: 12, season: 12, levels: [80, 95])
    #expect(forecast.point.count == 12 && forecast.fitted.count == 144)
    #expect(forecast.intervals.map(\.level) == [80, 95])
    let parts = forecast.parts
    for step in 0..<12 {
      let sum = parts.level[step] + parts.trend[step] + parts.season[step]
      #expect(abs(sum - forecast.point[step]) < 1e-9 * forecast.point[step])
    }
    let ratio = try #require(forecast.errorAgainstNaive)
    #expect(ratio < 0.7)
    #expect(forecast.flags.isEmpty)
  }

  @Test func `levels and horizons that cannot be are refused`() {
    #expect(throws: SeriesRefusal.horizon(0)) { try ForecastEngine(horizon: 0) }
    #expect(throws: SeriesRefusal.level(100)) { try ForecastEngine(horizon: 4, levels: [100]) }
  }

  @Test func `a larger unit changes nothing but the unit`() async throws {
    let plain = [series(60, 1), series(40, 3)]
    let large = plain.map { Series(unchecked: $0.values.map { $0 * 1024 }, season: 12) }
    let engine = try ForecastEngine(horizon: 8)
    for (one, other) in zip(await engine.forecast(plain), await engine.forecast(large)) {
      for step in 0..<8 {
        #expect(abs(other.point[step] / one.point[step] / 1024 - 1) < 1e-3)
        let width = one.intervals[1].upper[step] - one.intervals[1].lower[step]
        let wider = other.intervals[1].upper[step] - other.intervals[1].lower[step]
        #expect(abs(wider / width / 1024 - 1) < 0.02)
      }
    }
  }

  @Test func `the number of threads changes no bit`() async throws {
    let many = (0..<9).map { series(30 + 2 * $0, UInt64($0) + 10, season: 4) }
    var engine = try ForecastEngine(horizon: 6)
    let alone = await engine.forecast(many)
    engine.threads = 3
    let together = await engine.forecast(many)
    for (one, other) in zip(alone, together) {
      #expect(one.point == other.point)
      #expect(one.intervals == other.intervals)
    }
  }

  @Test func `quantiles rise with their probability and intervals lie within each other`() async throws {
    let many = (0..<9).map { series(36, UInt64($0) + 100, season: 4) }
    for forecast in await (try ForecastEngine(horizon: 6)).forecast(many) {
      for step in 0..<6 {
        let line = [0.05, 0.25, 0.5, 0.75, 0.95].map { forecast.quantile($0, step: step) }
        #expect(line == line.sorted())
        #expect(forecast.intervals[1].lower[step] <= forecast.intervals[0].lower[step])
        #expect(forecast.intervals[0].upper[step] <= forecast.intervals[1].upper[step])
      }
      let sum = forecast.quantile(0.95, ofSum: 0..<6)
      let added = (0..<6).reduce(0) { $0 + forecast.quantile(0.95, step: $1) }
      #expect(sum > forecast.point.reduce(0, +) * 0.99 && sum < added * 1.05)
    }
  }

  /// Over 40 series the share within an interval has a standard error of about four percent.
  @Test func `about four of five values fall into an interval of 80 percent`() async throws {
    let whole = (0..<40).map { series(38, UInt64($0) + 1000, season: 4) }
    let forecasts = await (try ForecastEngine(horizon: 6)).forecast(whole.map { $0.dropLast(6) })
    var hits = 0
    for (one, forecast) in zip(whole, forecasts) {
      for step in 0..<6 {
        let value = one.values[32 + step], interval = forecast.intervals[0]
        hits += interval.lower[step] <= value && value <= interval.upper[step] ? 1 : 0
      }
    }
    #expect((0.68...0.92).contains(Double(hits) / 240))
  }

  @Test func `whatever the numbers, what comes out is a number`() async throws {
    var draw = Draw(state: 77)
    var ugly: [Series] = []
    for kind in 0..<8 {
      for count in [1, 2, 4, 5, 7, 13, 40] {
        let values = (0..<count).map { step -> Double in
          switch kind {
          case 0: draw.part() < 0.8 ? 0 : (draw.part() * 9).rounded()
          case 1: draw.part() * 1e-9
          case 2: draw.part() * 1e90
          case 3: draw.part() - 0.5
          case 4: exp(Double(step) * 0.4)
          case 5: step == count - 1 ? 1e6 : 3
          case 6: step % 2 == 0 ? 0 : 1e5
          default: -exp(draw.part() * 20)
          }
        }
        ugly.append(Series(unchecked: values, season: [1, 4, 12, 2][kind % 4]))
      }
    }
    for forecast in await (try ForecastEngine(horizon: 5)).forecast(ugly) {
      #expect(forecast.point.allSatisfy { $0.isFinite })
      for interval in forecast.intervals {
        for step in 0..<5 {
          #expect(interval.lower[step].isFinite && interval.upper[step].isFinite)
          #expect(
            interval.lower[step] <= forecast.point[step] && forecast.point[step] <= interval.upper[step])
        }
      }
    }
  }

  @Test func `a year of weeks seen three times is found in weekly sales`() throws {
    let weekly = series(156 + 13, 5, season: 52)
    let found = try ForecastEngine.forecast(series: Array(weekly.values.prefix(156)), horizon: 13, season: 52)
    let flat = try ForecastEngine.forecast(series: Array(weekly.values.prefix(156)), horizon: 13, season: 1)
    func miss(_ point: [Double]) -> Double {
      point.indices.reduce(0) { $0 + abs(point[$1] - weekly.values[156 + $1]) }
    }
    #expect(miss(found.point) < 0.7 * miss(flat.point))
  }

  @Test func `a short gap is filled in the way of the season`() {
    var values = (0..<48).map { 10 + Double($0 % 12) }
    values[29] = .nan
    values[30] = .nan
    #expect(Gaps.fill(&values, season: 12) == 2)
    #expect(abs(values[29] - 15) < 1e-9 && abs(values[30] - 16) < 1e-9)
  }
}
