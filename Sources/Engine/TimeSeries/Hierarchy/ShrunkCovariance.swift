/// A covariance of forecast errors, drawn to its diagonal, kept as the errors themselves.
///
/// Schäfer and Strimmer, "A shrinkage approach to large-scale covariance matrix estimation", Statistical
/// Applications in Genetics and Molecular Biology 4 (2005), with the target of unequal variances and no
/// correlation. The intensity needs all pairs of nodes, but their sums come from products of weeks: no matrix
/// of nodes by nodes is ever formed.
package struct ShrunkCovariance: Sendable {
  /// From 0, the sample's correlations as they are, to 1, none.
  package let intensity: Double
  let variance: [Double]
  /// Week by week, node by node, over the root of the number of weeks.
  let errors: [Double]
  let weeks: Int
  var nodes: Int { variance.count }

  /// `errors` node by node, all of one length.
  init(_ errors: [[Double]], intensity: Double? = nil) {
    let nodes = errors.count, weeks = errors.first?.count ?? 0
    self.weeks = weeks
    var variance = errors.map { row in row.reduce(0) { $0 + $1 * $1 } / Double(max(1, weeks)) }
    let usual = variance.reduce(0, +) / Double(max(1, nodes))
    // A node without any error would bend all others to itself.
    for node in variance.indices { variance[node] = max(variance[node], usual * 1e-8, 1e-200) }
    self.variance = variance
    let root = Double(max(1, weeks)).squareRoot()
    var flat = [Double](repeating: 0, count: nodes * weeks)
    for (node, row) in errors.enumerated() {
      for week in 0..<weeks { flat[week * nodes + node] = row[week] / root }
    }
    self.errors = flat
    self.intensity = intensity ?? Self.intensity(flat, variance, weeks)
  }

  private static func intensity(_ errors: [Double], _ variance: [Double], _ weeks: Int) -> Double {
    guard weeks > 1 else { return 1 }
    let nodes = variance.count, scale = variance.map { 1 / $0.squareRoot() }
    var z = errors
    for week in 0..<weeks { for node in 0..<nodes { z[week * nodes + node] *= scale[node] } }
    // Of all pairs: squared correlations, and what the weeks' products vary.
    var squared = 0.0, fourth = 0.0, ownSquared = 0.0, ownFourth = 0.0
    z.withUnsafeBufferPointer { z in
      for left in 0..<weeks {
        let a = z.baseAddress! + left * nodes
        for right in 0...left {
          let b = z.baseAddress! + right * nodes
          var sum = 0.0
          for node in 0..<nodes { sum += a[node] * b[node] }
          squared += (left == right ? 1 : 2) * sum * sum
          if left == right { fourth += sum * sum }
        }
      }
      for node in 0..<nodes {
        var sum = 0.0
        for week in 0..<weeks {
          let square = z[week * nodes + node] * z[week * nodes + node]
          sum += square
          ownFourth += square * square
        }
        ownSquared += sum * sum
      }
    }
    let n = Double(weeks), pairs = squared - ownSquared
    let doubt = (n * (fourth - ownFourth) - pairs) / (n - 1)
    return pairs > 1e-12 ? min(1, max(0, doubt / pairs)) : 1
  }

  /// The covariance times a vector.
  func times(_ vector: [Double]) -> [Double] {
    var product = zip(variance, vector).map { intensity * $0 * $1 }
    guard intensity < 1 else { return product }
    errors.withUnsafeBufferPointer { errors in
      product.withUnsafeMutableBufferPointer { product in
        for week in 0..<weeks {
          let row = errors.baseAddress! + week * nodes
          var sum = 0.0
          for node in 0..<nodes { sum += row[node] * vector[node] }
          sum *= 1 - intensity
          for node in 0..<nodes { product[node] += sum * row[node] }
        }
      }
    }
    return product
  }
}
