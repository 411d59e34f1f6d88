import Accounts
import Blueprint
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Pipeline

struct BoardTests {
  @Test(arguments: Backing.available)
  func `the board counts and sums every stage, and shows what stands still`(backing: Backing) async throws {
    try await Firm.open(backing) { firm in
      let north = try await firm.add("Northgate", .group, team: SmallCompany.northTeam)
      let south = try await firm.add("Southgate", .group, team: SmallCompany.southTeam)
      try await firm.open("A", with: north.id, "100", stage: 2, close: "2026-12-31", on: "2026-08-01")
      try await firm.open("B", with: north.id, "300", stage: 2, close: "2026-11-30")
      try await firm.open("Theirs", with: south.id, "900", stage: 2)
      let old = try await firm.open("Old", with: north.id, "1", stage: 1, on: "2026-01-01")
      try await firm.move(old, to: 5, on: "2026-02-01", reason: "no need")
      let board = try await firm.database.read { db in
        try PipelineBoard.find(.init(), firm.context(SmallCompany.north), db)
      }
      #expect(
        board.columns.map(\.stage.name) == ["Lead", "Qualified", "Proposal", "Negotiation", "Won", "Lost"])
      let proposal = board.columns[2]
      #expect(proposal.count == 2 && proposal.value == Money(minor: 40_000, currency: .usd))
      #expect(proposal.weighted == Money(minor: 16_000, currency: .usd))
      #expect(proposal.cards.map(\.name) == ["B", "A"] && board.columns[5].count == 0)
      let page = try await Self.page(board, firm.context(SmallCompany.north))
      #expect(page.title == "Pipeline")
    }
  }

  private static func page(_ board: PipelineBoard, _ context: Context) async throws -> Page {
    try await PipelineBoardPage.draw(
      board, Visit(context: context, path: "/pipeline", query: "", fields: Fields()))
  }

  @Test(arguments: Backing.available)
  func `a process can be changed where no deal stands in the way`(backing: Backing) async throws {
    try await Firm.open(backing) { firm in
      let context = firm.context(), account = try await firm.add("Northgate", .group)
      try await firm.open("A", with: account.id, "100", stage: 2)
      let made = try await DealProcess.add(.init(name: "Renewal", stages: "Open; 8 of 10; 20 days"), context)
      #expect(made.stages.map(\.name) == ["Open", "Won", "Lost"])
      await #expect(throws: DealRefusal.self) {
        try await DealProcess.add(.init(name: "renewal", stages: "Open"), context)
      }
      var change = DealProcess.Change(
        id: DealProcess.firstID, name: "New business", stages: "Lead; 2 of 10; 20\nProposal; 5 of 10; 30")
      let changed = try await DealProcess.change(change, context)
      #expect(changed.stages.map(\.name) == ["Lead", "Proposal", "Won", "Lost"])
      #expect(changed.stages[1].id == Firm.stages[2])
      change.stages = "Lead"
      await #expect(throws: DealRefusal.stageUsed("Proposal")) {
        try await DealProcess.change(change, context)
      }
    }
  }
}
