/// Forecasts of all nodes from an earlier end, and what came.
package struct LevelsThen: Sendable {
  /// Steps between that end and the last value.
  package let back: Int
  /// Node by node, step by step; of each at least as many steps as are judged.
  package let forecasts: [[Double]]
  package let truths: [[Double]]
  /// Whether a node was forecast there. What was not counts as it stands: it is not moved, and not judged itself.
  package let isKnown: [Bool]

  package init(back: Int, forecasts: [[Double]], truths: [[Double]], isKnown: [Bool]) {
    (self.back, self.forecasts, self.truths, self.isKnown) = (back, forecasts, truths, isKnown)
  }

  var steps: Int { min(back, JudgedReconciliation.mostSteps, truths.first?.count ?? 0) }
}

/// Minimum trace reconciliation, believed as far as it proves better than sums of the bottom.
///
/// At each origin but the first the variances are those of errors which were known there, and what it makes of the forecasts
/// is held against what came. Gains are judged level by level in parts of the error of summing up, so that neither the largest
/// nor the most numerous decide; what they vary from origin to origin is taken off as doubt.
package struct JudgedReconciliation: Sendable {
  /// Mean absolute error of a level in parts of what came, summed up and reconciled, over the later origins.
  package struct Level: Sendable, Hashable {
    package let nodes: Int
    package let summed: Double
    package let tied: Double
    /// As if it were believed fully.
    package let full: Double
  }

  /// Errors further ahead say more of the far future than of how nodes hang together.
  static let mostSteps = 26
  /// Fewer weeks of errors make no covariance.
  static let fewestErrors = 8
  /// A gain of this part of the error earns full trust, as for the pool's weights.
  static let fullGain = 0.02
  /// The bottom may lose this part at most: it is what is made and delivered.
  static let mostHarm = 0.005
  /// With more sums than this, nodes below zero are cut off there without tuning the rest.
  static let mostTuned = 300

  /// From 0, sums of the bottom, to 1, reconciled.
  package let trust: Double
  package let levels: [Level]
  private let hierarchy: Hierarchy
  private let solver: MinimumTrace?

  /// `levels`: each node's level, from 0, with the bottom's as 0; `looks` of any order.
  package init(_ hierarchy: Hierarchy, levels: [Int], looks: [LevelsThen]) {
    self.hierarchy = hierarchy
    let looks = looks.filter { $0.steps > 0 }.sorted { $0.back > $1.back }
    let cases = looks.compactMap { JudgedCase($0, hierarchy, earlier: looks, levels) }
    let trust = Self.trust(cases)
    let count = (levels.max() ?? 0) + 1
    self.trust = trust
    self.levels = (0..<count).map { level in
      func mean(_ trust: Double) -> Double {
        let sums = cases.map { $0.error(level, trust) }, size = sums.reduce(0) { $0 + $1.size }
        return size > 0 ? sums.reduce(0) { $0 + $1.miss } / size : 0
      }
      return Level(
        nodes: levels.count { $0 == level }, summed: mean(0), tied: mean(trust), full: mean(1))
    }
    solver = trust > 0 ? Self.solver(hierarchy, levels, looks, before: 0) : nil
  }

  /// Whether there were origins to judge it by.
  package var isJudged: Bool { levels.contains { $0.summed > 0 } }

  /// By how much each bottom node's forecast moves, step by step; `forecasts` node by node.
  package func moves(_ forecasts: [[Double]]) -> [[Double]] {
    let steps = forecasts.first?.count ?? 0
    guard let solver, trust > 0 else {
      return hierarchy.bottom.map { _ in Array(repeating: 0, count: steps) }
    }
    var moves = hierarchy.bottom.map { _ in [Double](repeating: 0, count: steps) }
    for step in 0..<steps {
      let y = forecasts.map { $0[step] }, tied = Self.tied(solver, y)
      for (place, node) in hierarchy.bottom.enumerated() {
        moves[place][step] = trust * (tied[node] - y[node])
      }
    }
    return moves
  }

  static func tied(_ solver: MinimumTrace, _ y: [Double]) -> [Double] {
    let hierarchy = solver.hierarchy
    guard hierarchy.sums.count > mostTuned else { return solver.nonNegative(y) }
    let plain = solver.reconciled(y)
    return hierarchy.summed(hierarchy.bottom.map { max(0, plain[$0]) })
  }

  /// From the errors that were known so many steps before the end.
  ///
  /// A few origins' errors hang together along their paths: their correlations are chance, and so is most of what one
  /// node's differ from those of its like. So the covariance is drawn to its diagonal in full, and there each node's variance is
  /// its level's, in proportion to the node's size.
  static func solver(
    _ hierarchy: Hierarchy, _ levels: [Int], _ looks: [LevelsThen], before back: Int
  ) -> MinimumTrace? {
    let spans = looks.map { max(0, min($0.steps, $0.back - back)) }
    guard spans.reduce(0, +) >= fewestErrors else { return nil }
    var power = [Double](repeating: 0, count: (levels.max() ?? 0) + 1), weight = power
    let size = hierarchy.names.indices.map { node -> Double in
      var size = 0.0, squares = 0.0, count = 0.0
      for (look, span) in zip(looks, spans) where look.isKnown[node] {
        for step in 0..<span {
          let error = look.truths[node][step] - look.forecasts[node][step]
          size += abs(look.forecasts[node][step])
          squares += error * error
        }
        count += Double(span)
      }
      guard count > 0 else { return 0 }
      power[levels[node]] += squares / count
      weight[levels[node]] += size / count
      return size / count
    }
    let usual = hierarchy.names.indices.map { node -> [Double] in
      let level = levels[node]
      return [weight[level] > 0 ? (power[level] / weight[level] * size[node]).squareRoot() : 0]
    }
    return MinimumTrace(hierarchy, ShrunkCovariance(usual, intensity: 1))
  }

  /// As much of it as gains most over all levels without harm to the bottom, times how sure the gain is.
  private static func trust(_ cases: [JudgedCase]) -> Double {
    guard cases.count > 1 else { return 0 }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    var best = 0.0, most = 0.0
    for tenth in 1...10 {
      let share = Double(tenth) / 10, gain = mean(cases.map { $0.gain(share) })
      guard mean(cases.map { $0.gain(of: 0, share) }) >= -mostHarm, gain > most else { continue }
      (best, most) = (share, gain)
    }
    guard best > 0 else { return 0 }
    let gains = cases.map { $0.gain(best) }
    let spread = gains.reduce(0) { $0 + ($1 - most) * ($1 - most) } / Double(gains.count - 1)
    let sure = most - (spread / Double(gains.count)).squareRoot()
    return best * min(1, max(0, sure / fullGain))
  }
}
