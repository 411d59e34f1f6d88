package import Kernel

/// How good a plan is to work with: points for measures with a date and for movement, none for filled boxes.
package struct PlanQuality: Codable, Hashable, Sendable {
  package struct Part: Codable, Hashable, Sendable {
    package let name: String
    package let points: Int
    package let most: Int
    /// The figures behind the points.
    package let because: String
  }

  package let parts: [Part]
  package var score: Int { parts.map(\.points).reduce(0, +) }

  package init(_ items: [PlanItem], measured: Set<ID<PlanItem>>, moved: Day?, on today: Day) {
    func of(_ kind: PlanItem.Kind) -> [PlanItem] {
      items.filter { $0.kind == kind && $0.standing != .dropped }
    }
    let results = of(.keyResult).filter { $0.due != nil && $0.aim != nil && measured.contains($0.id) }
    let objectives = of(.objective), reached = Set(results.compactMap(\.parent))
    let actions = of(.action), open = actions.filter(\.isOpen)
    let dated = actions.filter { $0.due != nil && $0.owner != nil }
    let late = open.filter { $0.isLate(on: today) }
    let goals = of(.goal), sure = goals.filter { $0.standing == .confirmed && !$0.note.isEmpty }
    let risks = of(.risk), met = risks.filter { !$0.note.isEmpty && $0.due != nil && $0.owner != nil }
    parts = [
      Self.share(
        "Objectives with a dated, measured key result", 30, objectives.count { reached.contains($0.id) },
        objectives.count, "objectives"),
      Self.share("Actions with an owner and a day", 20, dated.count, actions.count, "actions"),
      Self.movement(moved, today),
      Self.share("Customer goals confirmed with evidence", 15, sure.count, goals.count, "goals"),
      Self.share("Risks with mitigation, owner and day", 10, met.count, risks.count, "risks"),
      Self.share("Open actions that are on time", 5, open.count - late.count, open.count, "open actions"),
    ]
  }

  /// Nothing there earns nothing: an empty list is no proof.
  private static func share(_ name: String, _ most: Int, _ good: Int, _ all: Int, _ what: String) -> Part {
    Part(
      name: name, points: all == 0 ? 0 : (most * good + all / 2) / all, most: most,
      because: all == 0 ? "no \(what) yet" : "\(good) of \(all) \(what)")
  }

  /// In full within 30 days, nothing after 90.
  private static func movement(_ moved: Day?, _ today: Day) -> Part {
    let name = "Something was measured, done or kept lately"
    guard let moved else { return Part(name: name, points: 0, most: 20, because: "nothing yet") }
    let days = today.days(since: moved), points = days <= 30 ? 20 : max(0, 20 * (90 - days) / 60)
    return Part(
      name: name, points: points, most: 20, because: "\(days) days ago, on \(DisplayNumber.day(moved))")
  }
}
