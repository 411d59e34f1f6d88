import Blueprint
package import Kernel
import Statistics

/// Whether the chances that were given came true: for every deal and stage that is decided, the chance that history gave on
/// the day it came there, knowing nothing of what followed, against what became of it.
package struct Calibration: Reply {
  package struct Band: Codable, Hashable, Sendable {
    package let from: BasisPoints
    package let to: BasisPoints
    package let count: Int
    package let won: Int
    package let stated: BasisPoints
    package let observed: BasisPoints
    package let low: BasisPoints
    package let high: BasisPoints
    package let holds: Bool
  }
  package struct Line: Codable, Hashable, Sendable {
    package let stage: ID<DealStage>
    package let name: String
    package let count: Int
    package let won: Int
    package let stated: BasisPoints
    package let observed: BasisPoints
  }

  package let decided: Int
  package let won: Int
  package let lost: Int
  package let wonValue: Money
  package let statements: Int
  /// The Brier score in ten-thousandths, and what always saying the overall rate would have scored.
  package let brier: Int?
  package let reference: Int?
  package let bands: [Band]
  package let stages: [Line]

  package struct Wanted: Codable, Sendable {
    package var process: ID<DealProcess>?
    /// Only decisions of the days from, and up to.
    package var from: Day?
    package var to: Day?
    package init(process: ID<DealProcess>? = nil, from: Day? = nil, to: Day? = nil) {
      self.process = process
      self.from = from
      self.to = to
    }
  }

  /// What would have been said of each passage on the day it began.
  static func statements(
    _ passages: [Passage], _ stages: [ID<DealStage>: DealStage]
  ) -> [(passage: Passage, chance: Double)] {
    let delays = PassageTally(passages).delays
    let known = passages.map { (day: $0.countsFrom(delays), passage: $0) }.sorted {
      ($0.day, $0.passage.entered) < ($1.day, $1.passage.entered)
    }
    var counts: [ID<DealStage>: [PushDiscount.Count]] = [:], nextKnown = 0
    let siblings = Dictionary(grouping: stages.values, by: \.process)
    return passages.sorted { $0.entered < $1.entered }.compactMap { passage in
      while nextKnown < known.count, known[nextKnown].day < passage.entered {
        let one = known[nextKnown].passage, place = min(one.pushes, PushDiscount.most)
        counts[one.stage, default: PushDiscount.none][place].closed += 1
        if one.won { counts[one.stage]?[place].won += 1 }
        nextKnown += 1
      }
      guard let stage = stages[passage.stage] else { return nil }
      let own = counts[passage.stage] ?? []
      let rate = ShrunkRate(
        wins: own.reduce(0) { $0 + $1.won }, of: own.reduce(0) { $0 + $1.closed },
        priorWins: Double(stage.priorWins), priorLosses: Double(stage.priorLosses))
      let discount = PushDiscount((siblings[stage.process] ?? []).map { counts[$0.id] ?? [] })
        .factor(pushes: passage.pushesThen)
      return rate.map { (passage, $0.mean * discount) }
    }
  }
}
