import Accounts
import Blueprint
import Foundation
import Kernel
import People
import Storage
import TestCompany
import TestSupport

/// The small company with an account of each of its two managers, and people at them.
struct House {
  let company: SmallCompany
  /// Nora's and Sam's accounts.
  let northgate: ID<Account>
  let southport: ID<Account>

  static func open(_ backing: Backing, _ body: (House) async throws -> Void) async throws {
    try await SmallCompany.open(backing, with: [peopleCapability]) { company in
      let north = try await company.add("Northgate", .group, owner: SmallCompany.north)
      let south = try await company.add("Southport", .group, owner: SmallCompany.south)
      try await body(House(company: company, northgate: north.id, southport: south.id))
    }
  }

  var database: Database { company.database }

  func context(_ who: ID<Actor> = SmallCompany.chief, on day: String = "2026-11-22") -> Context {
    company.context(who, on: day)
  }

  @discardableResult
  func add(
    _ name: String, at account: ID<Account>?, _ title: String = "Buyer", email: String? = nil,
    by who: ID<Actor> = SmallCompany.chief, reportsTo: ID<Person>? = nil, from: String? = nil
  ) async throws -> Person {
    var input = Person.New(name: name, account: account, title: title)
    input.email = email
    input.reportsTo = reportsTo
    input.from = from.flatMap { Day($0) }
    return try await Person.add(input, context(who))
  }

  func record(_ id: ID<Person>, _ who: ID<Actor> = SmallCompany.chief, on day: String = "2026-11-22")
    async throws -> PersonRecord
  {
    let context = context(who, on: day)
    return try await context.read { try PersonRecord.find(id, for: context.actor, $0) }
  }

  func list(_ who: ID<Actor> = SmallCompany.chief, _ query: ListQuery = ListQuery()) async throws
    -> [PersonRow]
  {
    let context = context(who)
    return try await context.read { try Person.listing.fetch(query, for: context.actor, $0) }.items
  }
}
