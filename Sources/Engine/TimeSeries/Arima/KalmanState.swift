/// The state of an ARMA process in Harvey's form: the first element is the value to come.
struct KalmanState {
  private var a: [Double] = []
  private var p: [Double] = []
  private var phi: [Double] = []
  private var r: [Double] = []
  private var size = 1
  var longest = 0

  var mean: Double { a[0] }
  var variance: Double { max(1e-12, p[0]) }

  mutating func start(_ process: ArmaPolynomials) {
    let longestAR = process.arLags.last ?? 0, longestMA = process.maLags.last ?? 0
    size = max(longestAR, longestMA + 1, 1)
    longest = max(longestAR, longestMA)
    a = [Double](repeating: 0, count: size)
    phi = a
    r = a
    r[0] = 1
    for (lag, value) in zip(process.arLags, process.ar) { phi[lag - 1] = value }
    for (lag, value) in zip(process.maLags, process.ma) { r[lag] = value }
    p = Stationary.covariance(phi, r, size)
  }

  /// Takes in by how much the value was missed, and goes on to the next.
  mutating func update(_ miss: Double) {
    let size = size, gain = 1 / variance
    a.withUnsafeMutableBufferPointer { a in
      p.withUnsafeMutableBufferPointer { p in
        for k in 0..<size { a[k] += p[k * size] * gain * miss }
        let first = a[0]
        for k in 0..<size { a[k] = phi[k] * first + (k + 1 < size ? a[k + 1] : 0) }
      }
    }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: size) { column in
      p.withUnsafeMutableBufferPointer { p in
        r.withUnsafeBufferPointer { r in
          for k in 0..<size { column[k] = p[k * size] }
          // The filtered first row and column are zero, so only the shifted block and the new noise are left.
          for k in 0..<size {
            for l in 0...k {
              var value = r[k] * r[l]
              if k + 1 < size { value += p[(k + 1) * size + l + 1] - column[k + 1] * column[l + 1] * gain }
              p[k * size + l] = value
              p[l * size + k] = value
            }
          }
        }
      }
    }
  }
}

/// The covariance of a stationary state.
enum Stationary {
  /// P = T P T' + R R' by doubling: Anderson and Moore, "Optimal Filtering" (1979), section 6.7. Each round
  /// doubles the steps back in time; the companion form of T keeps the first rounds short.
  static func covariance(_ phi: [Double], _ r: [Double], _ size: Int) -> [Double] {
    var p = [Double](repeating: 0, count: size * size), t = p, next = p, half = p
    for k in 0..<size {
      t[k * size] = phi[k]
      if k + 1 < size { t[k * size + k + 1] = 1 }
      for l in 0..<size { p[k * size + l] = r[k] * r[l] }
    }
    for _ in 0..<40 {
      multiply(t, p, &half, size)
      multiplyMirrored(half, t, &next, size)
      var change = 0.0, largest = 0.0
      for place in p.indices {
        p[place] += next[place]
        change = max(change, abs(next[place]))
        largest = max(largest, abs(p[place]))
      }
      if change <= 1e-9 * largest { break }
      multiply(t, t, &half, size)
      swap(&t, &half)
    }
    return p
  }

  private static func multiply(_ a: [Double], _ b: [Double], _ c: inout [Double], _ size: Int) {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        c.withUnsafeMutableBufferPointer { c in
          for row in 0..<size {
            for column in 0..<size { c[row * size + column] = 0 }
            for k in 0..<size {
              let value = a[row * size + k]
              guard value != 0 else { continue }
              for column in 0..<size { c[row * size + column] += value * b[k * size + column] }
            }
          }
        }
      }
    }
  }

  /// a times the mirror of b.
  private static func multiplyMirrored(_ a: [Double], _ b: [Double], _ c: inout [Double], _ size: Int) {
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        c.withUnsafeMutableBufferPointer { c in
          for row in 0..<size {
            for column in 0...row {
              var sum = 0.0
              for k in 0..<size { sum += a[row * size + k] * b[column * size + k] }
              c[row * size + column] = sum
              c[column * size + row] = sum
            }
          }
        }
      }
    }
  }
}
