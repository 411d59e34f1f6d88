import Foundation

/// One weight for each member, learned from the rolling origins of all series together.
///
/// The weights that would have made the least mean absolute error, found by exponentiated gradients (Kivinen and
/// Warmuth, "Exponentiated gradient versus gradient descent for linear predictors", 1997), drawn towards equal ones as far as they do not prove
/// better on the half of the series that did not teach them.
struct PoolWeights: Hashable, Sendable {
  let values: [Double]
  /// How much of the combination is the median; the rest is the weighted mean.
  let medianShare: Double

  /// Cases beyond which more do not change the weights to speak of.
  static let mostCases = 20_000
  /// Fewer series say more about chance than about methods.
  static let fewestSeries = 8
  /// A gain of this part of the error over equal weights, on series that did not teach them, earns full trust.
  static let fullGain = 0.02

  static func equal(_ count: Int) -> PoolWeights {
    PoolWeights(values: [Double](repeating: 1 / Double(count), count: count), medianShare: 0.5)
  }

  /// `trials` must all have the same members.
  static func learned(_ trials: [Trial], members count: Int) -> PoolWeights {
    guard trials.count >= fewestSeries else { return equal(count) }
    let halves = [0, 1].map { half in
      cases(trials.enumerated().filter { $0.offset % 2 == half }.map(\.element), count)
    }
    guard halves.allSatisfy({ $0.count >= 100 * count }) else { return equal(count) }
    let even = [Double](repeating: 1 / Double(count), count: count)
    var plain = 0.0, taught = 0.0
    for half in 0..<2 {
      plain += loss(halves[half], even)
      taught += loss(halves[half], descend(halves[1 - half], count))
    }
    guard plain > 0 else { return equal(count) }
    let trust = min(1, max(0, (1 - taught / plain) / fullGain))
    let found = descend(halves[0] + halves[1], count)
    return PoolWeights(
      values: found.map { trust * $0 + (1 - trust) / Double(count) }, medianShare: 0.5 * (1 - trust))
  }

  private static func loss(_ errors: [Double], _ weights: [Double]) -> Double {
    let count = weights.count
    var sum = 0.0
    for place in stride(from: 0, to: errors.count, by: count) {
      var error = 0.0
      for member in 0..<count { error += weights[member] * errors[place + member] }
      sum += abs(error)
    }
    return sum
  }

  /// Errors of all members at every step of every origin, case by case; from many cases every so many.
  private static func cases(_ trials: [Trial], _ count: Int) -> [Double] {
    let all = trials.reduce(0) { $0 + $1.origins.reduce(0) { $0 + $1.steps } }
    let stride = max(1, all / mostCases)
    var errors: [Double] = [], place = 0
    for trial in trials {
      for origin in trial.origins {
        for step in 0..<origin.steps {
          place += 1
          guard place % stride == 0 else { continue }
          for member in 0..<count {
            let error = Double(origin.errors[member * origin.steps + step])
            errors.append(min(3, max(-3, error)))
          }
        }
      }
    }
    return errors
  }

  private static func descend(_ errors: [Double], _ count: Int) -> [Double] {
    let number = errors.count / count
    let size = max(1e-12, errors.reduce(0) { $0 + abs($1) } / Double(errors.count))
    var weights = [Double](repeating: 1 / Double(count), count: count)
    var mean = [Double](repeating: 0, count: count)
    let rounds = 200
    for round in 1...rounds {
      var slope = [Double](repeating: 0, count: count)
      for place in 0..<number {
        var sum = 0.0
        for member in 0..<count { sum += weights[member] * errors[place * count + member] }
        let sign = sum > 0 ? 1.0 : -1.0
        for member in 0..<count { slope[member] += sign * errors[place * count + member] }
      }
      let pace = 2 / Double(round).squareRoot() / size / Double(number)
      let middle = zip(weights, slope).reduce(0) { $0 + $1.0 * $1.1 }
      for member in 0..<count { weights[member] *= exp(-pace * (slope[member] - middle)) }
      let sum = weights.reduce(0, +)
      for member in 0..<count {
        weights[member] /= sum
        if round > rounds / 2 { mean[member] += weights[member] }
      }
    }
    let sum = mean.reduce(0, +)
    return mean.map { $0 / sum }
  }

  /// The median of the members, which no wild one moves, and their weighted mean; half each where weights are not trusted.
  func combined(_ points: UnsafeMutableBufferPointer<Double>) -> Double {
    var mean = 0.0
    for member in values.indices { mean += values[member] * points[member] }
    var points = points
    points.sort()
    let middle = points.count / 2
    let median = points.count % 2 == 1 ? points[middle] : 0.5 * (points[middle - 1] + points[middle])
    return medianShare * median + (1 - medianShare) * mean
  }

  /// The combination's own errors at an origin, step by step.
  func errors(_ origin: Trial.Origin) -> [Double] {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: values.count) { room in
      (0..<origin.steps).map { step in
        for member in values.indices {
          room.initializeElement(at: member, to: Double(origin.errors[member * origin.steps + step]))
        }
        return combined(room)
      }
    }
  }

  func combined(_ lines: [[Double]]) -> [Double] {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: values.count) { room in
      lines[0].indices.map { step in
        for member in values.indices { room.initializeElement(at: member, to: lines[member][step]) }
        return combined(room)
      }
    }
  }
}
