import Blueprint
import Kernel
import Statistics

/// A decided deal's way through one stage: when it came, when it was decided, and how.
struct Passage: Hashable, Sendable {
  let stage: ID<DealStage>
  let process: ID<DealProcess>
  var entered: Day
  /// Pushes when it came into the stage, and when it left it.
  var pushesThen: Int
  let closed: Day
  let won: Bool
  var pushes: Int

  /// From when on it counts.
  func countsFrom(_ delays: [ID<DealStage>: Int]) -> Day {
    max(closed, entered.advanced(by: delays[stage] ?? 0))
  }
}

/// Many passages in few bytes, for what is counted over all of them.
struct PassageTally {
  private struct Way {
    let stage: Int32
    let entered: Int32
    let closed: Int32
    let pushes: Int8
    let won: Bool
  }

  /// Fewer passages than this are all counted.
  static let fewest = 30

  private var stages: [ID<DealStage>] = []
  private var places: [ID<DealStage>: Int32] = [:]
  private var ways: [Way] = []

  init(_ passages: some Sequence<Passage> = []) {
    for one in passages { add(one) }
  }

  mutating func add(_ one: Passage) {
    let place = places[one.stage] ?? Int32(stages.count)
    if place == stages.count {
      places[one.stage] = place
      stages.append(one.stage)
    }
    ways.append(
      Way(
        stage: place, entered: Int32(one.entered.ordinal), closed: Int32(one.closed.ordinal),
        pushes: Int8(min(one.pushes, PushDiscount.most)), won: one.won))
  }

  /// What is left out so that a rate is not made of the quick ones: deals that came to a stage so lately that their like are
  /// undecided. Within so many days nine of ten of the won were won, and nine of ten of the lost were lost; nothing for
  /// stages of which too few are known to tell.
  var delays: [ID<DealStage>: Int] {
    var won = [[Int32]](repeating: [], count: stages.count), lost = won
    for way in ways {
      let place = Int(way.stage), days = max(0, way.closed - way.entered)
      if way.won { won[place].append(days) } else { lost[place].append(days) }
    }
    var delays: [ID<DealStage>: Int] = [:]
    for (place, stage) in stages.enumerated() {
      let ends = [won[place], lost[place]]
      guard ends.reduce(0, { $0 + $1.count }) >= Self.fewest else { continue }
      delays[stage] = ends.filter { !$0.isEmpty }.map { Int($0.sorted()[($0.count - 1) * 9 / 10]) }.max()
    }
    return delays
  }

  /// Won and decided by stage, and by the number of pushes, of those that count by a day.
  func counts(on day: Day) -> [ID<DealStage>: [PushDiscount.Count]] {
    let delays = delays, waits = stages.map { Int32(delays[$0] ?? 0) }
    var counts = [[PushDiscount.Count]?](repeating: nil, count: stages.count)
    for way in ways {
      let place = Int(way.stage)
      guard max(way.closed, way.entered + waits[place]) <= day.ordinal else { continue }
      var all = counts[place] ?? PushDiscount.none
      all[Int(way.pushes)].closed += 1
      if way.won { all[Int(way.pushes)].won += 1 }
      counts[place] = all
    }
    return Dictionary(
      uniqueKeysWithValues: zip(stages, counts).compactMap { stage, all in all.map { (stage, $0) } })
  }
}
