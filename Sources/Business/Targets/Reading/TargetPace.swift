import Accounts
import Blueprint
import Kernel
import Storage

/// How far accounts are with this year's sales target, each held against what its season makes due by now.
struct TargetPace {
  struct Line {
    let node: TargetNode
    let account: String
    let attainment: Attainment
    let pace: BasisPoints
  }

  let set: TargetSet
  let lines: [Line]

  /// Of one account, or of all that the actor may see; nil where no sales target of this year was set.
  init?(_ actor: Actor, _ today: Day, of only: String? = nil, _ db: Connection) throws {
    let sets = try TargetSet.all(db)
    guard let set = sets.first(where: { $0.metric == .value && $0.calendar.fiscalYear(of: today) == $0.year })
    else { return nil }
    let tree = try TargetTree(TargetNode.all(of: set.id, for: actor, db))
    let accounts = tree.order.compactMap { tree.nodes[$0] }.filter { node in
      node.kind == .account && (only == nil || node.subject == only)
    }
    self.set = set
    guard !accounts.isEmpty else {
      lines = []
      return
    }
    let facts = try TargetFacts(set.metric, set.basis, set.currency, for: actor, db)
    let sold = try TargetSales(set, tree, accounts.map(\.id), facts, db)
    lines = accounts.compactMap { node in
      let one = sold.attainment(of: tree.phases(of: node.id), sold.figures(of: node.id))
      guard let account = node.subject, let pace = one.pace else { return nil }
      return Line(node: node, account: account, attainment: one, pace: pace)
    }
  }
}

extension TargetPace {
  /// Sales against target as an outcome for an account's health.
  static let health = HealthInput("target", "Sales against target", weight: BasisPoints(3_000)) {
    account, context, db in
    guard let reached = try TargetPace(context.actor, context.today, of: account, db) else { return [:] }
    let unit = reached.set.unit
    return Dictionary(
      reached.lines.map { line in
        let one = line.attainment
        let words =
          "\(unit.short(one.actual)) of \(unit.short(one.due)) \(unit.label) due by now, "
          + "pace \(line.pace.formatted(decimals: 0)); 80 % is 0 points, 110 % is 100"
        return (
          line.account,
          HealthInput.Reading(
            points: points(line.pace), words: words, evidence: "/targets/nodes/\(line.node.id)")
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  /// A straight line from a pace of 80 % to one of 110 %.
  static func points(_ pace: BasisPoints) -> Int { min(max((pace.count - 8_000 + 15) / 30, 0), 100) }
}
