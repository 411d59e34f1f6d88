import Accounts
import Blueprint
import Kernel
import Pipeline
import Storage

/// The deals of a plan's account: those that initiatives are, and those that no initiative counts yet.
struct PlanDeals {
  /// The items as the deals say today: value, chance, day and outcome.
  let items: [PlanItem]
  /// Open deals that would be decided within the plan and are in no initiative.
  let free: [DealRow]

  init(_ items: [PlanItem], _ plan: Plan, for actor: Actor, _ db: Connection) throws {
    guard plan.kind == .account else {
      self.items = items
      free = []
      return
    }
    let open = try AccountDeals.find(plan.account, for: actor, db).open, bound = Set(items.compactMap(\.deal))
    free = open.filter { row in !bound.contains(row.id) && row.closeOn.map { $0 <= plan.lastDay } ?? false }
    guard !bound.isEmpty else {
      self.items = items
      return
    }
    let chances = Dictionary(uniqueKeysWithValues: open.map { ($0.id, $0.chance) })
    let known = try Self.states(bound, for: actor, db)
    self.items = items.map { item in
      // A deal that this reader may not see counts as it was written down.
      guard let deal = item.deal, let state = known[deal] else { return item }
      var live = item
      live.amount = state.value
      live.due = state.closeOn
      live.percent = chances[deal] ?? item.percent
      live.standing = state.outcome == .won ? .done : state.outcome == .lost ? .dropped : item.standing
      return live
    }
  }

  private typealias State = (value: Int64?, closeOn: Day?, outcome: Outcome)

  private static func states(_ deals: Set<ID<Deal>>, for actor: Actor, _ db: Connection) throws -> [ID<Deal>:
    State]
  {
    let rows = try db.all(
      """
      SELECT d.id, d.value_minor, d.close_on, d.outcome FROM deals d LEFT JOIN accounts a ON a.id = d.account_id
      WHERE d.id IN \(SQL.list(deals)) AND \(Deal.visible(to: actor))
      """
    ) { row -> (ID<Deal>, State) in
      (try row.id(0), (try row.int64OrNil(1), try row.dayOrNil(2), try row.choice(3)))
    }
    return Dictionary(uniqueKeysWithValues: rows)
  }
}
