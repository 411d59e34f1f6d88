import Foundation

/// Several opinions on how much a step of a slow mover brings, each a weighted mean of all of its past.
struct SlowRates: Sendable {
  /// Weights of simple smoothing without a start value, of the chance and size of a demand, then buckets of
  /// several widths (IMAPA), and the plain mean last.
  static let smoothing = [0.03, 0.08, 0.2, 0.4]
  static let split = [(chance: 0.05, size: 0.05), (chance: 0.15, size: 0.05)]
  static let count = smoothing.count + split.count + 2

  /// The opinions after the first `count` values.
  static func opinions(_ values: UnsafeBufferPointer<Double>, _ count: Int) -> [Double] {
    var opinions = smoothing.map { mean(values, count, keep: 1 - $0) }
    for pair in split { opinions.append(chanceAndSize(values, count, pair.chance, pair.size)) }
    opinions.append(BucketSmoothing.rate(UnsafeBufferPointer(rebasing: values[..<count])))
    opinions.append(mean(values, count, keep: 1))
    return opinions
  }

  private static func mean(_ values: UnsafeBufferPointer<Double>, _ count: Int, keep: Double) -> Double {
    var sum = 0.0, mass = 0.0
    for place in 0..<count {
      sum = sum * keep + values[place]
      mass = mass * keep + 1
    }
    return mass > 0 ? sum / mass : 0
  }

  private static func chanceAndSize(
    _ values: UnsafeBufferPointer<Double>, _ count: Int, _ chance: Double, _ size: Double
  ) -> Double {
    var hits = 0.0, steps = 0.0, sizes = 0.0, demands = 0.0
    for place in 0..<count {
      let isDemand = values[place] > 0
      hits = hits * (1 - chance) + (isDemand ? 1 : 0)
      steps = steps * (1 - chance) + 1
      guard isDemand else { continue }
      sizes = sizes * (1 - size) + values[place]
      demands = demands * (1 - size) + 1
    }
    return demands > 0 ? hits / steps * sizes / demands : 0
  }
}
