import Accounts
import Blueprint
import Kernel
import Storage

/// What plans ask for next.
enum PlanSteps {
  static let sources = [
    NextStepSource("late-plan-action", "Actions of plans and promises that are late or due") {
      try late($0, $1, $2)
    },
    NextStepSource("plan-not-signed", "Plans that nobody signed or touched for long") {
      try stale($0, $1, $2)
    },
  ]

  private struct Asked {
    let item: PlanItem, account: String, accountName: String, planName: String, currency: Currency
  }

  /// Due within a week, or late. An action counts with the initiative that it serves.
  static func late(_ actor: Actor, _ today: Day, _ db: Connection) throws -> [NextStep] {
    let rows = try db.all(
      """
      SELECT \(PlanItem.columns), a.id, a.name, p.name, p.currency, w.amount, w.percent
      FROM plan_items i JOIN account_plans p ON p.id = i.plan_id JOIN accounts a ON a.id = p.account_id
      LEFT JOIN plan_items w ON w.id = i.parent_id AND w.kind = 'initiative'
      WHERE i.standing = 'open' AND i.kind IN ('action', 'promise') AND i.due <= \(today.advanced(by: 7))
        AND \(Account.visible(to: actor)) ORDER BY i.due, i.id LIMIT 500
      """
    ) { row in
      (
        Asked(
          item: try PlanItem(row), account: try row.text(23), accountName: try row.text(24),
          planName: try row.text(25), currency: try row.currency(26)),
        try row.int64OrNil(27), try row.intOrNil(28).map { BasisPoints($0) }
      )
    }
    return rows.map { asked, worth, chance in step(asked, worth, chance, today) }
  }

  private static func step(_ asked: Asked, _ worth: Int64?, _ chance: BasisPoints?, _ today: Day) -> NextStep
  {
    let item = asked.item, days = item.due.map { today.days(since: $0) } ?? 0
    let when = days > 0 ? "\(days) days late" : days == 0 ? "due today" : "due in \(-days) days"
    let isTheirs = item.mark == .theirs
    let minor = item.kind == .promise ? item.amount ?? 0 : worth ?? 0
    let what =
      item.kind == .promise
      ? "value of the promise"
      : worth == nil ? "no initiative with a value hangs on it" : "value of its initiative"
    let title =
      item.kind == .action
      ? item.title
      : isTheirs ? "Ask \(asked.accountName) for “\(item.title)”" : "Keep our promise: \(item.title)"
    return NextStep(
      key: "late-plan-action:\(item.id)", account: asked.account, title: title,
      reason: "\(asked.planName): \(when).", evidence: "/plans/\(item.plan)#\(item.kind.path)",
      remedy: ("Record it", "/plans/\(item.plan)/\(item.kind.path)/\(item.id)/edit"),
      stake: Money(minor: minor, currency: asked.currency), stakeWords: what,
      chance: item.kind == .promise ? BasisPoints(5_000) : chance ?? BasisPoints(5_000),
      chanceWords: chance == nil || item.kind == .promise
        ? "half, since nobody has said" : "of its initiative", due: item.due)
  }

  /// Drafts of a month or more, and plans without any change for 60 days.
  static func stale(_ actor: Actor, _ today: Day, _ db: Connection) throws -> [NextStep] {
    let rows = try db.all(
      """
      SELECT p.id, p.name, p.status, p.created_at, p.currency, a.id,
        (SELECT MAX(i.changed_at) FROM plan_items i WHERE i.plan_id = p.id),
        (SELECT CAST(SUM(i.amount) AS BIGINT) FROM plan_items i WHERE i.plan_id = p.id AND i.kind IN ('initiative', 'promise')
          AND i.standing = 'open')
      FROM account_plans p JOIN accounts a ON a.id = p.account_id
      WHERE p.last_day >= \(today) AND \(Account.visible(to: actor)) ORDER BY p.id LIMIT 500
      """
    ) { row in
      (
        id: try row.text(0), name: try row.text(1), status: try row.choice(2, as: Plan.Status.self),
        made: Day(try row.moment(3)), currency: try row.currency(4), account: try row.text(5),
        touched: try row.momentOrNil(6).map { Day($0) }, worth: try row.int64OrNil(7)
      )
    }
    return rows.compactMap { row -> NextStep? in
      let quiet = today.days(since: row.touched ?? row.made), age = today.days(since: row.made)
      let isOld = row.status == .draft && age >= 30
      guard isOld || quiet >= 60 else { return nil }
      return NextStep(
        key: "plan-not-signed:\(row.id)", account: row.account,
        title: isOld ? "Have “\(row.name)” signed" : "Look at “\(row.name)” again",
        reason: isOld
          ? "A draft for \(age) days; nobody has put a name to it."
          : "Nothing in it was changed for \(quiet) days.",
        evidence: "/plans/\(row.id)", stake: Money(minor: row.worth ?? 0, currency: row.currency),
        stakeWords: "its open initiatives and promises", chance: BasisPoints(1_000),
        chanceWords: "a tenth: a plan that nobody stands for moves less")
    }
  }
}
