/// The best smoothing, level and weight of the line for one series without season.
///
/// For a given smoothing the model is linear in its first level and in the weight of the line, so that both follow from
/// two equations; only the smoothing is searched for. Four values of it are tried at once.
struct ThetaSearch {
  struct Found: Hashable, Sendable {
    var alpha: Double
    var level: Double
    /// The paper's 1 - 1/theta: 0 is simple smoothing, 0.5 the standard method.
    var weight: Double
    var squares: Double
  }

  static let alphas = 0.1...0.99
  private typealias Four = SIMD4<Double>

  private let y: UnsafeBufferPointer<Double>
  private let a: UnsafePointer<Double>
  private let b: UnsafePointer<Double>
  /// A weight that is given, or nil where it is sought.
  private let fixedWeight: Double?

  /// `a` and `b`: the line known before each value.
  init(
    _ y: UnsafeBufferPointer<Double>, a: UnsafePointer<Double>, b: UnsafePointer<Double>, weight: Double?
  ) {
    (self.y, self.a, self.b, fixedWeight) = (y, a, b, weight)
  }

  func best() -> Found {
    let low = Self.alphas.lowerBound, high = Self.alphas.upperBound
    var step = (high - low) / 11
    var best = Found(alpha: 0.5, level: y[0], weight: 0, squares: .infinity)
    for group in 0..<3 {
      let first = low + step * Double(4 * group)
      try4(Four(first, first + step, first + 2 * step, first + 3 * step), &best)
    }
    // Each round looks closer around the best so far.
    for _ in 0..<4 {
      let near = step * 0.4
      let centre = best.alpha
      try4(
        Four(centre - 2 * near, centre - near, centre + near, centre + 2 * near).clamped(
          lowerBound: Four(repeating: low), upperBound: Four(repeating: high)), &best)
      step = near * 0.5
    }
    return best
  }

  private func try4(_ alpha: Four, _ best: inout Found) {
    let rest = 1 - alpha
    var base = alpha * y[0], memory = rest, power = rest
    var cc = Four(), cd = Four(), dd = Four(), cu = Four(), du = Four(), uu = Four()
    let over = 1 / alpha
    for place in 1..<y.count {
      let value = y[place]
      // The paper's (1 - alpha)^(t-1) A + (1 - (1 - alpha)^t) / alpha B.
      let next = power * rest
      let line = power * a[place] + (1 - next) * over * b[place]
      let u = value - base
      cc += memory * memory
      cd += memory * line
      dd += line * line
      cu += memory * u
      du += line * u
      uu += u * u
      base += alpha * u
      memory *= rest
      power = next
    }
    for lane in 0..<4 {
      let found = solve(
        alpha[lane], cc[lane], cd[lane], dd[lane], cu[lane], du[lane], uu[lane])
      if found.squares < best.squares { best = found }
    }
  }

  /// Least squares for the level and the weight, the weight kept from 0 to 1.
  private func solve(
    _ alpha: Double, _ cc: Double, _ cd: Double, _ dd: Double, _ cu: Double, _ du: Double, _ uu: Double
  ) -> Found {
    let determinant = cc * dd - cd * cd
    var weight = fixedWeight ?? (determinant > 1e-12 * cc * dd ? (cc * du - cd * cu) / determinant : 0)
    weight = min(1, max(0, weight))
    let level = cc > 1e-300 ? (cu - weight * cd) / cc : y[0]
    let squares =
      uu + level * level * cc + weight * weight * dd + 2 * level * weight * cd - 2 * level * cu - 2 * weight
      * du
    return Found(alpha: alpha, level: level, weight: weight, squares: max(0, squares))
  }
}
