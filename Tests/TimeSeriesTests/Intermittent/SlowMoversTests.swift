import Foundation
import Testing

@testable import TimeSeries

struct SlowMoversTests {
  /// Demands with a known chance and size, from a fixed seed; of every third item the chance may fade.
  private func range(_ count: Int, length: Int = 60, scale: Double = 1, fading: Double = 1) throws -> [Series]
  {
    var random = SplitMix(seed: 11)
    return try (0..<count).map { place in
      let chance = 0.1 + 0.5 * random.unit(), size = 1 + 9 * random.unit()
      let keep = place % 3 == 0 ? fading : 1
      return try Series(
        (0..<length).map { step in
          random.unit() < chance * pow(keep, Double(step))
            ? scale * (1 + (2 * size * random.unit()).rounded()) : 0
        })
    }
  }

  @Test func `the scaled error over a range with fading items is smaller than with any of the five`() throws {
    let range = try range(300, fading: 0.97), train = range.map { $0.dropLast(12) }
    let pool = try SlowMovers(train, horizon: 12)
    var errors = [Double](repeating: 0, count: 6)
    for (whole, past) in zip(range, train) {
      let rates = [
        pool.forecast(past).mean, Croston.plain.forecast(past, horizon: 1).future[0],
        Croston.sba.forecast(past, horizon: 1).future[0], TSB().forecast(past, horizon: 1).future[0],
        ADIDA.forecast(past, horizon: 1).future[0], IMAPA.forecast(past, horizon: 1).future[0],
      ]
      let steps = zip(past.values.dropFirst(), past.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      guard steps > 0 else { continue }
      for (place, rate) in rates.enumerated() {
        let misses = whole.values.suffix(12).reduce(0) { $0 + ($1 - rate) * ($1 - rate) }
        errors[place] += (misses / 12 / (steps / Double(past.values.count - 1))).squareRoot()
      }
    }
    for other in errors.dropFirst() { #expect(errors[0] < other) }
  }

  @Test func `demand stays below its quantiles as often as they say`() throws {
    let range = try range(300), train = range.map { $0.dropLast(12) }
    let pool = try SlowMovers(train, horizon: 12)
    for level in [0.75, 0.9, 0.95] {
      var below = 0.0
      for (whole, past) in zip(range, train) {
        let quantile = pool.forecast(past).quantile(level)
        for value in whole.values.suffix(12) where value <= quantile { below += 1 }
      }
      #expect(abs(below / 3_600 - level) < 0.05)
    }
  }

  @Test func `quantiles rise with their level and scale with the units`() throws {
    let ones = try range(40), tens = try range(40, scale: 10)
    let one = try SlowMovers(ones, horizon: 6), ten = try SlowMovers(tens, horizon: 6)
    for (small, large) in zip(ones, tens) {
      let a = one.forecast(small), b = ten.forecast(large)
      #expect(abs(b.mean - 10 * a.mean) <= 1e-6 * b.mean)
      var last = 0.0
      for level in stride(from: 0.05, to: 1, by: 0.05) {
        #expect(a.quantile(level) >= last)
        last = a.quantile(level)
        #expect(abs(b.quantile(level) - 10 * last) <= 1e-6 * max(1, b.quantile(level)))
      }
    }
  }

  @Test(arguments: [[0.0], [3], [0, 0, 0, 0], [5, 5, 5, 5, 5, 5, 5], [0, 0, 0, 9], [1e90, 0, 1e-90]])
  func `one series alone gives numbers`(values: [Double]) throws {
    let series = try Series(values), forecast = try SlowMovers([series], horizon: 4).forecast(series)
    #expect(forecast.mean.isFinite && forecast.mean >= 0)
    for level in [0.0, 0.5, 0.95, 1] { #expect(forecast.quantile(level).isFinite) }
    if values == [0, 0, 0, 0] { #expect(forecast.mean == 0 && forecast.quantile(0.99) == 0) }
    if values.allSatisfy({ $0 == 5 }) { #expect(abs(forecast.mean - 5) < 1e-9) }
  }

  @Test func `a horizon of none is refused`() {
    #expect(throws: SeriesRefusal.horizon(0)) { try SlowMovers([], horizon: 0) }
  }
}
