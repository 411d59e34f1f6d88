import Foundation

/// What is left of a deal's chance once its decision was put off once, twice, three times or more.
///
/// Deals that got far had more time to be put off, so deals are compared with their like, within each stage: the risk ratio of
/// k pushes against none after Mantel and Haenszel (1959), "Statistical aspects of the analysis of data from retrospective
/// studies of disease", Journal of the National Cancer Institute 22(4). It is shrunk towards `usual`^k by four wins' worth of
/// doubt, and never above 1: a push does not speak for a deal.
package struct PushDiscount: Hashable, Sendable {
  package struct Count: Hashable, Sendable {
    package var closed: Int
    package var won: Int

    package init(closed: Int = 0, won: Int = 0) {
      self.closed = closed
      self.won = won
    }
  }

  /// Three stands for three and more.
  package static let most = 3
  /// What one push leaves of a chance where nobody knows better.
  package static let usual = 0.8
  /// How many wins the assumption weighs.
  package static let weight = 4.0
  package static let none = Array(repeating: Count(), count: most + 1)

  /// By the number of pushes, 0...3.
  package let factors: [Double]

  /// `stages` holds, stage by stage, what was decided by the number of pushes, 0...3.
  package init(_ stages: [[Count]]) {
    var pushed = [Double](repeating: 0, count: Self.most + 1), never = pushed
    for stage in stages where stage.count > Self.most {
      let base = stage[0]
      for (pushes, count) in stage.enumerated().dropFirst() {
        let both = Double(count.closed + base.closed)
        guard count.closed > 0, base.closed > 0 else { continue }
        pushed[pushes] += Double(count.won) * Double(base.closed) / both
        never[pushes] += Double(base.won) * Double(count.closed) / both
      }
    }
    factors = pushed.indices.map { pushes in
      let assumed = Self.weight * pow(Self.usual, Double(pushes))
      return pushes == 0 ? 1 : min(1, (pushed[pushes] + assumed) / (never[pushes] + Self.weight))
    }
  }

  package func factor(pushes: Int) -> Double { factors[min(max(pushes, 0), Self.most)] }
}
