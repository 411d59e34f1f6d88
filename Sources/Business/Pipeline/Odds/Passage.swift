import Blueprint
import Kernel
import Statistics

/// A decided deal's way through one stage: when it came, when it was decided, and how.
struct Passage: Hashable, Sendable {
  let stage: ID<DealStage>
  let process: ID<DealProcess>
  let entered: Day
  /// Pushes when it came into the stage, and when it was decided.
  let pushesThen: Int
  let closed: Day
  let won: Bool
  let pushes: Int

  /// What is left out so that a rate is not made of the quick ones: deals that came to a stage so lately that their like are
  /// mostly undecided. Nine of ten were decided within so many days; nil where too few are known to tell.
  static func delays(_ passages: [Passage]) -> [ID<DealStage>: Int] {
    var days: [ID<DealStage>: [Int]] = [:]
    for one in passages { days[one.stage, default: []].append(max(0, one.closed.days(since: one.entered))) }
    return days.compactMapValues { days in
      guard days.count >= fewest else { return nil }
      return days.sorted()[(days.count - 1) * 9 / 10]
    }
  }

  /// Fewer passages than this are all counted.
  static let fewest = 30

  /// From when on it counts.
  func countsFrom(_ delays: [ID<DealStage>: Int]) -> Day {
    max(closed, entered.advanced(by: delays[stage] ?? 0))
  }

  /// Won and decided by stage, and by the number of pushes, of those that count by a day.
  static func counts(_ passages: [Passage], on day: Day) -> [ID<DealStage>: [PushDiscount.Count]] {
    let delays = delays(passages)
    var counts: [ID<DealStage>: [PushDiscount.Count]] = [:]
    for one in passages where one.countsFrom(delays) <= day {
      var all = counts[one.stage] ?? Array(repeating: PushDiscount.Count(), count: PushDiscount.most + 1)
      all[min(one.pushes, PushDiscount.most)].closed += 1
      if one.won { all[min(one.pushes, PushDiscount.most)].won += 1 }
      counts[one.stage] = all
    }
    return counts
  }
}
