import Blueprint
import Kernel
import Storage

/// How long deals stayed in a stage that they have left.
package struct StageStay: Reply, Hashable {
  package let count: Int
  /// Half were gone by then, and three of four.
  package let median: Int
  package let threeQuarters: Int

  /// Fewer than this say nothing: the stage's own setting holds.
  static let fewest = 10

  func usual(_ stage: DealStage) -> Int { count < StageStay.fewest ? stage.usualDays : max(1, threeQuarters) }

  /// Of stays in days, in any order; nil of none.
  init?(_ days: [Int]) {
    guard !days.isEmpty else { return nil }
    let sorted = days.sorted()
    count = sorted.count
    median = sorted[(sorted.count - 1) / 2]
    threeQuarters = sorted[(sorted.count - 1) * 3 / 4]
  }
}
