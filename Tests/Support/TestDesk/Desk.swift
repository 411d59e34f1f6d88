package import Accounts
package import Activity
package import Blueprint
import Foundation
package import Kernel
package import People
import Sales
package import Storage
package import TestCompany
package import TestSupport

/// The small company with two accounts, a store, a buyer at each account, and what was done with them.
package struct Desk: Sendable {
  package let company: SmallCompany
  /// Nora's account with a store below it, and Sam's.
  package let northgate: ID<Account>
  package let store: ID<Account>
  package let southport: ID<Account>
  package let anna: ID<Person>
  package let bo: ID<Person>

  package var database: Database { company.database }

  package func context(_ who: ID<Actor> = SmallCompany.chief, on day: String = "2026-11-22") -> Context {
    company.context(who, on: day)
  }

  /// Opens the desk with the tables of activity and of what else is under test.
  package static func open(
    _ backing: Backing, with capabilities: [Capability] = [], _ body: (Desk) async throws -> Void
  ) async throws {
    let all = [salesCapability, peopleCapability, activityCapability] + capabilities
    try await SmallCompany.open(backing, with: all) { company in
      let northgate = try await account("Northgate", SmallCompany.north, company)
      let southport = try await account("Southport", SmallCompany.south, company)
      try await body(
        Desk(
          company: company, northgate: northgate,
          store: try await company.add("Northgate 12", .store, below: northgate).id, southport: southport,
          anna: try await person("Anna Berg", northgate, "anna.berg@northgate.example", company),
          bo: try await person("Bo Dahl", southport, "bo@southport.example", company)))
    }
  }

  private static func account(_ name: String, _ owner: ID<Actor>, _ company: SmallCompany) async throws
    -> ID<Account>
  {
    var input = Account.New(name: name, kind: .group)
    (input.owner, input.tier) = (owner, "A")
    return try await Account.add(input, company.context()).id
  }

  private static func person(
    _ name: String, _ account: ID<Account>, _ email: String, _ company: SmallCompany
  ) async throws -> ID<Person> {
    var input = Person.New(name: name, account: account, title: "Buyer")
    input.email = email
    input.role = .decisionMaker
    return try await Person.add(input, company.context()).id
  }

  @discardableResult
  package func log(
    _ kind: Interaction.Kind, _ subject: String, _ account: ID<Account>?, with people: [ID<Person>] = [],
    on day: String = "2026-11-20", by who: ID<Actor> = SmallCompany.north, body: String = ""
  ) async throws -> Interaction {
    var input = Interaction.New(kind: kind, subject: subject, account: account, people: people)
    input.on = Day(day)
    input.body = body
    return try await Interaction.log(input, context(who))
  }

  /// What a capability finds worth doing next.
  package func steps(of capability: Capability, _ who: ID<Actor>, on day: String = "2026-11-22") async throws
    -> [NextStep]
  {
    let context = context(who, on: day)
    return try await context.read { db in
      try capability.nextSteps.flatMap { try $0.find(context.actor, context.today, db) }
    }
  }
}
