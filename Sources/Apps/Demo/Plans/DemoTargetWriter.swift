import Accounts
import Blueprint
import Kernel
import Sales
import Storage
import Targets
import Team

/// Sets the demo company's targets for the running fiscal year, as its director would: handed down from the sales of
/// the year before, a little held back, agreed. Two managers have asked for relief since.
struct DemoTargetWriter {
  let company: DemoCompany
  let records: DemoRecords
  let owners: [ID<Actor>]
  let context: Context

  func write() async throws {
    let year = try await context.read { db in
      try Company.current(db).calendar.fiscalYear(of: context.today)
    }
    for (metric, growth, categories) in [(TargetMetric.value, "6", true), (.units, "3", false)] {
      let set = try await TargetSet.add(
        .init(
          year: year, metric: metric, basis: .pos, growth: growth, holdBack: "2", lastYear: 75, recent: 25,
          even: 0, categories: categories), context)
      _ = try await TargetSet.agree(.init(id: set.id, version: set.version), context)
    }
    let granted = try await ask(
      retailer: 8, percent: 4, why: "The co-operative closed four of its stores in the spring")
    if let granted {
      _ = try await TargetRequest.decide(
        .init(granted.id, approve: true, note: "Out of the hold-back, the region's total stands"),
        acting(0, .director))
    }
    _ = try await ask(retailer: 4, percent: 9, why: "Its new buyer halved the promotion slots in autumn")
  }

  /// As the manager who answers for the account.
  private func ask(retailer: Int, percent: Int64, why: String) async throws -> TargetRequest? {
    let one = company.retailers[retailer], account = records.accountIDs[company.places[retailer].group]
    let mine = acting(one.owner, .manager)
    let books = try await mine.read { try AccountTargets.read(.init(id: account), mine, $0).books }
    guard let book = books.first(where: { $0.set?.metric == .value }), let set = book.set,
      let line = book.focus
    else { return nil }
    let less = line.attainment.target * (100 - percent) / 100
    return try await TargetRequest.add(
      .init(line.id, amount: set.unit.plain(less), from: .holdBack, reason: why), mine)
  }

  /// As one of the company's people does it.
  private func acting(_ person: Int, _ role: Role) -> Context {
    Context(
      actor: Actor(id: owners[person], name: company.people[person].name, role: role), now: context.now,
      database: context.database, requestID: context.requestID, folder: context.folder)
  }
}
