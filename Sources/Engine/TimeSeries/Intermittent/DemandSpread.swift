import Foundation

/// How a step's demand spreads around what is expected: nothing with some chance, else a size of skewed
/// spread.
///
/// The chance of a demand is smoothed and drawn to the range's; the spread of the logarithm of sizes is the
/// series' own drawn to the range's; its form is that of all sizes of the range. How wide it has to be is
/// read off earlier origins by pinball loss.
struct DemandSpread: Sendable {
  private var usualVariance = 0.5
  private var usualChance = 0.5
  /// Sorted logarithms of sizes around their series' mean, over their spread.
  private var form: [Double] = [0]
  private var width = 1.0

  static let levels = [0.5, 0.75, 0.9, 0.95]
  static let widths = [0.5, 0.7, 0.85, 1, 1.2, 1.45, 1.8]

  init(_ series: [Series], horizon: Int, rate: (Series, Int) -> Double) {
    var squares = 0.0, freedom = 0.0, hits = 0.0, steps = 0.0
    var centred: [(Double, Int)] = []
    for (place, one) in series.enumerated() {
      let sizes = one.values.filter { $0 > 0 }.map { log($0) }
      hits += Double(sizes.count)
      steps += Double(one.values.count)
      guard sizes.count > 1 else { continue }
      let mean = sizes.reduce(0, +) / Double(sizes.count)
      for size in sizes {
        squares += (size - mean) * (size - mean)
        centred.append((size - mean, place))
      }
      freedom += Double(sizes.count - 1)
    }
    if freedom > 0 { usualVariance = max(1e-4, squares / freedom) }
    if steps > 0 { usualChance = hits / steps }
    let spreads = series.map { spread($0.values[...]) }
    let scaled = centred.map { $0.0 / spreads[$0.1] }.sorted()
    if scaled.count > 20 {
      let step = max(1, scaled.count / 2_000)
      form = stride(from: step / 2, to: scaled.count, by: step).map { scaled[$0] }
    }
    width = bestWidth(series, horizon, rate)
  }

  private func spread(_ values: ArraySlice<Double>) -> Double {
    var count = 0.0, mean = 0.0, squares = 0.0
    for value in values where value > 0 {
      count += 1
      let step = log(value) - mean
      mean += step / count
      squares += step * (log(value) - mean)
    }
    return ((squares + 4 * usualVariance) / (max(0, count - 1) + 4)).squareRoot()
  }

  /// Smoothed by a tenth, drawn to the range's as by two steps.
  private func chance(_ values: ArraySlice<Double>) -> Double {
    var hits = 0.0, steps = 0.0
    for value in values {
      hits = hits * 0.9 + (value > 0 ? 1 : 0)
      steps = steps * 0.9 + 1
    }
    return min(1, (hits + 2 * usualChance) / (steps + 2))
  }

  private func bestWidth(_ series: [Series], _ horizon: Int, _ rate: (Series, Int) -> Double) -> Double {
    var losses = [Double](repeating: 0, count: Self.widths.count)
    // Some thousand series tell it as well as all.
    for one in series.striding(by: max(1, series.count / 2_000)) {
      for origin in SlowMovers.origins(one.values.count, horizon: horizon) {
        let past = one.values[..<origin],
          future = one.values[origin..<min(one.values.count, origin + horizon)]
        let scale = past.reduce(0, +) / Double(origin)
        guard scale > 0 else { continue }
        let expected = rate(one, origin)
        for (place, width) in Self.widths.enumerated() {
          let forecast = forecast(past, rate: expected, width: width)
          for level in Self.levels {
            let quantile = forecast.quantile(level)
            for value in future { losses[place] += Self.pinball(value, quantile, level) / scale }
          }
        }
      }
    }
    guard let best = losses.indices.min(by: { losses[$0] < losses[$1] }), losses[best] > 0 else { return 1 }
    return Self.widths[best]
  }

  static func pinball(_ value: Double, _ quantile: Double, _ level: Double) -> Double {
    value >= quantile ? level * (value - quantile) : (1 - level) * (quantile - value)
  }

  func forecast(_ one: Series, rate: Double) -> SlowForecast {
    forecast(one.values[...], rate: rate, width: width)
  }

  private func forecast(_ values: ArraySlice<Double>, rate: Double, width: Double) -> SlowForecast {
    guard rate > 0 else { return SlowForecast(mean: 0, chance: 0, middle: 0, spread: 0, form: form) }
    let chance = max(chance(values), 1e-6), spread = width * spread(values)
    // The mean of the sizes' form, so that chance times mean size is the rate.
    let lift = form.reduce(0) { $0 + exp(min(50, $1 * spread)) } / Double(form.count)
    return SlowForecast(
      mean: rate, chance: chance, middle: log(rate / chance / lift), spread: spread, form: form)
  }
}

extension Array {
  func striding(by step: Int) -> [Element] { stride(from: 0, to: count, by: step).map { self[$0] } }
}
