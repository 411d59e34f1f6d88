import Accounts
import Blueprint
import Kernel
import Storage

/// What targets ask for next.
enum TargetSteps {
  static let sources = [
    NextStepSource("target-behind", "Accounts behind the pace of their target") { try behind($0, $1, $2) },
    NextStepSource("target-request", "Changes of targets that wait for a decision") {
      try waiting($0, $1, $2)
    },
  ]

  /// Accounts whose sales are more than three percent below what their season makes due.
  private static func behind(_ actor: Actor, _ today: Day, _ db: Connection) throws -> [NextStep] {
    guard let reached = try TargetPace(actor, today, db) else { return [] }
    return reached.lines.compactMap { line -> NextStep? in
      guard line.attainment.weeksLeft > 0, line.pace.count < 9_700 else { return nil }
      return step(line.node, line.account, line.attainment, line.pace, reached.set)
    }
  }

  private static func step(
    _ node: TargetNode, _ account: String, _ one: Attainment, _ pace: BasisPoints, _ set: TargetSet
  ) -> NextStep {
    let unit = set.unit, weeks = one.weeksDone + one.weeksLeft
    // The later in the year, the less of a gap can still be made good.
    let chance = BasisPoints(max(500, 5_000 * one.weeksLeft / max(1, weeks)))
    return NextStep(
      key: "target-behind:\(node.id)", account: account, title: "Bring \(node.name) back on pace",
      reason:
        "\(unit.short(one.actual)) of \(unit.short(one.due)) \(unit.label) due by now: pace \(pace.formatted(decimals: 0)); "
        + "\(one.requiredPerWeek.map(unit.short) ?? "") a week are needed, lately it was \(one.recentPerWeek.map(unit.short) ?? "nothing").",
      evidence: "/targets/nodes/\(node.id)", stake: Money(minor: -one.gap, currency: set.currency),
      stakeWords: "gap to what is due: \(unit.short(one.due)) − \(unit.short(one.actual))", chance: chance,
      chanceWords: "half x \(one.weeksLeft) of \(weeks) weeks left",
      due: set.calendar.lastDay(ofFiscalYear: set.year))
  }

  /// For directors: who asked, and for how much.
  private static func waiting(_ actor: Actor, _: Day, _ db: Connection) throws -> [NextStep] {
    guard actor.role >= .director else { return [] }
    return try TargetRequest.all(.open, for: actor, db).compactMap { request in
      guard let account = request.account else { return nil }
      let unit = request.unit, change = abs(request.asked - request.before)
      return NextStep(
        key: "target-request:\(request.id)", account: account.text,
        title: "Decide the request for \(request.name)",
        reason:
          "\(request.askedByName) asks for \(unit.short(request.asked)) instead of \(unit.short(request.before)): \(request.reason)",
        evidence: "/targets/requests",
        stake: Money(minor: request.unit.metric == .value ? change : 0, currency: unit.currency),
        stakeWords: "the change asked for", chance: BasisPoints(2_500),
        chanceWords: "a quarter: a decision moves the plan, not the sale")
    }
  }
}
