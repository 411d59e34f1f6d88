import Accounts
import Blueprint
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Today

struct DigestTests {
  /// A step at each of two accounts, one of the north and one of the south.
  private func desk(_ north: ID<Account>, _ south: ID<Account>) -> DigestDesk {
    DigestDesk(
      queue: TodayDesk(sources: [
        NextStepSource("test", "Tests") { _, today, _ in
          [("Northern call", north), ("Southern call", south)].map { title, account -> NextStep in
            NextStep(
              key: "t:\(account)", account: account.text, title: title, reason: "for 62 days",
              evidence: "/accounts",
              stake: Money(minor: 100_000, currency: .eur), stakeWords: "a", chance: BasisPoints(5_000),
              chanceWords: "b", due: today)
          }
        }
      ]))
  }

  private func open(
    _ backing: Backing, _ body: (SmallCompany, DigestDesk) async throws -> Void
  ) async throws {
    try await SmallCompany.open(backing, with: [TodayDesk.capability(over: [])]) { company in
      let north = try await company.add(
        "Nordland", .group, owner: SmallCompany.north, team: SmallCompany.northTeam)
      let south = try await company.add(
        "Suedland", .group, owner: SmallCompany.south, team: SmallCompany.southTeam)
      try await body(company, desk(north.id, south.id))
    }
  }

  @Test(arguments: Backing.available)
  func `a digest tells nothing of an account that its reader may not see`(_ backing: Backing) async throws {
    try await open(backing) { company, desk in
      let context = company.context(SmallCompany.north), made = try await desk.make(context)
      let text =
        try await context.read { try Digest.body(of: made.id, for: SmallCompany.north, $0) }?.text ?? ""
      #expect(text.contains("1. Northern call (Nordland)"))
      #expect(text.contains("x 50 % (b) x 100 % = 500.00 EUR"))
      #expect(!text.contains("South") && !text.contains("Sued"))
      let other = try await context.read { try Digest.body(of: made.id, for: SmallCompany.south, $0) }
      #expect(other == nil)
    }
  }

  @Test(arguments: Backing.available)
  func `a digest is due on its day, once, and the next one after its rhythm`(_ backing: Backing) async throws
  {
    try await open(backing) { company, desk in
      let today = company.context(SmallCompany.north)
      func due(_ day: String) async throws -> [ID<Actor>] {
        let context = company.context(SmallCompany.north, on: day)
        return try await context.read { try Digest.due(DigestDesk.jobName, context, $0) }
      }
      try await today.write { try Digest.set(.weekly, of: SmallCompany.north, from: today.today, $0) }
      #expect(try await due("2026-11-22") == [SmallCompany.north])
      _ = try await desk.make(today)
      #expect(try await due("2026-11-28").isEmpty)
      #expect(try await due("2026-11-29") == [SmallCompany.north])
      try await today.write { try Digest.set(.never, of: SmallCompany.north, from: today.today, $0) }
      #expect(try await due("2026-12-29").isEmpty)
    }
  }
}
