import Foundation

/// A long season from few cycles: a smooth wave, and single steps that stick out of it as far as cycles agree on them.
///
/// Weeks of a year are seen two or three times: their plain means are mostly chance. The wave is a sum of harmonics
/// (Harvey, "Forecasting, Structural Time Series Models and the Kalman Filter", 1989), as many as Schwarz's criterion
/// wants; what is left at each step is drawn towards nothing as James and Stein (1961) would.
struct HarmonicSeason {
  let values: [Double]
  /// What the season counts for in a criterion.
  let degrees: Double

  static let shortest = 25
  static let mostHarmonics = 12

  /// `means`, `powers`, `hits`: for each step of the cycle the mean, the sum of squares and the number of what was seen.
  /// Nil where no wave is worth its harmonics.
  init?(means: [Double], powers: [Double], hits: [Double]) {
    let season = means.count, count = hits.reduce(0, +)
    let level = means.reduce(0, +) / Double(season)
    var wave = [Double](repeating: level, count: season), best = wave, harmonics = 0
    let within = means.indices.reduce(0) { $0 + max(0, powers[$1] - hits[$1] * means[$1] * means[$1]) }
    var least = Self.criterion(within, means, hits, wave, count, 0)
    for harmonic in 1...min(Self.mostHarmonics, season / 4) {
      Self.add(harmonic, means, level, to: &wave)
      let value = Self.criterion(within, means, hits, wave, count, harmonic)
      if value < least { (least, best, harmonics) = (value, wave, harmonic) }
    }
    guard harmonics > 0 else { return nil }
    let rest = means.indices.map { means[$0] - best[$0] }
    let trust = Self.trust(best.map { $0 - level }, rest, within, hits, harmonics)
    guard trust > 0 else { return nil }
    let keep = Self.agreement(rest, within, hits)
    values = means.indices.map { level + trust * (best[$0] - level) + keep * rest[$0] }
    degrees = Double(2 * harmonics) + keep * Double(season - 2 * harmonics - 1)
  }

  /// How much of the wave is more than chance would have made of errors that hang together from step to step.
  private static func trust(
    _ wave: [Double], _ rest: [Double], _ within: Double, _ hits: [Double], _ harmonics: Int
  ) -> Double {
    let count = hits.reduce(0, +), size = rest.reduce(0) { $0 + $1 * $1 }
    let next = rest.indices.reduce(0) { $0 + rest[$1] * rest[($1 + 1) % rest.count] }
    let memory = size > 0 ? min(0.9, max(0, next / size)) : 0
    let off = within + rest.indices.reduce(0) { $0 + hits[$1] * rest[$1] * rest[$1] }
    let error = off / max(1, count - Double(2 * harmonics) - 1) * (1 + memory) / (1 - memory)
    let power = wave.indices.reduce(0) { $0 + hits[$1] * wave[$1] * wave[$1] } / Double(2 * harmonics)
    return power > 0 ? max(0, 1 - error / power) : 0
  }

  private static func add(_ harmonic: Int, _ means: [Double], _ level: Double, to wave: inout [Double]) {
    let turn = 2 * Double.pi * Double(harmonic) / Double(means.count)
    var even = 0.0, odd = 0.0
    for place in means.indices {
      even += (means[place] - level) * cos(turn * Double(place))
      odd += (means[place] - level) * sin(turn * Double(place))
    }
    let size = 2 / Double(means.count)
    for place in wave.indices {
      wave[place] += size * (even * cos(turn * Double(place)) + odd * sin(turn * Double(place)))
    }
  }

  private static func criterion(
    _ within: Double, _ means: [Double], _ hits: [Double], _ wave: [Double], _ count: Double, _ harmonics: Int
  ) -> Double {
    let off = means.indices.reduce(within) { $0 + hits[$1] * (means[$1] - wave[$1]) * (means[$1] - wave[$1]) }
    return count * log(max(off, 1e-12) / count) + Double(2 * harmonics) * log(count)
  }

  /// How much of what is left the cycles agree on: nothing where each step was seen but once.
  private static func agreement(_ rest: [Double], _ within: Double, _ hits: [Double]) -> Double {
    let freedom = hits.reduce(0) { $0 + $1 - 1 }, season = Double(rest.count)
    guard freedom > season / 4 else { return 0 }
    let chance = within / freedom * hits.reduce(0) { $0 + 1 / $1 } / season
    let spread = rest.reduce(0) { $0 + $1 * $1 } / season
    return spread > 0 ? max(0, 1 - chance / spread) : 0
  }
}
