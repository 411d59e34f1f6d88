import Foundation

/// The rows of all series, centred, with the sums of squares and products that the regression needs again and
/// again.
struct PooledRows: Sendable {
  let series: Int
  let span: Int
  let history: Int
  let width: Int
  /// Row by row over history and future, each series around its own mean over the history.
  private(set) var x: [Double]
  /// Logarithm of units, step by step over the history; 0 where nothing was recorded.
  private(set) var y: [Double]
  /// What a step counts: 0 where nothing was recorded, half as much a year earlier.
  private(set) var weight: [Double]
  private(set) var mean: [Double]
  private(set) var mass: [Double]
  private(set) var gram: [Double]
  private(set) var cross: [Double]

  init(_ terms: DriverTerms, units: [[Double?]], least: [Double], history: Int, halfLife: Double) {
    (series, span, self.history, width) = (terms.series, terms.span, history, terms.count)
    x = terms.rows()
    y = []
    weight = []
    mean = [Double](repeating: 0, count: series)
    mass = mean
    gram = [Double](repeating: 0, count: series * width * width)
    cross = [Double](repeating: 0, count: series * width)
    for one in 0..<series {
      for step in 0..<history {
        let units = units[one][step]
        weight.append(units == nil ? 0 : exp2(-Double(history - 1 - step) / halfLife))
        y.append(units.map { log(max($0, least[one])) } ?? 0)
      }
    }
    for one in 0..<series { centre(one) }
    for one in 0..<series { square(one) }
  }

  private mutating func centre(_ one: Int) {
    var sums = [Double](repeating: 0, count: width), sum = 0.0, total = 0.0
    for step in 0..<history {
      let w = weight[one * history + step], row = (one * span + step) * width
      total += w
      sum += w * y[one * history + step]
      for k in 0..<width { sums[k] += w * x[row + k] }
    }
    guard total > 0 else { return }
    mass[one] = total
    mean[one] = sum / total
    for step in 0..<history where weight[one * history + step] > 0 { y[one * history + step] -= mean[one] }
    for step in 0..<span {
      let row = (one * span + step) * width
      for k in 0..<width { x[row + k] -= sums[k] / total }
    }
  }

  private mutating func square(_ one: Int) {
    let width = width, history = history, span = span
    x.withUnsafeBufferPointer { x in
      gram.withUnsafeMutableBufferPointer { gram in
        let a = gram.baseAddress! + one * width * width
        for step in 0..<history {
          let w = weight[one * history + step]
          guard w > 0 else { continue }
          let row = x.baseAddress! + (one * span + step) * width, value = w * y[one * history + step]
          for k in 0..<width {
            let factor = w * row[k]
            cross[one * width + k] += value * row[k]
            let line = a + k * width
            for l in 0...k { line[l] += factor * row[l] }
          }
        }
        for k in 0..<width { for l in 0..<k { a[l * width + k] = a[k * width + l] } }
      }
    }
  }

  /// A row times coefficients.
  @inline(__always)
  func product(_ one: Int, _ step: Int, _ b: UnsafePointer<Double>) -> Double {
    x.withUnsafeBufferPointer { x in
      let row = x.baseAddress! + (one * span + step) * width
      var sum = 0.0
      for k in 0..<width { sum += row[k] * b[k] }
      return sum
    }
  }
}
