import Accounts
import Blueprint
import Foundation
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Pipeline

struct DealTests {
  private func deal(close: String? = "2026-12-31") -> Deal {
    let stage = DealStage(
      id: Firm.stages[0], process: DealProcess.firstID, place: 1, name: "Lead", outcome: .open, priorWins: 1,
      priorLosses: 9, usualDays: 30)
    var deal = Deal(
      id: .new(), number: 1, name: "Chilled range", stage: stage, currency: .usd, on: Day("2026-10-01")!,
      at: Date())
    deal = deal.expecting(close.flatMap { Day($0) })
    return deal
  }

  private func stage(_ place: Int, _ outcome: Outcome = .open) -> DealStage {
    DealStage(
      id: Firm.stages[place], process: DealProcess.firstID, place: place + 1, name: "Stage \(place)",
      outcome: outcome,
      priorWins: 4, priorLosses: 6, usualDays: 30)
  }

  @Test func `a later day of decision is a push, an earlier one is none`() {
    let once = deal().expecting(Day("2027-01-31")), earlier = once.expecting(Day("2027-01-15"))
    #expect(once.pushes == 1 && once.pushedDays == 31 && once.firstCloseOn == Day("2026-12-31"))
    #expect(earlier.pushes == 1 && earlier.pushedDays == 31)
    #expect(deal(close: nil).expecting(Day("2027-01-31")).pushes == 0)
    #expect(earlier.expecting(nil).closeOn == nil)
  }

  @Test func `a lost deal says why, a move says when it happened`() throws {
    let today = Day("2026-11-22")!, lost = stage(5, .lost)
    #expect(throws: DealRefusal.reasonMissing) { try deal().moved(to: lost, on: today, today: today) }
    #expect(throws: DealRefusal.dayAhead(field: "on", Day("2026-11-23")!)) {
      try deal().moved(to: stage(1), on: Day("2026-11-23")!, today: today)
    }
    #expect(throws: DealRefusal.beforeStage(Day("2026-09-30")!, since: Day("2026-10-01")!)) {
      try deal().moved(to: stage(1), on: Day("2026-09-30")!, today: today)
    }
    #expect(throws: DealRefusal.sameStage("Stage 0")) {
      try deal().moved(to: stage(0), on: today, today: today)
    }
    let moved = try deal().moved(to: lost, on: today, today: today, reason: " too dear ")
    #expect(moved.outcome == .lost && moved.closedOn == today && moved.reason == "too dear")
    let again = try moved.moved(to: stage(2), on: today, today: today)
    #expect(again.outcome == .open && again.closedOn == nil && again.reason == nil)
  }

  @Test func `every refusal has words, and none is empty`() {
    let refusals: [DealRefusal] = [
      .notThere, .nameMissing, .tooLong(field: "name", limit: 5), .badAmount("x"),
      .noRate(.gbp, into: .usd, on: Day("2026-01-01")!), .badRate("x"), .accountUnknown, .accountMissing,
      .ownerUnknown, .processUnknown, .stageUnknown("x"), .stageOfOtherProcess("x"), .sameStage("x"),
      .dayAhead(field: "on", Day("2026-01-01")!), .beforeStage(Day("2026-01-01")!, since: Day("2026-01-02")!),
      .reasonMissing, .badChance, .chanceWithoutWhy, .changedMeanwhile(now: 2, theirs: "x"), .lineUnknown,
      .badQuantity("x"), .lineCurrency(.gbp, .usd), .stageUsed("x"), .wrongStages("x"), .nothingMarked,
      .badQuestion(field: "x", "y"),
    ]
    #expect(refusals.allSatisfy { !$0.message.isEmpty && !$0.code.isEmpty && $0.status >= 400 })
  }

  @Test(arguments: Backing.available)
  func `a deal goes from stage to stage, and what was said before is kept`(backing: Backing) async throws {
    try await Firm.open(backing) { firm in
      let account = try await firm.add("Northgate", .group)
      let deal = try await firm.open(
        "Range", with: account.id, "250,000", close: "2026-12-31", on: "2026-10-01")
      #expect(deal.amount == Money(minor: 25_000_000, currency: .usd) && deal.value == deal.amount)
      try await firm.move(deal, to: 2, on: "2026-10-20")
      var change = Deal.Change(id: deal.id)
      change.closeOn = .set(Day("2027-02-28")!)
      change.nextStep = .set("Send the offer")
      _ = try await Deal.change(change, firm.context(on: "2026-11-02"))
      try await firm.move(deal, to: 4, on: "2026-11-20", reason: "best range")
      let record = try await firm.database.read { db in
        try DealRecord.find(deal.id, for: firm.context().actor, db)
      }
      #expect(
        record.deal.outcome == .won && record.deal.pushes == 1 && record.deal.closedOn == Day("2026-11-20"))
      #expect(
        record.states.map(\.onDay.description) == ["2026-10-01", "2026-10-20", "2026-11-02", "2026-11-20"])
      #expect(record.states.map(\.stage) == [0, 2, 2, 4].map { Firm.stages[$0] })
      // Lead 1 of 10 assumed; Proposal 4 of 10, and 4/5 of it once pushed.
      #expect(record.states.map { $0.chance?.count } == [1_000, 4_000, 3_200, 10_000])
      // It was won: 2 of 11 leads, 5 of 11 proposals from now on.
      let odds = try await firm.database.read { try StageOdds.all($0) }
      #expect(odds[Firm.stages[0]]?.chance == BasisPoints(1_818) && odds[Firm.stages[2]]?.won == 1)
      #expect(odds[Firm.stages[1]]?.closed == 0, "it never was in Qualified")
    }
  }

  @Test(arguments: Backing.available)
  func `an amount in a currency without a rate is refused, with one it is valued`(backing: Backing)
    async throws
  {
    try await Firm.open(backing) { firm in
      let account = try await firm.add("Northgate", .group)
      await #expect(throws: DealRefusal.noRate(.gbp, into: .usd, on: Day("2026-11-22")!)) {
        try await firm.open("Range", with: account.id, "1000 GBP")
      }
      let context = firm.context()
      _ = try await DealRate.enter(.init(currency: .gbp, rate: "1.25", from: Day("2026-11-01")), context)
      let deal = try await firm.open("Range", with: account.id, "1000 GBP")
      #expect(deal.amount == Money(minor: 100_000, currency: .gbp))
      #expect(deal.value == Money(minor: 125_000, currency: .usd))
      let rates = try await DealRate.enter(.init(currency: .gbp, rate: "1.3"), context)
      #expect(rates.revalued == 1 && rates.rates.map(\.rate) == ["1.3", "1.25"])
      let again = try await firm.database.read { try Deal.find(deal.id, for: context.actor, $0) }
      #expect(again.value == Money(minor: 130_000, currency: .usd))
      await #expect(throws: DealRefusal.badRate("one")) {
        try await DealRate.enter(.init(currency: .gbp, rate: "one"), context)
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a manager learns nothing of a deal with another's account`(backing: Backing) async throws {
    try await Firm.open(backing) { firm in
      let north = try await firm.add("Northgate", .group, team: SmallCompany.northTeam)
      let south = try await firm.add("Southgate", .group, team: SmallCompany.southTeam)
      let theirs = try await firm.open("Secret range", with: south.id, "9000")
      try await firm.open("Own range", with: north.id, "100")
      let nora = firm.context(SmallCompany.north)
      await #expect(throws: DealRefusal.notThere) {
        try await firm.database.read { try DealRecord.find(theirs.id, for: nora.actor, $0) }
      }
      await #expect(throws: DealRefusal.notThere) {
        try await Deal.move(Deal.Move(id: theirs.id, stage: Firm.stages[1]), nora)
      }
      await #expect(throws: DealRefusal.accountUnknown) {
        try await Deal.add(Deal.New(name: "Try", account: south.id), nora)
      }
      await #expect(throws: AccountRefusal.notThere) {
        try await firm.database.read { try AccountDeals.find(south.id, for: nora.actor, $0) }
      }
      let seen = try await firm.database.read { try Deal.listing.fetch(ListQuery(), for: nora.actor, $0) }
      #expect(seen.items.map(\.name) == ["Own range"] && seen.total == 1)
      let found = try await pipelineCapability.searches[0].find("range", 10, nora)
      #expect(found.map(\.title) == ["Own range"])
    }
  }

  @Test(arguments: Backing.available)
  func `the account's deals are summed with all below it, weighted and by outcome`(backing: Backing)
    async throws
  {
    try await Firm.open(backing) { firm in
      let group = try await firm.add("Northgate", .group)
      let store = try await firm.add("Northgate 1", .store, below: group.id)
      try await firm.open("A", with: group.id, "500000", stage: 3, close: "2026-12-31")
      try await firm.open("B", with: store.id, "300000", stage: 1)
      try await firm.open("C", with: store.id)
      let lost = try await firm.open("D", with: group.id, "5", on: "2026-11-01")
      try await firm.move(lost, to: 5, on: "2026-11-02", reason: "no shelf")
      let one = try await firm.database.read {
        try AccountDeals.find(group.id, for: firm.context().actor, $0)
      }
      #expect(one.open.map(\.name) == ["A", "B", "C"] && one.openCount == 3 && one.unvalued == 1)
      #expect(one.openValue == Money(minor: 80_000_000, currency: .usd))
      #expect(one.weighted == Money(minor: 30_000_000 + 6_000_000, currency: .usd))
      #expect(one.won == 0 && one.lost == 1)
    }
  }

  @Test(arguments: Backing.available)
  func `lines make the amount, and somebody's stale form is refused`(backing: Backing) async throws {
    try await Firm.open(backing) { firm in
      let account = try await firm.add("Northgate", .group), context = firm.context()
      let deal = try await firm.open("Range", with: account.id, "7")
      let lines = pipelineCapability.endpoints.first { $0.path == "/deals/{id}/lines" }
      var fields = Fields()
      fields.add(text: [("id", deal.id.text), ("name", "Shelf"), ("quantity", "3"), ("price", "19.99")])
      _ = try await lines?.call(fields, context)
      let now = try await firm.database.read { try Deal.find(deal.id, for: context.actor, $0) }
      #expect(now.amount == Money(minor: 5_997, currency: .usd) && now.version == 2)
      var stale = Deal.Change(id: deal.id, version: 1)
      stale.note = .set("hello")
      await #expect(throws: DealRefusal.self) { try await Deal.change(stale, context) }
      var amount = Deal.Change(id: deal.id)
      amount.amount = .set("12")
      await #expect(throws: DealRefusal.self) { try await Deal.change(amount, context) }
    }
  }
}
