import Accounts
import Blueprint
import Kernel
import Sales
import Storage
import Targets
import Team

/// The records that a plan is bound to: its account's sales and targets.
struct PlanRecords {
  let aim: PlanWindow.Aim
  let runRate: RunRate
  let soldInPlan: Int64
  let throughDay: Day?
  private let plan: Plan
  private let context: Context
  private let db: Connection
  private let calendar: FiscalCalendar
  private let basis: SalesSource.Kind
  private let nodes: [(set: TargetSet, node: ID<TargetNode>)]
  private let through: Int32?
  private let sold: [Int32: Int64]
  private let unit: TargetUnit

  /// A year before the plan, and a year and a half before the newest week: what run-rates and comparisons need.
  init(_ plan: Plan, _ context: Context, _ db: Connection) throws {
    self.plan = plan
    self.context = context
    self.db = db
    calendar = try Company.current(db).calendar
    let sets = Dictionary(uniqueKeysWithValues: try TargetSet.all(db).map { ($0.id, $0) })
    nodes = try TargetNode.of(account: plan.account, db).compactMap { set, node in
      sets[set].map { ($0, node) }
    }
    let money = nodes.filter { $0.set.metric == .value && $0.set.currency == plan.currency }
    basis = money.first?.set.basis ?? .pos
    unit = TargetUnit(metric: .value, currency: plan.currency)
    let facts = try TargetFacts(.value, basis, plan.currency, for: context.actor, db)
    through = facts.through
    let window = PlanWindow(plan.firstDay, plan.lastDay, calendar)
    let ending = calendar.weekEnding
    throughDay = facts.through.map { Week(ordinal: Int($0), endingOn: ending).lastDay }
    if let through = facts.through {
      let first = min(window.weeks.lowerBound - 52, through - 77)
      sold = try facts.weekly(accounts: [plan.account], weeks: first...through)[plan.account] ?? [:]
    } else {
      sold = [:]
    }
    let last = facts.through ?? window.weeks.lowerBound - 1
    let rest = RunRate(sold, through: max(last, window.weeks.lowerBound - 1), until: window.weeks.upperBound)
    runRate = RunRate(rest, in: unit)
    soldInPlan = unit.fromFacts(
      sold.reduce(Int64(0)) { window.weeks.contains($1.key) ? $0 + $1.value : $0 })
    aim = window.aim(
      try money.map { one in
        let tree = try TargetTree(TargetNode.all(of: one.set.id, below: one.node, db))
        return (one.set.period, tree.phases(of: one.node))
      })
  }

  func result(_ item: PlanItem) throws -> KeyResult {
    switch item.mark {
    case .salesValue: return try sales(item, .value, sold)
    case .salesUnits: return try sales(item, .units, weekly(.units))
    case .salesVolume: return try sales(item, .volume, weekly(.volume))
    case .targetReached: return try target(item)
    default:
      return KeyResult(
        base: item.base, now: item.reached, aim: item.aim, source: "entered by hand", isBound: false)
    }
  }

  private func weekly(_ metric: TargetMetric) throws -> [Int32: Int64] {
    guard let through else { return [:] }
    let window = PlanWindow(plan.firstDay, plan.lastDay, calendar)
    let facts = try TargetFacts(metric, basis, plan.currency, for: context.actor, db)
    let first = min(window.weeks.lowerBound - 52, through - 52)
    return try facts.weekly(accounts: [plan.account], weeks: first...through)[plan.account] ?? [:]
  }

  /// The newest 52 weeks, up to the day it is due, against the 52 before the plan.
  private func sales(_ item: PlanItem, _ metric: TargetMetric, _ sold: [Int32: Int64]) throws -> KeyResult {
    let unit = TargetUnit(metric: metric, currency: plan.currency)
    func year(to last: Int32) -> Int64? {
      let weeks = (last - 51)...last
      guard weeks.contains(where: { sold[$0] != nil }) else { return nil }
      return unit.fromFacts(weeks.reduce(Int64(0)) { $0 + (sold[$1] ?? 0) })
    }
    let first = PlanWindow(plan.firstDay, plan.lastDay, calendar).weeks.lowerBound
    let due = item.due.map { Int32(calendar.week(containing: $0).ordinal) }
    let last = min(through ?? first - 1, due ?? Int32.max)
    let day = DisplayNumber.day(Week(ordinal: Int(last), endingOn: calendar.weekEnding).lastDay)
    return KeyResult(
      base: item.base ?? year(to: min(first - 1, last)), now: through == nil ? nil : year(to: last),
      aim: item.aim,
      source: "\(basis.label), 52 weeks to \(day)", isBound: true)
  }

  /// How much of the running year's target is reached, in basis points.
  private func target(_ item: PlanItem) throws -> KeyResult {
    let running = nodes.first {
      $0.set.metric == .value && $0.set.calendar.fiscalYear(of: context.today) == $0.set.year
    }
    guard let running else {
      return KeyResult(
        base: item.base ?? 0, now: nil, aim: item.aim, source: "no target this year", isBound: true)
    }
    let book = try TargetBook.read(.init(set: running.set.id, below: running.node), context, db)
    let share = book.focus?.attainment.attained?.count
    return KeyResult(
      base: item.base ?? 0, now: share.map { Int64($0) }, aim: item.aim,
      source: "target \(running.set.name)", isBound: true)
  }
}
