import Foundation

/// What one series alone says of a driver that stays, for each pace at which its level may wander.
///
/// A price that stays is seen a few times in years, and what else has changed since is easily taken for it. So the series
/// has a straight trend and a wandering level of its own beside the driver: what counts is how sales differ just before
/// and just after a step. All other terms lean on the pool's coefficients, the driver itself on nothing.
struct LastingSample: Sendable {
  let one: Int
  /// For each ratio the logarithm of the likelihood, the effect and its variance.
  private(set) var likelihood: [Double] = []
  private(set) var values: [Double] = []
  private(set) var variances: [Double] = []
  /// For each ratio, by the history's steps: the surprise in spreads, and by how much the effect moves for one spread.
  private(set) var surprises: [[Double]] = []
  private(set) var pulls: [[Double]] = []

  static let fewestSteps = 20

  /// Nil where the series is too short to tell.
  init?(_ learned: PooledRegression, _ terms: DriverTerms, driver: Int, one: Int) {
    let rows = learned.rows
    let steps = (0..<rows.history).filter { rows.weight[one * rows.history + $0] > 0 }
    guard steps.count >= Self.fewestSteps else { return nil }
    self.one = one
    let design = LastingDesign(learned, terms, driver: driver, one: one, steps: steps)
    for ratio in DriftingLevel.ratios {
      add(
        DriftingLevel.turn(design.rows, width: design.width, steps: steps, ratio: ratio), design, steps, rows)
    }
  }

  /// The normal equations of the turned rows, leaning on what the pool says; their left side below the diagonal.
  private static func equations(
    _ turned: DriftingLevel.Turned, _ design: LastingDesign, _ count: Int
  ) -> (left: [Double], right: [Double]) {
    let p = design.width - 1
    var a = [Double](repeating: 0, count: p * p), c = [Double](repeating: 0, count: p)
    Self.square(turned.rows, width: design.width, into: &a, &c)
    for k in 0..<p {
      a[k * p + k] += design.lean[k] + 1e-9
      c[k] += design.lean[k] * design.middle[k]
    }
    return (a, c)
  }

  private mutating func add(
    _ turned: DriftingLevel.Turned, _ design: LastingDesign, _ steps: [Int], _ rows: PooledRows
  ) {
    let p = design.width - 1, count = steps.count - 1
    let (a, c) = Self.equations(turned, design, count)
    let factor = Cholesky(a, size: p), b = factor.solve(c)
    let own = factor.solve([1] + [Double](repeating: 0, count: p - 1))
    var sum = 0.0, rest = [Double](repeating: 0, count: rows.history), pull = rest
    for row in 0..<count {
      let start = row * design.width, step = steps[row + 1]
      rest[step] = turned.rows[start]
      for k in 0..<p {
        rest[step] -= b[k] * turned.rows[start + 1 + k]
        pull[step] += own[k] * turned.rows[start + 1 + k]
      }
      sum += rest[step] * rest[step]
    }
    for k in 0..<p { sum += design.lean[k] * (b[k] - design.middle[k]) * (b[k] - design.middle[k]) }
    let free = Double(count - LastingDesign.free), noise = max(1e-12, sum / free)
    likelihood.append(
      -0.5 * (free * log(max(sum, 1e-12)) + turned.logDeterminant + factor.logDeterminant))
    values.append(b[0])
    // Student's t is wider than the normal distribution by this much.
    variances.append(max(1e-12, own[0] * noise * free / (free - 2)))
    surprises.append(rest.map { $0 / noise.squareRoot() })
    pulls.append(pull.map { $0 * noise.squareRoot() })
  }

  /// Sums of squares and products of the columns, below the diagonal, and with the values in front of them.
  private static func square(_ rows: [Double], width: Int, into a: inout [Double], _ c: inout [Double]) {
    let p = width - 1
    rows.withUnsafeBufferPointer { x in
      a.withUnsafeMutableBufferPointer { a in
        for start in stride(from: 0, to: x.count, by: width) {
          let row = x.baseAddress! + start + 1
          for k in 0..<p where row[k] != 0 {
            let factor = row[k], line = a.baseAddress! + k * p
            c[k] += factor * row[-1]
            for l in 0...k { line[l] += factor * row[l] }
          }
        }
      }
    }
  }
}

/// The series' rows: its values, the driver, a straight trend, and all other terms with what the pool says of them.
struct LastingDesign {
  let width: Int
  private(set) var rows: [Double] = []
  /// How strongly each column leans on its middle, in parts of the noise.
  private(set) var lean: [Double] = [0, 0]
  private(set) var middle: [Double] = [0, 0]

  /// Columns that lean on nothing: the driver and the trend.
  static let free = 2

  init(_ learned: PooledRegression, _ terms: DriverTerms, driver: Int, one: Int, steps: [Int]) {
    let all = terms.terms, item = learned.groups.itemOf[one], start = one * terms.span
    let own = all.firstIndex { $0.cause == .driver(driver) && !$0.isLag && !$0.isProduct } ?? 0
    let others = all.indices.filter { all[$0].cause != .driver(driver) || all[$0].isLag || all[$0].isProduct }
    let noise = learned.noise[one] + learned.shockNoise[item]
    width = 3 + others.count
    for k in others {
      lean.append(noise / (learned.poolSpread[k] + learned.itemSpread[item * all.count + k]))
      middle.append(learned.pool[k])
    }
    rows.reserveCapacity(steps.count * width)
    for step in steps {
      let now = terms.columns[own][start + step]
      rows += [learned.rows.y[one * learned.rows.history + step], now, Double(step) / 52]
      for k in others {
        // The step before as a difference: the driver's own column is then what stays of it.
        let isOwnLag = all[k].isLag && all[k].cause == .driver(driver)
        rows.append(terms.columns[k][start + step] - (isOwnLag ? now : 0))
      }
    }
  }
}
