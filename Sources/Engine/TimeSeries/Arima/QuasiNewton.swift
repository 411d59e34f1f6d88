/// Finds a low point of a smooth function without derivatives given: Broyden, Fletcher, Goldfarb and Shanno
/// (1970) with differences for slopes and halved steps. Nocedal and Wright, "Numerical Optimization",
/// algorithm 6.1.
struct QuasiNewton {
  var mostRounds = 50
  /// Stops when a round gains less.
  var tolerance = 1e-3
  var step = 1e-4

  func minimise(_ x: inout [Double], _ f: (UnsafeBufferPointer<Double>) -> Double) -> Double {
    let count = x.count
    var value = x.withUnsafeBufferPointer { f($0) }
    guard count > 0 else { return value }
    var slope = slopes(&x, value, f), inverse = Self.identity(count, scale: 1 / max(1, Self.length(slope)))
    for _ in 0..<mostRounds {
      var direction = (0..<count).map { k in
        -(0..<count).reduce(0) { $0 + inverse[k * count + $1] * slope[$1] }
      }
      var fall = Self.dot(direction, slope)
      if !(fall < 0) {
        inverse = Self.identity(count, scale: 1 / max(1, Self.length(slope)))
        direction = slope.map { -$0 / max(1, Self.length(slope)) }
        fall = Self.dot(direction, slope)
      }
      // In these coordinates a step of two crosses the whole range of a coefficient.
      let long = Self.length(direction), start = x
      var size = long > 2 ? 2 / long : 1, trial = value
      var isLower = false
      for _ in 0..<20 {
        for k in 0..<count { x[k] = start[k] + size * direction[k] }
        trial = x.withUnsafeBufferPointer { f($0) }
        if trial <= value + 1e-4 * size * fall {
          isLower = true
          break
        }
        size /= 2
      }
      guard isLower else {
        x = start
        break
      }
      let gained = value - trial
      value = trial
      if gained < tolerance { break }
      let next = slopes(&x, value, f)
      Self.learn(&inverse, (0..<count).map { x[$0] - start[$0] }, (0..<count).map { next[$0] - slope[$0] })
      slope = next
    }
    return value
  }

  private func slopes(_ x: inout [Double], _ value: Double, _ f: (UnsafeBufferPointer<Double>) -> Double)
    -> [Double]
  {
    x.indices.map { k in
      let kept = x[k]
      x[k] = kept + step
      defer { x[k] = kept }
      return (x.withUnsafeBufferPointer { f($0) } - value) / step
    }
  }

  private static func learn(_ inverse: inout [Double], _ s: [Double], _ y: [Double]) {
    let count = s.count, curve = dot(s, y)
    guard curve > 1e-10 else { return }
    let hy = (0..<count).map { k in (0..<count).reduce(0) { $0 + inverse[k * count + $1] * y[$1] } }
    let factor = (1 + dot(y, hy) / curve) / curve
    for k in 0..<count {
      for l in 0..<count {
        inverse[k * count + l] += factor * s[k] * s[l] - (hy[k] * s[l] + s[k] * hy[l]) / curve
      }
    }
  }

  private static func identity(_ count: Int, scale: Double) -> [Double] {
    var matrix = [Double](repeating: 0, count: count * count)
    for k in 0..<count { matrix[k * count + k] = scale }
    return matrix
  }

  static func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for k in left.indices { sum += left[k] * right[k] }
    return sum
  }

  static func length(_ values: [Double]) -> Double { dot(values, values).squareRoot() }
}
