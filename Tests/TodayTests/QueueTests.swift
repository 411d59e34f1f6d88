import Accounts
import Blueprint
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Today

struct QueueTests {
  /// One step for each account, worth what is given.
  private func desk(_ steps: [(key: String, account: ID<Account>, stake: Int64, chance: Int, days: Int?)])
    -> TodayDesk
  {
    TodayDesk(sources: [
      NextStepSource("test", "Tests") { _, today, _ in
        steps.map { one -> NextStep in
          NextStep(
            key: one.key, account: one.account.text, title: "Call", reason: "because", evidence: "/accounts",
            stake: Money(minor: one.stake, currency: .eur), stakeWords: "a", chance: BasisPoints(one.chance),
            chanceWords: "b", due: one.days.map { today.advanced(by: $0) })
        }
      }
    ])
  }

  private func queue(_ desk: TodayDesk, _ context: Context, mine: Bool? = nil) async throws -> StepQueue {
    try await context.read { try desk.queue(.init(mine: mine, limit: 100), context.actor, context.today, $0) }
  }

  @Test(arguments: Backing.available)
  func `the queue ranks by stake times chance times urgency and adds up`(_ backing: Backing) async throws {
    try await SmallCompany.open(backing, with: [TodayDesk.capability(over: [])]) { company in
      let one = try await company.add("One", .group).id
      let desk = desk([
        ("low", one, 1_000_000, 1_000, 0), ("high", one, 400_000, 5_000, -3),
        ("middle", one, 1_000_000, 5_000, 60),
      ])
      let found = try await queue(desk, company.context())
      #expect(found.lines.map(\.key) == ["high", "middle", "low"])
      #expect(found.lines.map(\.worth.minor) == [200_000, 125_000, 100_000])
      #expect(found.worth == [Money(minor: 425_000, currency: .eur)])
    }
  }

  @Test(arguments: Backing.available)
  func `nobody learns of a step of an account they may not see`(_ backing: Backing) async throws {
    try await SmallCompany.open(backing, with: [TodayDesk.capability(over: [])]) { company in
      let north = try await company.add(
        "Northern", .group, owner: SmallCompany.north, team: SmallCompany.northTeam
      ).id
      let south = try await company.add(
        "Southern", .group, owner: SmallCompany.south, team: SmallCompany.southTeam
      ).id
      let desk = desk([("n", north, 100, 5_000, 0), ("s", south, 100, 5_000, 0)])
      #expect(try await queue(desk, company.context(SmallCompany.north)).lines.map(\.key) == ["n"])
      #expect(try await queue(desk, company.context()).lines.map(\.key) == ["n", "s"])
      await #expect(throws: StepRefusal.notThere) {
        try await desk.mark(.init(step: "s", kind: .done), company.context(SmallCompany.north))
      }
      await #expect(throws: StepRefusal.colleagueCannotSee("Sam South")) {
        try await desk.mark(.init(step: "n", kind: .delegated, to: SmallCompany.south), company.context())
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a step that is put off comes back on its day, one that is done only while its reason holds`(
    _ backing: Backing
  )
    async throws
  {
    try await SmallCompany.open(backing, with: [TodayDesk.capability(over: [])]) { company in
      let one = try await company.add("One", .group).id
      let desk = desk([("a", one, 300, 5_000, 0), ("b", one, 200, 5_000, 0), ("c", one, 100, 5_000, 0)])
      let now = company.context()
      _ = try await desk.mark(.init(step: "a", kind: .snoozed, days: 3), now)
      _ = try await desk.mark(.init(step: "b", kind: .done), now)
      let left = try await queue(desk, now)
      #expect(left.lines.map(\.key) == ["c"])
      #expect(left.away == 2)
      #expect(try await queue(desk, company.context(on: "2026-11-25")).lines.map(\.key) == ["a", "c"])
      #expect(try await queue(desk, company.context(on: "2026-12-06")).lines.map(\.key) == ["a", "b", "c"])
      _ = try await desk.mark(.init(step: "a", kind: .open), now)
      #expect(try await queue(desk, now).lines.map(\.key) == ["a", "c"])
      for days in [0, 366] {
        await #expect(throws: StepRefusal.badDays(days)) {
          try await desk.mark(.init(step: "a", kind: .snoozed, days: days), now)
        }
      }
    }
  }

  @Test(arguments: Backing.available)
  func `what is handed on leaves one queue and stands in the other with the name`(_ backing: Backing)
    async throws
  {
    try await SmallCompany.open(backing, with: [TodayDesk.capability(over: [])]) { company in
      let one = try await company.add("One", .group, owner: SmallCompany.north, team: SmallCompany.northTeam)
        .id
      let desk = desk([("a", one, 300, 5_000, 0)])
      _ = try await desk.mark(.init(step: "a", kind: .delegated, to: SmallCompany.north), company.context())
      #expect(try await queue(desk, company.context()).lines.isEmpty)
      let found = try await queue(desk, company.context(SmallCompany.north))
      #expect(found.lines.map(\.handedOnBy) == ["Cleo Chief"])
      #expect(found.isMine)
    }
  }
}
