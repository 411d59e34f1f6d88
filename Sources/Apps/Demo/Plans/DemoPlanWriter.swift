import Accounts
import Blueprint
import Foundation
import Kernel
import Plans
import Storage
import Targets
import Team

/// Writes the plans of the demo company's most important accounts as their managers would have: begun half a year ago,
/// worked on since, some of it late.
struct DemoPlanWriter {
  let company: DemoCompany
  let records: DemoRecords
  let owners: [ID<Actor>]
  let context: Context

  func write() async throws {
    for retailer in company.retailers where retailer.tier == "A" {
      let account = records.accountIDs[company.places[retailer.index].group]
      let draw = company.draw.of(.plan).at(retailer.index)
      let year = try await yearTarget(account)
      let owner = owners[retailer.owner], own = written(by: retailer.owner)
      try await own.writeAccountPlan(account, retailer, owner, year, draw)
      if retailer.index % 2 == 0 || retailer.channel == .online {
        try await own.writeJointPlan(account, retailer, owner, year, draw.at(7))
      }
    }
  }

  /// The account's manager writes and signs, so that the plans bear a name.
  private func written(by person: Int) -> DemoPlanWriter {
    let actor = Actor(id: owners[person], name: company.people[person].name, role: .director)
    return DemoPlanWriter(
      company: company, records: records, owners: owners,
      context: Context(
        actor: actor, now: context.now, database: context.database, requestID: context.requestID,
        folder: context.folder))
  }

  /// Minor units; a million where the account has no target.
  private func yearTarget(_ account: ID<Account>) async throws -> Int64 {
    let context = context
    let books = try await context.read { try AccountTargets.read(.init(id: account), context, $0).books }
    return books.first { $0.set?.metric == .value }?.focus?.attainment.target ?? 100_000_000
  }

  /// The same database on an earlier day.
  func on(_ daysAgo: Int) -> Context {
    Context(
      actor: context.actor, now: context.now.addingTimeInterval(Double(-daysAgo) * 86_400),
      database: context.database, requestID: context.requestID, folder: context.folder)
  }

  func day(_ days: Int) -> Day { context.today.advanced(by: days) }

  /// Rounded to thousands of the currency's unit.
  func money(_ minor: Int64, _ percent: Double) -> String {
    String(max(1, Int64(Double(minor) * percent / 100 / 100_000)) * 1_000)
  }

  /// Adds one thing and gives its id back.
  @discardableResult
  func add(
    _ kind: PlanItem.Kind, _ title: String, _ plan: Plan, daysAgo: Int, _ fill: (inout PlanItem.New) -> Void
  ) async throws -> ID<PlanItem> {
    var input = PlanItem.New(title, of: plan.id)
    fill(&input)
    _ = try await PlanItem.add(input, kind, on(daysAgo))
    let items = try await context.read { try PlanItem.all(of: plan.id, $0) }
    guard let made = items.last(where: { $0.kind == kind && $0.title == title }) else {
      preconditionFailure("what was added is there")
    }
    return made.id
  }

  func change(
    _ id: ID<PlanItem>, _ kind: PlanItem.Kind, _ plan: Plan, daysAgo: Int,
    _ fill: (inout PlanItem.Change) -> Void
  ) async throws {
    var input = PlanItem.Change(id, of: plan.id)
    fill(&input)
    _ = try await PlanItem.change(input, kind, on(daysAgo))
  }
}
