import Foundation
import Testing

@testable import TimeSeries

struct CycleProfileTests {
  @Test func `a week of the year that was hard to forecast has a wider interval than its neighbours`()
    async throws
  {
    var random = SplitMix(seed: 3)
    let hard = 144 % 52
    let series = try (0..<12).map { _ in
      try Series(
        (0..<140).map { week in
          let turn = 2 * Double.pi * Double(week) / 52
          // Nobody knows beforehand whether the holiday sells more or less.
          let noise = (random.unit() - 0.5) * (week % 52 == hard ? 160 : 12)
          return 200 + 60 * cos(turn) + noise
        }, season: 52)
    }
    let forecasts = await (try ForecastEngine(horizon: 8)).forecast(series)
    func width(_ step: Int) -> Double {
      forecasts.reduce(0) { $0 + $1.intervals[0].upper[step] - $1.intervals[0].lower[step] }
    }
    #expect(width(4) > 1.3 * width(1))
    #expect(width(4) > 1.3 * width(7))
  }
}
