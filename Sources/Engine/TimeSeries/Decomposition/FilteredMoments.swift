import Foundation

/// Sums of products of filtered columns; the values are the last column.
struct FilteredMoments {
  private let width: Int
  private var sums: [Double]
  private var count = 0.0

  init(width: Int) {
    self.width = width
    sums = [Double](repeating: 0, count: (width + 1) * (width + 1))
  }

  mutating func add(_ steps: [Double]) {
    count += 1
    let row = width + 1
    sums.withUnsafeMutableBufferPointer { sums in
      steps.withUnsafeBufferPointer { steps in
        for one in 0...width {
          let value = steps[one], start = one * row
          for other in 0...one { sums[start + other] += value * steps[other] }
        }
      }
    }
  }

  struct Found {
    let evidence: Double
    let coefficients: [Double]
  }

  /// The best pull's coefficients.
  func best(_ regression: HarmonicRegression) -> Found? {
    let precisions = regression.precisions
    var best: Found?
    for pull in HarmonicRegression.pulls {
      guard let found = solve(precisions.map { $0 / (pull * pull) }) else { continue }
      if found.evidence > best?.evidence ?? -.infinity { best = found }
    }
    return best
  }

  /// Without any wave.
  func plain(_ alpha: Double) -> (alpha: Double, evidence: Double) {
    (alpha, FilteredMoments(first: 2, of: self).solve([0, 0])?.evidence ?? -.infinity)
  }

  private init(first width: Int, of other: FilteredMoments) {
    self.init(width: width)
    let places = Array(0..<width) + [other.width]
    for (row, from) in places.enumerated() {
      for (column, at) in places.enumerated() where column <= row {
        sums[row * (width + 1) + column] = other.sums[from * (other.width + 1) + at]
      }
    }
    count = other.count
  }

  private func solve(_ precisions: [Double]) -> Found? {
    guard count > Double(width) + 4 else { return nil }
    var matrix = [Double](repeating: 0, count: width * width), right = [Double](repeating: 0, count: width)
    var prior = 0.0
    for row in 0..<width {
      for column in 0...row { matrix[row * width + column] = sums[row * (width + 1) + column] }
      right[row] = sums[width * (width + 1) + row]
      matrix[row * width + row] += precisions[row]
      if precisions[row] > 0 { prior += log(precisions[row]) }
    }
    let root = Cholesky(matrix, size: width), found = root.solve(right)
    let left = sums[width * (width + 1) + width] - zip(found, right).reduce(0) { $0 + $1.0 * $1.1 }
    guard left > 0 else { return nil }
    let evidence = 0.5 * (prior - root.logDeterminant - (count - 2) * log(left))
    return Found(evidence: evidence, coefficients: found)
  }
}
