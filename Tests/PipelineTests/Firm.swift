import Accounts
import Blueprint
import Foundation
import Kernel
import Pipeline
import Sales
import Storage
import TestCompany
import TestSupport

/// The small company with a pipeline.
struct Firm {
  let company: SmallCompany

  static func open(_ backing: Backing, _ body: (Firm) async throws -> Void) async throws {
    try await SmallCompany.open(backing, with: [salesCapability, pipelineCapability]) { company in
      try await body(Firm(company: company))
    }
  }

  var database: Database { company.database }

  func context(_ who: ID<Actor> = SmallCompany.chief, on day: String = "2026-11-22") -> Context {
    company.context(who, on: day)
  }

  @discardableResult
  func add(
    _ name: String, _ kind: Account.Kind, below parent: ID<Account>? = nil, owner: ID<Actor>? = nil,
    team: String? = nil
  ) async throws -> Account {
    try await company.add(name, kind, below: parent, owner: owner, team: team)
  }

  /// The stages of the process to begin with, in order: Lead, Qualified, Proposal, Negotiation, Won, Lost.
  static let stages: [ID<DealStage>] = (1...6).map { ID("00000000-0000-7000-8000-00000000010\($0)")! }

  /// Opens a deal and hands it back.
  @discardableResult
  func open(
    _ name: String, with account: ID<Account>, _ amount: String? = nil, stage: Int = 0, close: String? = nil,
    on day: String = "2026-11-22", by who: ID<Actor> = SmallCompany.chief
  ) async throws -> Deal {
    var input = Deal.New(name: name, account: account, amount: amount, closeOn: close.flatMap { Day($0) })
    input.stage = Firm.stages[stage]
    return try await Deal.add(input, context(who, on: day))
  }

  @discardableResult
  func move(
    _ deal: Deal, to stage: Int, on day: String, reason: String? = nil, by who: ID<Actor> = SmallCompany.chief
  ) async throws -> Deal {
    try await Deal.move(
      Deal.Move(id: deal.id, stage: Firm.stages[stage], on: Day(day), reason: reason), context(who, on: day))
  }
}
