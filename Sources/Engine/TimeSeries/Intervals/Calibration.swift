import Foundation

/// How far off the combination was at the rolling origins of all series together, step by step.
///
/// Errors are divided by what is usual for their series; their quantiles, multiplied by that again, are intervals that
/// hold as often as they say without an assumption about the errors' distribution (split conformal prediction: Vovk,
/// Gammerman and Shafer, "Algorithmic Learning in a Random World", 2005; Lei and others, 2018).
struct Calibration: Sendable {
  /// For each step the errors in ascending order, actual less forecast.
  private let sorted: [[Float]]
  /// Errors of whole paths, for sums over steps.
  private let paths: [[Float]]
  /// Mean absolute error of each step, for a series' own share.
  private let sizes: [Double]
  /// Errors of all steps in parts of their sizes, in ascending order: for steps that no origin has seen.
  private let shape: [Float]
  private let profile: CycleProfile
  /// How much of a step's error goes into the next, where paths are too few to be counted out.
  private let carry: Double
  let horizon: Int

  static let fewest = 60
  static let mostPaths = 4_000
  /// Shorter paths say little of sums, and what the few paths say is drawn to this as if by so many paths more.
  private static let leastPart = 4
  private static let carryDoubt = 8.0
  /// How many errors of its own a series must have before they count as much as those of all.
  static let doubt = 4.0
  /// Series from which on their errors together have a shape.
  static let fewestForShape = 20

  /// Errors of one series: by origin, divided by the spread known there.
  struct Own {
    let origins: [[Double]]
    /// The values that each origin forecast, by their places.
    let targets: [Range<Int>]
    private let count: Int

    /// Steps from the target of an origin's step to the last value.
    func back(_ origin: Int, _ step: Int) -> Int { count - 1 - targets[origin].lowerBound - step }

    /// Origins that forecast mostly the same values know each other's errors.
    func shares(_ one: Int, _ other: Int) -> Bool {
      Double(targets[other].clamped(to: targets[one]).count) > 0.7 * Double(targets[other].count)
    }

    init(_ trial: Trial, _ weights: PoolWeights) {
      count = trial.count
      targets = trial.origins.map { $0.count..<($0.count + $0.steps) }
      origins = trial.origins.map { origin in weights.errors(origin).map { -$0 / origin.spread } }
    }
  }

  /// `growth`: the power of the step with which errors grow where no origin has seen it.
  init(_ owns: [Own], horizon: Int, profile: CycleProfile = .even, growth: Double = 0.5) {
    (self.horizon, self.profile) = (horizon, profile)
    let (means, hits) = Self.means(owns, horizon: horizon) { profile[$0] }
    sizes = Self.smooth(means, hits, growth: growth)
    var sorted = [[Float]](repeating: [], count: horizon), paths: [[Float]] = [], parts = paths
    for own in owns {
      for (place, origin) in own.origins.enumerated() {
        let factor = Self.factor(own, without: place, sizes, profile)
        let path = origin.indices.map { Float(origin[$0] / factor / profile[own.back(place, $0)]) }
        for step in path.indices { sorted[step].append(path[step]) }
        if path.count == horizon { paths.append(path) }
        if path.count >= Self.leastPart { parts.append(path) }
      }
    }
    self.sorted = sorted.map { $0.sorted() }
    let sizes = sizes
    // What is called back carries less of an error on.
    carry = Self.carry(parts, sizes, usual: growth < 0.5 ? 0.6 : 0.8)
    shape =
      owns.count < Self.fewestForShape
      ? [] : sorted.enumerated().flatMap { step, all in all.map { $0 / Float(sizes[step]) } }.sorted()
    let stride = max(1, paths.count / Self.mostPaths)
    self.paths = paths.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
  }

  /// Mean absolute error of each step ahead, and how many were seen; each in parts of what its place lets expect.
  static func means(
    _ owns: [Own], horizon: Int, _ expected: (Int) -> Double
  ) -> (means: [Double], hits: [Double]) {
    var sums = [Double](repeating: 0, count: horizon), hits = sums
    for own in owns {
      for (place, origin) in own.origins.enumerated() {
        for (step, error) in origin.enumerated() {
          sums[step] += min(20, abs(error) / expected(own.back(place, step)))
          hits[step] += 1
        }
      }
    }
    return (zip(sums, hits).map { $1 > 0 ? $0 / $1 : 0 }, hits)
  }

  /// Sizes never fall with the step.
  private static func smooth(_ sizes: [Double], _ hits: [Double], growth: Double) -> [Double] {
    var smooth = sizes, largest = 0.0
    for step in sizes.indices {
      if hits[step] == 0 {
        let before = step > 0 ? smooth[step - 1] : 1
        smooth[step] = before * pow(Double(step + 2) / Double(step + 1), growth)
      }
      largest = max(largest, max(1e-9, smooth[step]))
      smooth[step] = largest
    }
    return smooth
  }

  /// How much larger than usual a series' errors are, drawn towards one; the errors of one origin may be left out.
  private static func factor(
    _ own: Own, without left: Int? = nil, _ sizes: [Double], _ profile: CycleProfile
  ) -> Double {
    var sum = doubt, count = doubt
    for (place, origin) in own.origins.enumerated() {
      if let left, left == place || own.shares(place, left) { continue }
      for step in origin.indices {
        // Errors of one path hang together: each counts less than one of its own.
        sum += 0.35 * min(20, abs(origin[step]) / profile[own.back(place, step)]) / sizes[step]
        count += 0.35
      }
    }
    return sum / count
  }

  func factor(_ own: Own) -> Double { Self.factor(own, sizes, profile) }

  /// The quantile of the error at a step from 0, in units of the series' spread times its factor.
  func quantile(_ p: Double, step: Int) -> Double {
    let near = sorted[step], hard = profile[-1 - step]
    if near.count >= Self.fewest { return hard * Self.quantile(near, p) }
    let caution = Self.caution(near.isEmpty ? sorted.map(\.count).max() ?? 0 : near.count)
    if shape.count >= Self.fewest { return hard * caution * sizes[step] * Self.quantile(shape, p) }
    return hard * caution * Self.normal(p) * max(1, sizes[step]) * 1.2533
  }

  /// The quantile of the sum of the errors at some steps, by whole paths so that errors in a row keep together.
  func quantile(_ p: Double, ofSum steps: Range<Int>) -> Double {
    guard paths.count >= Self.fewest else {
      var power = 0.0
      for one in steps {
        for other in steps {
          power += pow(carry, Double(abs(one - other))) * sizes[one] * sizes[other]
        }
      }
      let unit = shape.count >= Self.fewest ? Self.quantile(shape, p) : Self.normal(p) * 1.2533
      return unit * power.squareRoot() * Self.caution(sorted.map(\.count).max() ?? 0)
    }
    let hard = steps.map { Float(profile[-1 - $0]) }
    return Self.quantile(
      paths.map { path in zip(steps, hard).reduce(0) { $0 + path[$1.0] * $1.1 } }.sorted(), p)
  }

  /// The power by which correlation falls from step to step that makes sums over paths vary as they did.
  private static func carry(_ paths: [[Float]], _ sizes: [Double], usual: Double) -> Double {
    guard paths.count >= 2 else { return usual }
    let all = paths.map { path in path.enumerated().map { Double($0.element) / sizes[$0.offset] } }
    let count = all.reduce(0) { $0 + $1.count }
    let square = all.joined().reduce(0) { $0 + $1 * $1 } / Double(count)
    let wanted = all.reduce(0) { sum, path in
      let total = path.reduce(0, +)
      return sum + total * total
    }
    func found(_ carry: Double) -> Double {
      paths.reduce(0) { sum, path in
        let count = path.count
        return sum
          + (1..<count).reduce(Double(count)) { $0 + 2 * Double(count - $1) * pow(carry, Double($1)) }
      } * square
    }
    var low = 0.0, high = 0.99
    for _ in 0..<30 {
      let middle = 0.5 * (low + high)
      if found(middle) < wanted { low = middle } else { high = middle }
    }
    let weight = Double(paths.count) / (Double(paths.count) + carryDoubt)
    return weight * 0.5 * (low + high) + (1 - weight) * usual
  }

  /// Few errors hide how large errors can be.
  private static func caution(_ count: Int) -> Double { 1 + 0.6 / Double(count + 2).squareRoot() }

  /// The order statistic that a new error lies below with this probability.
  private static func quantile(_ sorted: [Float], _ p: Double) -> Double {
    let place = p * Double(sorted.count + 1) - 1
    let low = min(sorted.count - 1, max(0, Int(place.rounded(.down)))), high = min(sorted.count - 1, low + 1)
    let part = min(1, max(0, place - Double(low)))
    return Double(sorted[low]) + part * Double(sorted[high] - sorted[low])
  }

  /// The quantile of the normal distribution (Acklam's rational approximation is not needed: bisection over `erfc`).
  static func normal(_ p: Double) -> Double {
    var low = -9.0, high = 9.0
    for _ in 0..<60 {
      let middle = 0.5 * (low + high)
      if 0.5 * erfc(-middle / 2.0.squareRoot()) < p { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }
}
