/// How forecasts of all nodes are made to tie.
package enum Reconciliation: Hashable, Sendable {
  /// The bottom's forecasts are summed.
  case bottomUp
  /// The roots' forecasts go down in proportion to the forecasts below: Athanasopoulos, Ahmed and Hyndman,
  /// "Hierarchical forecasts for Australian domestic tourism", IJF 25 (2009).
  case topDown
  /// The forecasts at one depth go down in proportion and are summed upwards.
  case middleOut(depth: Int)
  /// Least squares, all nodes alike.
  case ordinary
  /// As if every bottom node had the same variance.
  case structural
  /// By the variance of each node's own errors.
  case variance
  /// By the errors' covariance, drawn to its diagonal (MinT with shrinkage).
  case minimumTrace
}

extension Hierarchy {
  /// Forecasts that tie: `forecasts` and `errors` node by node, the errors of one step over the past.
  package func reconciled(
    _ forecasts: [[Double]], errors: [[Double]] = [], by method: Reconciliation, nonNegative: Bool = false
  ) throws(HierarchyRefusal) -> [[Double]] {
    try check(forecasts)
    let steps = forecasts[0].count
    let columns = (0..<steps).map { step in forecasts.map { $0[step] } }
    let tied: [[Double]]
    switch method {
    case .bottomUp: tied = columns.map { y in summed(bottom.map { y[$0] }) }
    case .topDown: tied = try columns.map { y throws(HierarchyRefusal) in try sharedOut(y, from: 0) }
    case .middleOut(let depth):
      tied = try columns.map { y throws(HierarchyRefusal) in try sharedOut(y, from: depth) }
    case .ordinary, .structural, .variance, .minimumTrace:
      if method == .variance || method == .minimumTrace { try check(errors) }
      let solver = MinimumTrace(self, covariance(method, errors))
      tied = columns.map { nonNegative ? solver.nonNegative($0) : solver.reconciled($0) }
      return (names.indices).map { node in tied.map { $0[node] } }
    }
    let kept = nonNegative ? tied.map { y in summed(bottom.map { max(0, y[$0]) }) } : tied
    return names.indices.map { node in kept.map { $0[node] } }
  }

  private func covariance(_ method: Reconciliation, _ errors: [[Double]]) -> ShrunkCovariance {
    switch method {
    case .minimumTrace: return ShrunkCovariance(errors)
    case .variance: return ShrunkCovariance(errors, intensity: 1)
    case .structural:
      var size = [Double](repeating: 1, count: names.count)
      for (place, node) in sums.enumerated() { size[node] = Double(members[place].count) }
      return ShrunkCovariance(size.map { [$0.squareRoot()] }, intensity: 1)
    default: return ShrunkCovariance(names.map { _ in [1] }, intensity: 1)
    }
  }

  private func check(_ rows: [[Double]]) throws(HierarchyRefusal) {
    guard rows.count == names.count else { throw .count(has: rows.count, needs: names.count) }
    for (node, row) in rows.enumerated() {
      guard row.count == rows[0].count, !row.isEmpty else {
        throw .length(names[node], has: row.count, needs: max(1, rows[0].count))
      }
      for (place, value) in row.enumerated() where !(abs(value) <= Series.largest) {
        throw .notFinite(names[node], row: place + 1)
      }
    }
  }

  /// Each node at `level` is kept and shared out among its children by their forecasts, evenly where these
  /// are all zero.
  private func sharedOut(_ y: [Double], from level: Int) throws(HierarchyRefusal) -> [Double] {
    guard !children.isEmpty, let deepest = depth.max(), (0...deepest).contains(level) else {
      throw .level(level)
    }
    var values = y
    // A branch that ends above the level keeps its own bottom forecast.
    let order = names.indices.filter { depth[$0] >= level }.sorted { (depth[$0], $0) < (depth[$1], $1) }
    for node in order where !children[node].isEmpty {
      let below = children[node].map { max(0, y[$0]) }, total = below.reduce(0, +)
      for (place, child) in children[node].enumerated() {
        values[child] = values[node] * (total > 0 ? below[place] / total : 1 / Double(below.count))
      }
    }
    return summed(bottom.map { values[$0] })
  }
}
