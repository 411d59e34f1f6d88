/// Season, trend and remainder by locally weighted regression; they add up to the values.
///
/// Cleveland, Cleveland, McRae and Terpenning, "STL: a seasonal-trend decomposition procedure based on loess", Journal of
/// Official Statistics 6 (1990).
package struct STL: Sendable {
  package private(set) var season: [Double]
  package private(set) var trend: [Double]
  package private(set) var remainder: [Double]

  /// How the parts are smoothed; windows are odd numbers.
  package struct Settings: Hashable, Sendable {
    package var seasonal: Int
    package var seasonalDegree = 1
    package var trend: Int
    package var lowPass: Int
    package var inner = 5
    /// Rounds in which values far off lose their weight.
    package var robust = 0
    /// Trend and low pass are worked out at every so manyeth place.
    package var jump = 1

    /// The authors' windows for a period: the trend's leaves no season in it.
    package init(period: Int, seasonal: Int = 7) {
      self.seasonal = seasonal
      let least = Int((1.5 * Double(period) / (1 - 1.5 / Double(seasonal))).rounded(.up))
      trend = least + (least % 2 == 0 ? 1 : 0)
      lowPass = period + (period % 2 == 0 ? 1 : 2)
    }
  }

  private let period: Int
  private let settings: Settings
  private var weights: [Double]?

  /// Nil for less than two periods.
  package init?(_ values: [Double], period: Int, settings: Settings? = nil) {
    guard period >= 2, values.count >= 2 * period else { return nil }
    (self.period, self.settings) = (period, settings ?? Settings(period: period))
    season = [Double](repeating: 0, count: values.count)
    (trend, remainder) = (season, season)
    for round in 0...self.settings.robust {
      for _ in 0..<self.settings.inner { pass(values) }
      remainder = values.indices.map { values[$0] - season[$0] - trend[$0] }
      if round < self.settings.robust { weights = Self.trust(remainder) }
    }
  }

  /// The paper's inner loop: the season from what the trend leaves, the trend from what the season leaves.
  private mutating func pass(_ values: [Double]) {
    let long = cycles(values.indices.map { values[$0] - trend[$0] })
    let low = Self.averages(Self.averages(Self.averages(long, period), period), 3)
    let drift = smooth(low, Loess(window: settings.lowPass, degree: 1, jump: settings.jump), nil)
    season = values.indices.map { long[period + $0] - drift[$0] }
    trend = smooth(
      values.indices.map { values[$0] - season[$0] },
      Loess(window: settings.trend, degree: 1, jump: settings.jump), weights)
  }

  private func smooth(_ values: [Double], _ loess: Loess, _ weights: [Double]?) -> [Double] {
    [Double](unsafeUninitializedCapacity: values.count) { out, filled in
      values.withUnsafeBufferPointer { y in
        let out = UnsafeMutableBufferPointer(rebasing: out[..<y.count])
        if let weights {
          weights.withUnsafeBufferPointer { loess.smooth(y, $0, into: out) }
        } else {
          loess.smooth(y, into: out)
        }
      }
      filled = values.count
    }
  }

  /// Values of the same place in the cycle smoothed along the cycles, with one cycle more at either end.
  private func cycles(_ values: [Double]) -> [Double] {
    var long = [Double](repeating: 0, count: values.count + 2 * period)
    let loess = Loess(window: settings.seasonal, degree: settings.seasonalDegree)
    for phase in 0..<period {
      let places = Swift.stride(from: phase, to: values.count, by: period)
      let own = places.map { values[$0] }, trust = weights.map { all in places.map { all[$0] } }
      let line = smooth(own, loess, trust), count = own.count
      let ends = own.withUnsafeBufferPointer { y in
        func end(_ x: Int, _ near: Range<Int>) -> Double? {
          guard let trust else { return loess.estimate(y, at: Double(x), near) }
          return trust.withUnsafeBufferPointer { loess.estimate(y, at: Double(x), near, $0) }
        }
        let width = min(settings.seasonal, count)
        return (first: end(-1, 0..<width), last: end(count, (count - width)..<count))
      }
      long[phase] = ends.first ?? line[0]
      for cycle in line.indices { long[phase + (cycle + 1) * period] = line[cycle] }
      long[phase + (count + 1) * period] = ends.last ?? line[count - 1]
    }
    return long
  }

  private static func averages(_ values: [Double], _ width: Int) -> [Double] {
    var sum = values.prefix(width).reduce(0, +)
    return (0...(values.count - width)).map { start in
      if start > 0 { sum += values[start + width - 1] - values[start - 1] }
      return sum / Double(width)
    }
  }

  /// The bisquare of what is left against six times its median.
  private static func trust(_ remainder: [Double]) -> [Double] {
    let sorted = remainder.map(abs).sorted(), count = sorted.count
    let most = 3 * (sorted[count / 2] + sorted[(count - 1) / 2])
    return remainder.map { value in
      let far = abs(value)
      if far <= 0.001 * most { return 1 }
      guard far <= 0.999 * most else { return 0 }
      let rest = 1 - far / most * (far / most)
      return rest * rest
    }
  }
}
