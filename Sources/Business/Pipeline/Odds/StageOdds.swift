import Blueprint
package import Kernel
import Statistics

/// How often deals that came into a stage were won, and what that says of those that stand there now.
package struct StageOdds: Reply, Hashable {
  package let stage: ID<DealStage>
  /// Deals that were in the stage and are decided, and how many of them were won.
  package let closed: Int
  package let won: Int
  package let priorWins: Int
  package let priorLosses: Int
  /// Between which the true rate lies with nine chances of ten.
  package let low: BasisPoints
  package let high: BasisPoints
  /// For deals pushed never, once, twice, three times or more.
  package let chances: [BasisPoints]

  package var chance: BasisPoints { chances[0] }

  package func chance(pushes: Int) -> BasisPoints { chances[min(max(pushes, 0), chances.count - 1)] }

  init(_ stage: DealStage, closed: Int, won: Int, pushed: PushDiscount) {
    self.stage = stage.id
    self.closed = closed
    self.won = won
    priorWins = stage.priorWins
    priorLosses = stage.priorLosses
    let rate = ShrunkRate(
      wins: won, of: closed, priorWins: Double(stage.priorWins), priorLosses: Double(stage.priorLosses))
    let mean = rate?.mean ?? 0, range = rate?.interval(0.9) ?? 0...1
    low = BasisPoints(chance: range.lowerBound)
    high = BasisPoints(chance: range.upperBound)
    chances = pushed.factors.map { factor in
      switch stage.outcome {
      case .won: .whole
      case .lost: BasisPoints(0)
      case .open: BasisPoints(chance: mean * factor)
      }
    }
  }
}

extension BasisPoints {
  /// A chance of 0...1, rounded to whole hundredths of a percent.
  package init(chance: Double) { self.init(Int((min(max(chance, 0), 1) * 10_000).rounded())) }

  /// 0...1
  package var chance: Double { Double(count) / 10_000 }
}
