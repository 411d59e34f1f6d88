import Blueprint
import Kernel
import Statistics

/// A decided deal's way through one stage: when it came, when it was decided, and how.
struct Passage: Hashable, Sendable {
  let stage: ID<DealStage>
  let process: ID<DealProcess>
  let entered: Day
  /// Pushes when it came into the stage, and when it left it.
  let pushesThen: Int
  let closed: Day
  let won: Bool
  let pushes: Int

  /// What is left out so that a rate is not made of the quick ones: deals that came to a stage so lately that their like are
  /// undecided. Within so many days nine of ten of the won were won, and nine of ten of the lost were lost; nothing for
  /// stages of which too few are known to tell.
  static func delays(_ passages: [Passage]) -> [ID<DealStage>: Int] {
    var won: [ID<DealStage>: [Int]] = [:], lost = won
    for one in passages {
      let days = max(0, one.closed.days(since: one.entered))
      if one.won {
        won[one.stage, default: []].append(days)
      } else {
        lost[one.stage, default: []].append(days)
      }
    }
    var delays: [ID<DealStage>: Int] = [:]
    for stage in Set(won.keys).union(lost.keys) {
      let ends = [won[stage] ?? [], lost[stage] ?? []]
      guard ends.reduce(0, { $0 + $1.count }) >= fewest else { continue }
      delays[stage] = ends.filter { !$0.isEmpty }.map { $0.sorted()[($0.count - 1) * 9 / 10] }.max()
    }
    return delays
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
      var all = counts[one.stage] ?? PushDiscount.none
      all[min(one.pushes, PushDiscount.most)].closed += 1
      if one.won { all[min(one.pushes, PushDiscount.most)].won += 1 }
      counts[one.stage] = all
    }
    return counts
  }
}
