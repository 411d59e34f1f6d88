import Accounts
import Blueprint
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Pipeline

struct ForecastTests {
  /// 500 k at 50 %, 300 k at 20 %, 1 M at 10 %.
  private func three(_ firm: Firm) async throws {
    let account = try await firm.add("Northgate", .group)
    for (name, amount, chance) in [("A", "500000", "50 %"), ("B", "300000", "20%"), ("C", "1000000", "10")] {
      let deal = try await firm.open(name, with: account.id, amount, close: "2026-12-15")
      var change = Deal.Change(id: deal.id)
      change.ownChance = .set(chance)
      change.chanceWhy = .set("as their buyer said")
      _ = try await Deal.change(change, firm.context())
    }
  }

  @Test(arguments: Backing.available)
  func `the weighted sum of three deals is 410 thousand, and in 36 of 100 cases nothing comes`(
    backing: Backing
  )
    async throws
  {
    try await Firm.open(backing) { firm in
      try await three(firm)
      let one = try await firm.database.read { db in
        try PipelineForecast.find(.init(goal: "500000"), firm.context(), db)
      }
      let k = { (thousands: Int64) in Money(minor: thousands * 100_000, currency: .usd) }
      #expect(one.count == 3 && one.open == k(1_800) && one.weighted == k(410))
      #expect(one.range.low == k(0) && one.range.middle == k(500) && one.range.high == k(800))
      #expect(one.range.nothing == BasisPoints(3_600) && one.range.goal == BasisPoints(5_500))
      #expect(one.range.draws == nil && one.coverage == 360 && one.label == "Q4 2026")
      #expect(one.largest.map(\.name) == ["A", "C", "B"])
      let text = ForecastWords(one: one).answer
      #expect(text.contains("weighted 410 K USD") && text.contains("nothing comes is 36 %"))
    }
  }

  @Test(arguments: Backing.available)
  func `omitted deals and those decided later are left out, overdue ones are not`(backing: Backing)
    async throws
  {
    try await Firm.open(backing) { firm in
      let account = try await firm.add("Northgate", .group)
      try await firm.open("Overdue", with: account.id, "100", stage: 3, close: "2026-06-01")
      try await firm.open("Later", with: account.id, "200", stage: 3, close: "2027-06-01")
      let omitted = try await firm.open("Omitted", with: account.id, "400", stage: 3, close: "2026-12-01")
      var change = Deal.Change(id: omitted.id)
      change.commitment = .set(.omitted)
      _ = try await Deal.change(change, firm.context())
      let one = try await firm.database.read { try PipelineForecast.find(.init(), firm.context(), $0) }
      #expect(one.count == 1 && one.open == Money(minor: 10_000, currency: .usd))
      #expect(one.quarters.map(\.count) == [1, 0, 1, 0])
      await #expect(throws: DealRefusal.self) {
        try await firm.database.read { db in
          try PipelineForecast.find(.init(from: Day("2026-12-01"), to: Day("2026-11-01")), firm.context(), db)
        }
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a day is answered by what had been recorded then, and by what is known today`(backing: Backing)
    async throws
  {
    try await Firm.open(backing) { firm in
      let account = try await firm.add("Northgate", .group)
      let won = try await firm.open("Won later", with: account.id, "500", stage: 2, on: "2026-02-01")
      try await firm.open("Still open", with: account.id, "300", stage: 1, on: "2026-02-10")
      try await firm.open("Came later", with: account.id, "900", on: "2026-03-02")
      // Entered in June for February: nobody knew of it in March.
      var late = Deal.New(name: "Entered late", account: account.id, amount: "700")
      late.openedOn = Day("2026-02-20")
      _ = try await Deal.add(late, firm.context(on: "2026-06-01"))
      try await firm.move(won, to: 4, on: "2026-05-01")
      func said(_ known: PipelineSnapshot.Knowledge) async throws -> PipelineSnapshot {
        try await firm.database.read { db in
          try PipelineSnapshot.find(.init(on: Day("2026-03-01"), known: known), firm.context(), db)
        }
      }
      let then = try await said(.then), now = try await said(.now)
      #expect(then.count == 2 && then.value == Money(minor: 80_000, currency: .usd))
      // 40 % of 500 and 20 % of 300, as the stages said then.
      #expect(then.weighted == Money(minor: 26_000, currency: .usd))
      #expect(
        then.won == 1 && then.lost == 0 && then.open == 1
          && then.wonValue == Money(minor: 50_000, currency: .usd))
      #expect(now.count == 3 && now.value == Money(minor: 150_000, currency: .usd))
      await #expect(throws: DealRefusal.self) {
        try await firm.database.read { db in
          try PipelineSnapshot.find(.init(on: Day("2027-01-01")), firm.context(), db)
        }
      }
    }
  }

  @Test func `a chance is judged by what was known on the day it was given`() {
    let stage = DealStage(
      id: Firm.stages[0], process: DealProcess.firstID, place: 1, name: "Lead", outcome: .open, priorWins: 1,
      priorLosses: 9, usualDays: 30)
    let passages = (0..<20).map { place in
      Passage(
        stage: stage.id, process: stage.process, entered: Day(ordinal: place * 10), pushesThen: 0,
        closed: Day(ordinal: place * 10 + 5), won: true, pushes: 0)
    }
    let said = Calibration.statements(passages, [stage.id: stage])
    #expect(said.count == 20 && abs(said[0].chance - 0.1) < 1e-12)
    // (19 + 1) / (19 + 10)
    #expect(abs(said[19].chance - 20.0 / 29) < 1e-12)
    #expect(
      Calibration.statements(passages.reversed(), [stage.id: stage]).map(\.chance) == said.map(\.chance))
  }

  @Test(arguments: Backing.available)
  func `won two of three proposals makes 46 percent, and a manager's own calibration`(backing: Backing)
    async throws
  {
    try await Firm.open(backing) { firm in
      let north = try await firm.add("Northgate", .group, team: SmallCompany.northTeam)
      let south = try await firm.add("Southgate", .group, team: SmallCompany.southTeam)
      for (place, end) in [4, 4, 5].enumerated() {
        let account = place == 0 ? south.id : north.id
        let deal = try await firm.open(
          "D\(place)", with: account, "100", stage: 2, on: "2026-05-0\(place + 1)")
        try await firm.move(deal, to: end, on: "2026-06-01", reason: "so it was")
      }
      let odds = try await firm.database.read { try StageOdds.all($0) }
      let proposal = try #require(odds[Firm.stages[2]])
      #expect(proposal.closed == 3 && proposal.won == 2 && proposal.chance == BasisPoints(4_615))
      #expect(proposal.chance.formatted(decimals: 1) == "46.2 %")
      let all = try await firm.database.read { try Calibration.find(.init(), firm.context(), $0) }
      let own = try await firm.database.read {
        try Calibration.find(.init(), firm.context(SmallCompany.north), $0)
      }
      #expect(all.decided == 3 && all.won == 2 && all.statements == 3)
      #expect(own.decided == 2 && own.won == 1 && own.statements == 2)
      #expect(!CalibrationWords(one: all).answer.isEmpty)
    }
  }
}
