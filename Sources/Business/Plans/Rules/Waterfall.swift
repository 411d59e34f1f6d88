import Blueprint
import Kernel

/// From the target to the gap, all of it computed from records: gap = target - (sold + run-rate + committed + weighted).
package struct Waterfall: Codable, Hashable, Sendable {
  package enum Scenario: String, Choice {
    /// No growth beyond last year's, and only what is certain.
    case cautious
    case expected
    /// Everything planned lands in full.
    case ambitious
  }

  package let target: Int64
  package let sold: Int64
  /// What the rest of the plan brings without doing anything.
  package let runRate: Int64
  /// Initiatives that are done or certain.
  package let committed: Int64
  /// The others, each by its probability.
  package let weighted: Int64

  package var total: Int64 { sold + runRate + committed + weighted }
  package var gap: Int64 { target - total }

  package init(target: Int64, sold: Int64, runRate: RunRate, initiatives: [PlanItem], _ scenario: Scenario) {
    self.target = target
    self.sold = sold
    let growth = runRate.growth
    self.runRate = runRate.rest(at: scenario == .cautious ? min(growth, .whole) : growth)
    let live = initiatives.filter { $0.kind == .initiative && $0.standing != .dropped }
    // What is done shows in the sales already; only what it still adds was planned with it.
    let certain = live.filter { $0.standing == .open && ($0.percent ?? .whole) >= .whole }
    let likely = live.filter { $0.standing == .open && ($0.percent ?? .whole) < .whole }
    committed = certain.reduce(0) { $0 + ($1.amount ?? 0) }
    weighted =
      switch scenario {
      case .cautious: 0
      case .expected: likely.reduce(0) { $0 + ($1.weighted ?? 0) }
      case .ambitious: likely.reduce(0) { $0 + ($1.amount ?? 0) }
      }
  }
}
