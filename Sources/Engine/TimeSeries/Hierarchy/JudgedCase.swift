/// Both ways of one origin held against what came.
struct JudgedCase {
  private let look: LevelsThen
  /// Node by node, step by step.
  private let summed: [[Double]]
  private let tied: [[Double]]
  private let members: [[Int]]

  /// Nil where too little was known before it.
  init?(_ look: LevelsThen, _ hierarchy: Hierarchy, earlier looks: [LevelsThen], _ levels: [Int]) {
    let before = looks.filter { $0.back > look.back }
    guard let solver = JudgedReconciliation.solver(hierarchy, levels, before, before: look.back) else {
      return nil
    }
    var summed = hierarchy.names.map { _ in [Double](repeating: 0, count: look.steps) }, tied = summed
    for step in 0..<look.steps {
      let y = look.forecasts.map { $0[step] }
      let plain = hierarchy.summed(hierarchy.bottom.map { y[$0] }),
        moved = JudgedReconciliation.tied(solver, y)
      for node in y.indices { (summed[node][step], tied[node][step]) = (plain[node], moved[node]) }
    }
    (self.look, self.summed, self.tied) = (look, summed, tied)
    members = (0...(levels.max() ?? 0)).map { level in
      levels.indices.filter { levels[$0] == level && look.isKnown[$0] }
    }
  }

  func error(_ level: Int, _ trust: Double) -> (miss: Double, size: Double) {
    var miss = 0.0, size = 0.0
    for node in members[level] {
      for step in 0..<look.steps {
        let truth = look.truths[node][step]
        miss += abs(truth - summed[node][step] - trust * (tied[node][step] - summed[node][step]))
        size += abs(truth)
      }
    }
    return (miss, size)
  }

  /// The part of a level's error that reconciling spares, believed to a share.
  func gain(of level: Int, _ share: Double) -> Double {
    let plain = error(level, 0).miss
    return plain > 0 ? 1 - error(level, share).miss / plain : 0
  }

  /// The same over all levels.
  func gain(_ share: Double) -> Double {
    let all = members.indices.filter { !members[$0].isEmpty }
    return all.reduce(0) { $0 + gain(of: $1, share) } / Double(max(1, all.count))
  }
}
