import Accounts
import Blueprint
import Kernel
import Storage
import Team

/// What deals ask for: those that stand still, whose day has passed, or that nobody has a next step for.
enum DealSteps {
  static let sources: [NextStepSource] = [
    NextStepSource("deal-day-passed", "Deals whose day of decision has passed", find: passed),
    NextStepSource("deal-stuck", "Deals that stand still", find: stuck),
    NextStepSource("deal-without-step", "Deals without a next step", find: withoutStep),
    NextStepSource("deal-step-late", "Next steps that are late", find: late),
  ]

  /// Beyond this many of a kind nobody has a queue any more, but a pipeline that must be cleaned up.
  static let most = 200

  /// A deal as a step needs it.
  struct Case: Sendable {
    let deal: ID<Deal>
    let name: String
    let account: String
    let stage: ID<DealStage>
    let stageName: String
    let usualDays: Int
    let value: Money
    let chance: BasisPoints
    let closeOn: Day?
    let stageSince: Day
    let nextStep: String?
    let nextStepOn: Day?
    let pushes: Int
  }

  @Sendable private static func passed(_ actor: Actor, _ today: Day, _ db: Connection) throws -> [NextStep] {
    try cases("d.close_on < \(today)", actor, db).compactMap { one in
      guard let close = one.closeOn else { return nil }
      let days = today.days(since: close)
      return step(
        "deal-day-passed", one, "Settle the day of \(one.name)",
        "Its day of decision, \(DisplayNumber.day(close)), passed \(DealWords.days(days)) ago\(pushed(one))\(unsaid(one)).",
        remedy: ("Edit deal", "/deals/\(one.deal)/edit"), due: close)
    }
  }

  @Sendable private static func stuck(_ actor: Actor, _ today: Day, _ db: Connection) throws -> [NextStep] {
    let stays = try StageStay.all(db)
    var found: [NextStep] = []
    for one in try cases("d.stage_since < \(today.advanced(by: -1)) AND \(before(today))", actor, db) {
      let usual = usualDays(one, stays), days = today.days(since: one.stageSince)
      guard days > usual else { continue }
      found.append(
        step(
          "deal-stuck", one, "Move \(one.name) on, or let it go",
          "In “\(one.stageName)” for \(DealWords.days(days)); three of four deals leave it within \(usual)\(pushed(one))\(unsaid(one)).",
          remedy: ("Move deal", "/deals/\(one.deal)/move"), due: one.closeOn))
    }
    return found
  }

  @Sendable private static func withoutStep(_ actor: Actor, _ today: Day, _ db: Connection) throws
    -> [NextStep]
  {
    let stays = try StageStay.all(db)
    let alone = try cases("d.next_step IS NULL AND \(before(today))", actor, db).filter {
      today.days(since: $0.stageSince) <= usualDays($0, stays)
    }
    return alone.map { one in
      step(
        "deal-without-step", one, "Agree the next step of \(one.name)",
        "Nobody has said what happens next; it has been in “\(one.stageName)” since \(DisplayNumber.day(one.stageSince)).",
        remedy: ("Say the next step", "/deals/\(one.deal)/edit"), due: one.closeOn)
    }
  }

  @Sendable private static func late(_ actor: Actor, _ today: Day, _ db: Connection) throws -> [NextStep] {
    try cases("d.next_step IS NOT NULL AND d.next_step_on < \(today) AND \(before(today))", actor, db)
      .compactMap { one in
        guard let text = one.nextStep, let day = one.nextStepOn else { return nil }
        return step(
          "deal-step-late", one, "\(text): \(one.name)",
          "It was to be done by \(DisplayNumber.day(day)), \(DealWords.days(today.days(since: day))) ago.",
          remedy: ("Edit deal", "/deals/\(one.deal)/edit"), due: day)
      }
  }

  /// Deals whose day has not passed: those are told once, with all that is amiss.
  private static func before(_ today: Day) -> SQL { "(d.close_on IS NULL OR d.close_on >= \(today))" }

  /// How long a deal may stay in its stage before it counts as standing still.
  private static func usualDays(_ one: Case, _ stays: [ID<DealStage>: StageStay]) -> Int {
    stays[one.stage].map { $0.count < StageStay.fewest ? one.usualDays : max(1, $0.threeQuarters) }
      ?? one.usualDays
  }

  private static func unsaid(_ one: Case) -> String { one.nextStep == nil ? "; no next step is said" : "" }

  private static func pushed(_ one: Case) -> String {
    one.pushes == 0 ? "" : "; put off \(DealWords.times(one.pushes)) before"
  }

  private static func step(
    _ name: String, _ one: Case, _ title: String, _ reason: String, remedy: (label: String, href: String),
    due: Day?
  ) -> NextStep {
    NextStep(
      key: "\(name):\(one.deal)", account: one.account, title: title, reason: reason,
      evidence: "/deals/\(one.deal)",
      remedy: remedy, stake: one.value, stakeWords: "value of the deal",
      chance: one.chance,
      chanceWords: "in “\(one.stageName)”, from own history", due: due)
  }

  /// The open deals of most weight for which a condition holds; those without an account or a value weigh nothing.
  private static func cases(_ condition: SQL, _ actor: Actor, _ db: Connection) throws -> [Case] {
    let company = try Company.current(db).currency
    return try db.all(
      """
      SELECT d.id, d.name, d.account_id, d.stage_id, s.name, s.usual_days, d.value_minor, \(Deal.chanceSQL), d.close_on,
        d.stage_since, d.next_step, d.next_step_on, d.pushes
      FROM deals d JOIN accounts a ON a.id = d.account_id JOIN deal_stages s ON s.id = d.stage_id \(Deal.oddsJoin)
      WHERE d.outcome = 'open' AND d.value_minor IS NOT NULL AND \(condition) AND \(Account.visible(to: actor))
      ORDER BY d.value_minor * \(Deal.chanceSQL) DESC, d.id LIMIT \(most)
      """
    ) { row in
      Case(
        deal: try row.id(0), name: try row.text(1), account: try row.text(2), stage: try row.id(3),
        stageName: try row.text(4), usualDays: try row.int(5),
        value: Money(minor: try row.int64(6), currency: company), chance: BasisPoints(try row.int(7)),
        closeOn: try row.dayOrNil(8), stageSince: try row.day(9), nextStep: try row.textOrNil(10),
        nextStepOn: try row.dayOrNil(11), pushes: try row.int(12))
    }
  }
}
