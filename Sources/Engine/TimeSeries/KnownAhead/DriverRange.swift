import Foundation

/// Where the outcome of a forecast by drivers may lie: surprises of all series at earlier origins, in the spreads that the model
/// had there, laid around this forecast (split conformal prediction, as for the pool).
struct DriverRange: Sendable {
  let point: [Double]
  let spread: [Double]
  let surprises: DriverSurprises

  func quantile(_ p: Double, step: Int) -> Double {
    point[step] * exp(surprises.quantile(p, step: step) * spread[step])
  }

  /// By whole paths: errors in a row keep together.
  func quantile(_ p: Double, ofSum steps: Range<Int>) -> Double {
    let sums = surprises.paths.map { path in
      steps.reduce(0.0) { $0 + point[$1] * exp(Double(path[$1]) * spread[$1]) }
    }.sorted()
    guard sums.count >= DriverSurprises.fewest else {
      let sum = steps.reduce(0) { $0 + point[$1] }
      return sum + steps.reduce(0) { $0 + quantile(p, step: $1) - point[$1] }
    }
    return DriverSurprises.quantile(sums, p)
  }
}

/// The logarithm of truth over forecast, in spreads: step by step, and as whole paths.
struct DriverSurprises: Sendable {
  private let sorted: [Double]
  let paths: [[Float]]

  static let fewest = 60
  static let mostPaths = 2_000
  /// Larger ones are a week without goods, which no interval can hold and none should grow by.
  static let most = 12.0

  init(_ all: [[Double?]], horizon: Int) {
    sorted = all.flatMap { $0.compactMap { $0 } }.sorted()
    let whole = all.compactMap { path -> [Float]? in
      let known = path.compactMap { $0.map(Float.init) }
      return known.count == horizon ? known : nil
    }
    let stride = max(1, whole.count / Self.mostPaths)
    paths = whole.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
  }

  func quantile(_ p: Double, step: Int) -> Double {
    guard sorted.count >= Self.fewest else { return 1.25 * Calibration.normal(p) }
    return Self.quantile(sorted, p)
  }

  /// The order statistic that a new surprise lies below with this probability.
  static func quantile(_ sorted: [Double], _ p: Double) -> Double {
    let place = min(Double(sorted.count - 1), max(0, p * Double(sorted.count + 1) - 1))
    let low = Int(place), high = min(sorted.count - 1, low + 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }
}
