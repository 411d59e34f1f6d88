import Foundation

/// A symmetric positive matrix as a lower triangle times its mirror, to solve and to invert.
///
/// Golub and Van Loan, "Matrix Computations", 4th edition, algorithm 4.2.1. A pivot that rounding made zero
/// or less is lifted, so a column that repeats another costs accuracy in that column and no crash.
struct Cholesky {
  let size: Int
  private(set) var lower: [Double]

  /// `matrix` row by row; only its lower triangle is read.
  init(_ matrix: [Double], size: Int) {
    self.size = size
    lower = matrix
    var largest = 0.0
    for place in 0..<size { largest = max(largest, matrix[place * size + place]) }
    let least = max(largest * 1e-14, 1e-300)
    lower.withUnsafeMutableBufferPointer { l in
      for column in 0..<size {
        let own = column * size
        for row in column..<size {
          let other = row * size
          var sum = l[other + column]
          for k in 0..<column { sum -= l[other + k] * l[own + k] }
          if row == column {
            l[own + column] = max(sum, least).squareRoot()
          } else {
            l[other + column] = sum / l[own + column]
          }
        }
      }
    }
  }

  func solve(_ right: [Double]) -> [Double] {
    var x = right
    lower.withUnsafeBufferPointer { l in
      x.withUnsafeMutableBufferPointer { x in
        Self.forward(l, x, size)
        Self.backward(l, x, size)
      }
    }
    return x
  }

  /// Solves for the lower triangle alone.
  static func forward(_ l: UnsafeBufferPointer<Double>, _ x: UnsafeMutableBufferPointer<Double>, _ size: Int)
  {
    for row in 0..<size {
      var sum = x[row]
      for k in 0..<row { sum -= l[row * size + k] * x[k] }
      x[row] = sum / l[row * size + row]
    }
  }

  static func backward(_ l: UnsafeBufferPointer<Double>, _ x: UnsafeMutableBufferPointer<Double>, _ size: Int)
  {
    for row in stride(from: size - 1, through: 0, by: -1) {
      let value = x[row] / l[row * size + row]
      x[row] = value
      for k in 0..<row { x[k] -= l[row * size + k] * value }
    }
  }

  /// The inverse, row by row: the mirror of the inverted triangle times itself.
  func inverse() -> [Double] {
    let n = size
    var half = [Double](repeating: 0, count: n * n), whole = half
    lower.withUnsafeBufferPointer { l in
      half.withUnsafeMutableBufferPointer { h in
        for column in 0..<n {
          h[column * n + column] = 1 / l[column * n + column]
          for row in (column + 1)..<max(n, column + 1) {
            var sum = 0.0
            for k in column..<row { sum -= l[row * n + k] * h[k * n + column] }
            h[row * n + column] = sum / l[row * n + row]
          }
        }
        whole.withUnsafeMutableBufferPointer { w in
          for row in 0..<n {
            for k in row..<n {
              let factor = h[k * n + row]
              for column in 0...row { w[row * n + column] += factor * h[k * n + column] }
            }
          }
          for row in 0..<n { for column in 0..<row { w[column * n + row] = w[row * n + column] } }
        }
      }
    }
    return whole
  }

  var logDeterminant: Double {
    var sum = 0.0
    for place in 0..<size { sum += 2 * log(lower[place * size + place]) }
    return sum
  }
}
