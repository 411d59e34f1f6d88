/// Finds a low point of a function of at most eight numbers between 0 and 1 without derivatives.
///
/// Nelder and Mead, "A simplex method for function minimization", The Computer Journal 7 (1965). A step that leaves the
/// box is put back onto its side.
struct NelderMead {
  var mostEvaluations = 300
  /// Stops when the values at all corners lie this close together.
  var tolerance = 1e-6
  /// Size of the first simplex.
  var step = 0.1

  static let mostDimensions = 8

  /// Moves `point` to the best place found and answers the value there.
  @inline(__always)
  func minimise(
    _ point: UnsafeMutablePointer<Double>, _ count: Int, _ f: (UnsafePointer<Double>) -> Double
  ) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: (count + 1) * (count + 1) + 3 * count) { room in
      var simplex = Simplex(room: room.baseAddress!, count: count)
      simplex.start(at: point, step: step, f)
      var evaluations = count + 1
      while evaluations < mostEvaluations, !simplex.isSmall(tolerance) { evaluations += simplex.move(f) }
      return simplex.best(into: point)
    }
  }
}

/// Corners row by row, the value at each behind its coordinates.
private struct Simplex {
  let corners: UnsafeMutablePointer<Double>
  let centre: UnsafeMutablePointer<Double>
  let trial: UnsafeMutablePointer<Double>
  let second: UnsafeMutablePointer<Double>
  let count: Int
  let width: Int
  var low = 0, high = 0, nextHigh = 0

  init(room: UnsafeMutablePointer<Double>, count: Int) {
    self.count = count
    width = count + 1
    corners = room
    centre = room + width * width
    trial = centre + count
    second = trial + count
  }

  @inline(__always)
  mutating func start(at point: UnsafePointer<Double>, step: Double, _ f: (UnsafePointer<Double>) -> Double) {
    for corner in 0...count {
      let row = corners + corner * width
      row.update(from: point, count: count)
      if corner > 0 {
        let from = row[corner - 1]
        row[corner - 1] = from + step <= 1 ? from + step : from - step
      }
      row[count] = f(row)
    }
    rank()
  }

  private mutating func rank() {
    (low, high, nextHigh) = (0, 0, 0)
    for corner in 1...count {
      let value = corners[corner * width + count]
      if value < corners[low * width + count] { low = corner }
      if value > corners[high * width + count] { high = corner }
    }
    nextHigh = low
    for corner in 0...count where corner != high {
      if corners[corner * width + count] > corners[nextHigh * width + count] { nextHigh = corner }
    }
  }

  func isSmall(_ tolerance: Double) -> Bool {
    let best = corners[low * width + count], worst = corners[high * width + count]
    return worst - best <= tolerance * (abs(best) + 1e-9)
  }

  /// The place `factor` times as far from the centre as the worst corner.
  private func place(_ factor: Double, into target: UnsafeMutablePointer<Double>) {
    let worst = corners + high * width
    for axis in 0..<count {
      target[axis] = min(1, max(0, centre[axis] + factor * (worst[axis] - centre[axis])))
    }
  }

  private mutating func take(_ source: UnsafePointer<Double>, _ value: Double) {
    let row = corners + high * width
    row.update(from: source, count: count)
    row[count] = value
    rank()
  }

  /// One reflection, expansion, contraction or shrinking; answers how often the function was asked.
  @inline(__always)
  mutating func move(_ f: (UnsafePointer<Double>) -> Double) -> Int {
    for axis in 0..<count {
      var sum = 0.0
      for corner in 0...count where corner != high { sum += corners[corner * width + axis] }
      centre[axis] = sum / Double(count)
    }
    place(-1, into: trial)
    let reflected = f(trial)
    if reflected < corners[low * width + count] {
      place(-2, into: second)
      let expanded = f(second)
      if expanded < reflected { take(second, expanded) } else { take(trial, reflected) }
      return 2
    }
    if reflected < corners[nextHigh * width + count] {
      take(trial, reflected)
      return 1
    }
    let worst = corners[high * width + count]
    place(reflected < worst ? -0.5 : 0.5, into: second)
    let contracted = f(second)
    if contracted < min(reflected, worst) {
      take(second, contracted)
      return 2
    }
    return 2 + shrink(f)
  }

  @inline(__always)
  private mutating func shrink(_ f: (UnsafePointer<Double>) -> Double) -> Int {
    let best = corners + low * width
    for corner in 0...count where corner != low {
      let row = corners + corner * width
      for axis in 0..<count { row[axis] = best[axis] + 0.5 * (row[axis] - best[axis]) }
      row[count] = f(row)
    }
    rank()
    return count
  }

  func best(into point: UnsafeMutablePointer<Double>) -> Double {
    let row = corners + low * width
    point.update(from: row, count: count)
    return row[count]
  }
}
