import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Pipeline
import Storage

/// Writes the demo's deals with their lines, their history and what is known of them.
struct DemoDealsWriter {
  let company: DemoCompany
  let records: DemoRecords
  let context: Context
  let deals: DemoDeals

  init(_ company: DemoCompany, _ records: DemoRecords, _ context: Context) {
    self.company = company
    self.records = records
    self.context = context
    deals = DemoDeals(company, today: context.today)
  }

  private static let atOnce = 1_000

  func write() async throws {
    let process = try await context.read { try DealProcess.find(DealProcess.firstID, $0) }
    let all = deals.all, context = context
    for start in stride(from: 0, to: all.count, by: Self.atOnce) {
      let part = all[start..<min(start + Self.atOnce, all.count)].map { Written($0, process, self) }
      try await context.database.write { db in
        try Deal.insert(part.map(\.deal), part.flatMap(\.states), db)
        try DealLine.insert(part.flatMap(\.lines), db)
        try Qualification.save(
          part.flatMap(\.known), by: part[0].deal.owner ?? context.actor.id, on: context.today, db)
      }
    }
    try await context.database.write { db in
      try StageOdds.settle(on: context.today, db)
      try StageStay.settle(db)
      try ReorderAlert.settle(context, db)
    }
  }

  /// A deal as the tables hold it.
  private struct Written {
    var deal: Deal
    var states: [DealState] = []
    var lines: [(deal: ID<Deal>, place: Int, line: DealLine)] = []
    var known: [(deal: ID<Deal>, one: Qualification)] = []

    init(_ one: DemoDeal, _ process: DealProcess, _ writer: DemoDealsWriter) {
      let chance = writer.company.draw.of(.deal).at(one.index).at(50)
      var ids = chance.series
      let retailer = writer.company.retailers[one.retailer], company = writer.company
      let brand = company.productGroups[one.brands[0]].name
      deal = Deal(
        id: ID(at: writer.moment(one.opened), using: &ids), number: Int64(one.index + 1),
        name: "\(brand) \(chance.one(of: DemoDealWords.subjects, 1))", stage: process.stages[0],
        currency: .usd,
        on: one.opened, at: writer.moment(one.opened))
      deal.account = writer.records.accountIDs[company.places[one.retailer].group]
      deal.owner = writer.records.owners[retailer.owner]
      deal.leadSource = chance.one(of: DemoDealWords.sources, 2)
      deal.amount = Money(minor: one.amount * 100, currency: .usd)
      deal.value = deal.amount
      deal = deal.expecting(one.firstClose)
      tell(one, process)
      describe(one, chance)
      split(one, writer, &ids)
    }

    /// Steps and pushes in the order in which they happened.
    private mutating func tell(_ one: DemoDeal, _ process: DealProcess) {
      states = [DealState(deal, place: 0, on: one.opened, recorded: one.opened, chance: nil)]
      var pushes = one.pushes[...]
      for step in one.steps.dropFirst() + [DemoDeal.Step(stage: -1, on: Day(ordinal: .max / 2))] {
        while let push = pushes.first, push.on <= step.on {
          deal = deal.expecting(push.to)
          keep(push.on)
          pushes = pushes.dropFirst()
        }
        guard step.stage >= 0 else { break }
        let stage = process.stages[step.stage]
        deal.stage = stage.id
        deal.outcome = stage.outcome
        deal.stageSince = step.on
        deal.closedOn = stage.outcome == .open ? nil : step.on
        keep(step.on)
      }
      deal.version = states.count
    }

    private mutating func keep(_ day: Day) {
      states.append(DealState(deal, place: states.count, on: day, recorded: day, chance: nil))
    }

    private mutating func describe(_ one: DemoDeal, _ chance: Draw) {
      switch deal.outcome {
      case .won: deal.reason = chance.one(of: DemoDealWords.wins, 3)
      case .lost:
        deal.reason = chance.one(of: DemoDealWords.losses, 3)
        if chance.happens(0.6, 4) { deal.competitor = chance.one(of: RivalRoster.brands[one.index % 15], 5) }
      case .open:
        if chance.happens(0.75, 6) {
          deal.nextStep = chance.one(of: DemoDealWords.steps, 7)
          deal.nextStepOn = deal.stageSince.advanced(by: chance.whole(10...70, 8))
        }
        if one.stage >= 2 { deal.commitment = chance.happens(0.4, 9) ? .commit : .best }
        for (place, element) in Qualification.Element.allCases.enumerated()
        where place <= one.stage * 2 && chance.happens(0.8, 10 + place) {
          known.append(
            (
              deal.id,
              Qualification(
                element: element, state: chance.happens(0.5, 20 + place) ? .confirmed : .partly,
                evidence: DemoDealWords.evidence[place], by: nil, on: deal.stageSince)
            ))
        }
      }
    }

    /// One line per brand; the last takes what is left, so that they sum to the amount.
    private mutating func split(
      _ one: DemoDeal, _ writer: DemoDealsWriter, _ ids: inout SeededGenerator
    ) {
      var left = one.amount * 100
      for (place, brand) in one.brands.enumerated() {
        let isLast = place == one.brands.count - 1
        let price = isLast ? left : left / 2
        left -= price
        lines.append(
          (
            deal.id, place + 1,
            DealLine(
              id: ID(at: deal.createdAt, using: &ids), product: writer.records.productIDs[brand],
              name: writer.company.productGroups[brand].name, quantity: 1,
              price: Money(minor: price, currency: .usd))
          ))
      }
    }
  }

  private func moment(_ day: Day) -> Date {
    Date(timeIntervalSince1970: Double(day.ordinal) * 86_400 + 36_000)
  }
}

/// Words of the demo's deals.
enum DemoDealWords {
  static let subjects = [
    "range at the chiller", "second placement", "new listing", "autumn display", "own-label tender",
    "end-cap programme", "national roll-out", "price repositioning", "small-format pilot", "checkout listing",
  ]
  static let sources = ["Existing buyer", "Category review", "Trade show", "Referral", "Tender"]
  static let wins = [
    "Best range", "Proof from the pilot", "Price and funding", "Service level", "Shopper data",
  ]
  static let losses = [
    "Price", "No shelf space", "Stayed with the present supplier", "Project stopped", "No reply",
  ]
  static let steps = [
    "Send the planogram", "Meet the category manager", "Agree the funding", "Bring samples",
    "Get the legal text back",
    "Present to the head of trading",
  ]
  static let evidence = [
    "Buyer's own sheet: two points of margin", "Trading director named in the mail of the last meeting",
    "Scorecard of the category review", "Steps and dates in the tender", "Out of stock twice in spring",
    "Buyer asked for our slides to show them", "Store brand and one rival are in it",
  ]
}
