package import Kernel

/// RACI of an initiative: one who is accountable, at least one who does it.
package enum Responsibility {
  /// What is missing or doubled, by initiative.
  package static func gaps(_ items: [PlanItem]) -> [ID<PlanItem>: [String]] {
    var found: [ID<PlanItem>: [String]] = [:]
    for initiative in items where initiative.kind == .initiative && initiative.isOpen {
      let roles = items.filter { $0.kind == .role && $0.parent == initiative.id }
      let accountable = roles.count { $0.mark == .accountable }
      if accountable == 0 { found[initiative.id, default: []].append("nobody is accountable") }
      if accountable > 1 { found[initiative.id, default: []].append("\(accountable) are accountable") }
      if !roles.contains(where: { $0.mark == .responsible }) {
        found[initiative.id, default: []].append("nobody does it")
      }
      if initiative.due == nil { found[initiative.id, default: []].append("no day") }
    }
    return found
  }
}
