import Accounts
import Blueprint
import Kernel
import Pipeline
import Plans

extension DemoPlanWriter {
  /// Two years, begun half a year ago.
  func writeAccountPlan(
    _ account: ID<Account>, _ retailer: DemoRetailer, _ owner: ID<Actor>, _ year: Int64, _ draw: Draw
  ) async throws {
    let plan = try await Plan.add(
      .init(
        account: account, kind: .account, name: "\(retailer.stem) growth plan",
        summary: "Win the shelf back in the core range, then grow where \(retailer.stem) grows.",
        firstDay: day(-180), months: 24), on(180))
    try await goals(plan, retailer, draw)
    let objectives = try await objectives(plan, retailer, owner, year, draw)
    try await initiatives(plan, retailer, owner, year, draw, below: objectives)
    try await countDeal(plan, account, owner, below: objectives[0])
    try await risks(plan, owner, year, draw)
    try await position(plan, draw)
    if draw.happens(0.5, 90) { _ = try await Plan.sign(.init(id: plan.id), on(40)) }
  }

  private func goals(_ plan: Plan, _ retailer: DemoRetailer, _ draw: Draw) async throws {
    let known = [
      "Own label to a quarter of snacks", "Fewer out-of-stocks on promotion",
      "One delivery less a week to each store",
      "Younger shoppers in the evening trade",
    ]
    for (place, title) in known.enumerated() {
      let isSure = draw.happens(0.6, place)
      try await add(.goal, title, plan, daysAgo: 178) {
        $0.standing = isSure ? "confirmed" : "assumed"
        $0.note =
          isSure ? "Said by the category director in the annual review" : "Read from their annual report"
      }
    }
  }

  private func objectives(
    _ plan: Plan, _ retailer: DemoRetailer, _ owner: ID<Actor>, _ year: Int64, _ draw: Draw
  ) async throws -> [ID<PlanItem>] {
    let growth = try await add(.objective, "Grow faster than the category", plan, daysAgo: 176) {
      $0.owner = owner
      $0.due = day(550)
    }
    try await add(.keyResult, "Value of a rolling year", plan, daysAgo: 176) {
      $0.parent = growth
      $0.mark = "sales-value"
      $0.aim = money(year, draw.within(102...118, 1))
      $0.due = day(540)
      $0.owner = owner
    }
    try await add(.keyResult, "This year's target in full", plan, daysAgo: 176) {
      $0.parent = growth
      $0.mark = "target-reached"
      $0.aim = "100"
      $0.due = day(70)
      $0.owner = owner
    }
    let shelf = try await add(.objective, "The new planogram in every store", plan, daysAgo: 170) {
      $0.owner = owner
      $0.due = day(150)
    }
    let stores = try await add(.keyResult, "Stores with the new planogram", plan, daysAgo: 170) {
      $0.parent = shelf
      $0.mark = "typed"
      $0.base = "0"
      $0.aim = String(retailer.laptopStores)
      $0.reached = "0"
      $0.due = day(120)
      $0.owner = owner
    }
    let done = draw.whole(0...retailer.laptopStores, 4)
    try await change(stores, .keyResult, plan, daysAgo: 60) { $0.reached = .set(String(done / 2)) }
    try await change(stores, .keyResult, plan, daysAgo: 12) { $0.reached = .set(String(done)) }
    return [growth, shelf]
  }

  private func initiatives(
    _ plan: Plan, _ retailer: DemoRetailer, _ owner: ID<Actor>, _ year: Int64, _ draw: Draw,
    below objectives: [ID<PlanItem>]
  ) async throws {
    let known: [(String, ClosedRange<Double>, String?, [String])] = [
      (
        "List the four best sellers that are missing", 2...5, "60",
        ["Send the ranking to the buyer", "Agree the listing date"]
      ),
      (
        "Second placement in the evening trade", 1...3, "40",
        ["Show the test of the south", "Cost the racks"]
      ),
      ("Price ladder of the family packs", 0.5...2, "70", ["Model the ladder with Finance"]),
      ("Confirmed range extension in spring", 1...3, nil, ["Book the first orders"]),
      ("Joint online shop window", 0.5...1.5, "25", []),
    ]
    for (place, (title, worth, chance, actions)) in known.enumerated() where draw.happens(0.85, 20 + place) {
      let id = try await add(.initiative, title, plan, daysAgo: 165) {
        $0.parent = objectives[place % 2]
        $0.amount = money(year, draw.within(worth, 30 + place))
        $0.percent = chance
        $0.owner = owner
        $0.due = day(draw.whole(30...400, 40 + place))
      }
      if place != 4 { try await roles(plan, owner, below: id) }
      for (number, action) in actions.enumerated() {
        try await self.action(action, plan, owner, draw.at(50 + place * 3 + number), below: id)
      }
    }
  }

  /// The account's next deal is one of the initiatives.
  private func countDeal(
    _ plan: Plan, _ account: ID<Account>, _ owner: ID<Actor>, below objective: ID<PlanItem>
  ) async throws {
    let context = context
    let open = try await context.read { try AccountDeals.find(account, for: context.actor, $0).open }
    guard let deal = open.first(where: { $0.closeOn.map { $0 <= plan.lastDay } ?? false }) else { return }
    try await add(.initiative, deal.name, plan, daysAgo: 150) {
      $0.parent = objective
      $0.deal = deal.id
      $0.owner = owner
    }
  }

  private func roles(_ plan: Plan, _ owner: ID<Actor>, below initiative: ID<PlanItem>) async throws {
    for (mark, title, person) in [
      ("accountable", "Account manager", owner),
      ("responsible", "Category analyst", owners[owners.count - 1]),
    ] {
      try await add(.role, title, plan, daysAgo: 160) {
        $0.parent = initiative
        $0.mark = mark
        $0.owner = person
      }
    }
  }

  /// Most of what was due is done.
  private func action(
    _ title: String, _ plan: Plan, _ owner: ID<Actor>, _ draw: Draw, below initiative: ID<PlanItem>
  ) async throws {
    let due = draw.whole(-45...75)
    let made = try await add(.action, title, plan, daysAgo: 150) {
      $0.parent = initiative
      $0.owner = owner
      $0.due = day(due)
    }
    guard due < 0, draw.happens(0.7, 1) else { return }
    try await change(made, .action, plan, daysAgo: max(1, -due - 2)) { $0.standing = "done" }
  }

  private func risks(_ plan: Plan, _ owner: ID<Actor>, _ year: Int64, _ draw: Draw) async throws {
    let known = [
      ("Delisting in the spring review", "Rate of sale by store shown to the buyer every month", 35, 8.0),
      ("Own label copies the family pack", "Launch the new size before summer", 50, 3.0),
      ("Our lead contact leaves", "Two more contacts on each side", 20, 2.0),
    ]
    for (place, (title, answer, chance, worth)) in known.enumerated() {
      try await add(.risk, title, plan, daysAgo: 158) {
        $0.note = answer
        $0.percent = String(chance)
        $0.amount = money(year, worth)
        $0.residualPercent = String(chance / 2)
        $0.residualAmount = money(year, worth * draw.within(0.4...0.9, 80 + place))
        $0.owner = owner
        $0.due = day(60 + 30 * place)
      }
    }
  }

  private func position(_ plan: Plan, _ draw: Draw) async throws {
    for (place, name) in RivalPlan(company).brands.prefix(2).map(\.name).enumerated() {
      try await add(.competitor, name, plan, daysAgo: 158) {
        $0.percent = String(draw.whole(12...34, 95 + place))
        $0.note =
          place == 0
          ? "Strong on promotion; we answer with availability"
          : "Cheaper by a tenth; we answer with the range"
      }
    }
    let lines = [
      ("strength", "Highest rate of sale in the category"), ("weakness", "Late deliveries in the north"),
      ("opportunity", "No second brand in the evening trade"),
      ("threat", "Own label grows by a fifth a year"),
    ]
    for (mark, title) in lines { try await add(.swot, title, plan, daysAgo: 157) { $0.mark = mark } }
  }
}
