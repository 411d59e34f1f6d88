import Accounts
package import Blueprint
import Foundation
package import Kernel
package import Pipeline
import Sales
package import Storage
import Targets
import Team

/// A plan with all that is computed for it: key results, waterfall, quality, promises, gaps in responsibility.
package struct PlanBook: Reply, Versioned, Located {
  package let plan: Plan
  package let accountName: String
  package let items: [PlanItem]
  /// By the user's id.
  package let people: [String: String]
  package let results: [ID<PlanItem>: KeyResult]
  package let scenarios: [Waterfall.Scenario: Waterfall]
  package let aim: PlanWindow.Aim
  package let growth: BasisPoints
  package let through: Day?
  package let quality: PlanQuality
  package let promises: Promises
  package let gaps: [ID<PlanItem>: [String]]
  package let editions: [PlanEdition]
  /// Open deals within the plan that no initiative counts.
  package let freeDeals: [DealRow]
  /// Of the newest signed edition, to hold today's against.
  package let signed: Waterfall?

  package var version: Int { plan.version }
  package var location: String { plan.location }

  package func of(_ kind: PlanItem.Kind) -> [PlanItem] { items.filter { $0.kind == kind } }
  package func below(_ id: ID<PlanItem>, _ kind: PlanItem.Kind) -> [PlanItem] {
    items.filter { $0.kind == kind && $0.parent == id }
  }

  package static func read(_ id: ID<Plan>, _ context: Context, _ db: Connection) throws -> PlanBook {
    let plan = try Plan.find(id, for: context.actor, db)
    let deals = try PlanDeals(PlanItem.all(of: id, db), plan, for: context.actor, db), items = deals.items
    let account = try Account.find(plan.account, for: context.actor, db)
    let figures = try figures(of: plan, items, context, db), editions = try Plan.editions(of: id, db)
    let measured = Set(figures.results.filter { $0.value.progress != nil }.keys)
    let moved = items.compactMap { item -> Day? in
      item.doneOn ?? (item.reached != nil && item.version > 1 ? Day(item.changedAt) : nil)
    }.max()
    return PlanBook(
      plan: plan, accountName: account.name, items: items, people: try Plan.people(in: items, db),
      results: figures.results,
      scenarios: figures.scenarios, aim: figures.aim, growth: figures.growth, through: figures.through,
      quality: PlanQuality(items, measured: measured, moved: moved, on: context.today),
      promises: Promises(items, on: context.today), gaps: Responsibility.gaps(items), editions: editions,
      freeDeals: deals.free,
      signed: try editions.first.flatMap { try Plan.snapshot($0.number, of: id, db)?.waterfall })
  }

  struct Figures {
    var results: [ID<PlanItem>: KeyResult] = [:]
    var scenarios: [Waterfall.Scenario: Waterfall] = [:]
    var aim = PlanWindow.Aim(stated: 0, statedWeeks: 0, assumed: 0, assumedWeeks: 0, openWeeks: 0)
    var growth = BasisPoints.whole
    var through: Day?
  }

  static func figures(of plan: Plan, _ items: [PlanItem], _ context: Context, _ db: Connection) throws
    -> Figures
  {
    var figures = Figures()
    // A joint plan without a bound key result needs no sales.
    let isBound = items.contains { $0.kind == .keyResult && $0.mark != .typed }
    guard plan.kind == .account || isBound else {
      for item in items where item.kind == .keyResult {
        figures.results[item.id] = KeyResult(
          base: item.base, now: item.reached, aim: item.aim, source: "entered by hand", isBound: false)
      }
      return figures
    }
    let records = try PlanRecords(plan, context, db)
    for item in items where item.kind == .keyResult { figures.results[item.id] = try records.result(item) }
    guard plan.kind == .account else { return figures }
    figures.aim = records.aim
    figures.growth = records.runRate.growth
    figures.through = records.throughDay
    for scenario in Waterfall.Scenario.allCases {
      figures.scenarios[scenario] = Waterfall(
        target: records.aim.total, sold: records.soldInPlan, runRate: records.runRate, initiatives: items,
        scenario)
    }
    return figures
  }
}

extension Day {
  init(_ moment: Date) {
    self.init(ordinal: Int((moment.timeIntervalSince1970 / 86_400).rounded(.down)))
  }
}
