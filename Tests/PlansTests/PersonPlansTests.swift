import Accounts
import Blueprint
import Kernel
import People
import Pipeline
import Sales
import Storage
import Targets
import TestCompany
import TestSupport
import Testing

@testable import Plans

/// What relies on a buyer: deals, plans and promises.
struct PersonPlansTests {
  private func person(_ name: String, _ account: Account, _ company: SmallCompany) async throws -> ID<Person>
  {
    try await Person.add(.init(name: name, account: account.id, title: "Buyer"), company.context()).id
  }

  @Test(arguments: Backing.available)
  func `whoever leaves takes no deal, plan or promise along unseen`(backing: Backing) async throws {
    let all = [salesCapability, peopleCapability, targetsCapability, pipelineCapability, plansCapability]
    try await SmallCompany.open(backing, with: all) { company in
      let north = try await company.add("Northgate", .group, owner: SmallCompany.north)
      let store = try await company.add("Northgate 12", .store, below: north.id)
      let south = try await company.add("Southport", .group, owner: SmallCompany.south)
      let anna = try await person("Anna Berg", north, company),
        bo = try await person("Bo Dahl", south, company)
      let context = company.context(SmallCompany.north)
      for (name, account, step) in [("Plain", store, "Send the offer"), ("Named", north, "Ask Mrs Berg")] {
        var input = Deal.New(name: name, account: account.id, amount: "100")
        input.nextStep = step
        _ = try await Deal.add(input, context)
      }
      _ = try await Deal.add(.init(name: "Theirs", account: south.id, amount: "900"), company.context())
      let plan = try await Plan.add(.init(account: north.id, kind: .joint, months: 12), context)
      for (kind, title) in [
        (PlanItem.Kind.promise, "A display"), (.action, "Berg signs"), (.action, "Iceberg"),
      ] {
        _ = try await PlanItem.add(.init(title, of: plan.id), kind, context)
      }
      let deals = try await context.read { try PersonDeals.find(.init(id: anna), context, $0) }
      #expect(deals.lines.map(\.deal.name) == ["Named", "Plain"])
      #expect(deals.lines.map(\.named) == [["Next step"], []])
      let plans = try await context.read { try PersonPlans.read(.init(id: anna), context, $0) }
      #expect(plans.lines.map(\.plan.id) == [plan.id])
      #expect(plans.lines[0].promises.map(\.title) == ["A display"])
      #expect(plans.lines[0].named.map(\.title) == ["Berg signs"])
      // Somebody whom the reader may not see is not there.
      await #expect(throws: PersonRefusal.notThere) {
        try await context.read { try PersonDeals.find(.init(id: bo), context, $0) }
      }
      await #expect(throws: PersonRefusal.notThere) {
        try await context.read { try PersonPlans.read(.init(id: bo), context, $0) }
      }
    }
  }
}
