import Accounts
import Blueprint
import Kernel
import Plans

extension DemoPlanWriter {
  /// A year of promises of both sides, most of them kept.
  func writeJointPlan(
    _ account: ID<Account>, _ retailer: DemoRetailer, _ owner: ID<Actor>, _ year: Int64, _ draw: Draw
  ) async throws {
    let plan = try await Plan.add(
      .init(
        account: account, kind: .joint, name: "\(retailer.stem) joint business plan",
        summary: "Agreed in the spring review; both sides report every quarter.", firstDay: day(-150),
        months: 12),
      on(150))
    let theirs = [
      ("Display in every store in weeks 14 to 17", 2.0, -90), ("Second placement until autumn", 1.5, -30),
      ("Weekly sales by store on Mondays", 0.2, -100), ("Four new listings on the shelf", 3.0, 40),
    ]
    let ours = [
      ("Delivery in full and on time above 97 percent", 0.5, -60), ("Merchandisers for the reset", 0.4, -45),
      ("Category review with shopper data", 0.2, 25),
    ]
    let displays = try await promises(plan, theirs, "theirs", owner, year, draw)
    try await promises(plan, ours, "ours", owner, year, draw.at(3))
    try await add(.promise, "Promotion funding of the autumn displays", plan, daysAgo: 140) {
      $0.mark = "ours"
      $0.parent = displays.last
      $0.amount = money(year, 1.2)
      $0.due = day(60)
      $0.owner = owner
      $0.shared = true
    }
    try await gains(plan, owner, year)
  }

  private func gains(_ plan: Plan, _ owner: ID<Actor>, _ year: Int64) async throws {
    try await add(.gain, "Our contribution after all terms", plan, daysAgo: 140) {
      $0.mark = "ours"
      $0.amount = money(year, 1.8)
      $0.note = "Internal: margin of the line after trade terms"
    }
    try await add(.gain, "Profit on the shelf", plan, daysAgo: 140) {
      $0.mark = "theirs"
      $0.amount = money(year, 2.6)
      $0.note = "Units x (shelf price ex tax − dead-net cost)"
      $0.shared = true
    }
    let objective = try await add(.objective, "Grow the category together", plan, daysAgo: 140) {
      $0.due = day(200)
      $0.owner = owner
      $0.shared = true
    }
    try await add(.keyResult, "Value of a rolling year", plan, daysAgo: 140) {
      $0.parent = objective
      $0.mark = "sales-value"
      $0.aim = money(year, 106)
      $0.due = day(200)
    }
  }

  @discardableResult
  private func promises(
    _ plan: Plan, _ list: [(String, Double, Int)], _ mark: String, _ owner: ID<Actor>, _ year: Int64,
    _ draw: Draw
  ) async throws -> [ID<PlanItem>] {
    var made: [ID<PlanItem>] = []
    for (place, (title, worth, due)) in list.enumerated() {
      let id = try await add(.promise, title, plan, daysAgo: 140) {
        $0.mark = mark
        $0.amount = money(year, worth)
        $0.due = day(due)
        $0.owner = mark == "ours" ? owner : nil
        $0.shared = true
      }
      made.append(id)
      guard due < 0, draw.happens(0.7, place) else { continue }
      let isKept = draw.happens(0.85, 10 + place)
      try await change(id, .promise, plan, daysAgo: max(1, -due - 3)) {
        $0.standing = isKept ? "kept" : "broken"
        $0.note = .set(
          isKept ? "Seen in the store checks of that week" : "Store checks found it in a third of the stores")
      }
    }
    return made
  }
}
