import Kernel
import Statistics
import Testing

@testable import Pipeline

struct PassageTests {
  private func passage(_ entered: Int, _ days: Int, won: Bool, pushes: Int = 0) -> Passage {
    Passage(
      stage: Firm.stages[0], process: DealProcess.firstID, entered: Day(ordinal: entered), pushesThen: 0,
      closed: Day(ordinal: entered + days), won: won, pushes: pushes)
  }

  @Test func `deals that came lately are left out, so that a rate is not made of the quick ones`() {
    // Winners take 90 days, losers 10; half are won. Of those that came in the last 90 days only losers are decided.
    let today = 1_000
    var all: [Passage] = []
    for entered in 0..<today {
      let one = passage(entered, entered % 2 == 0 ? 90 : 10, won: entered % 2 == 0)
      if one.closed.ordinal <= today { all.append(one) }
    }
    let naive = Double(all.count { $0.won }) / Double(all.count)
    let counts = PassageTally(all).counts(on: Day(ordinal: today))[Firm.stages[0]]!
    let closed = counts.reduce(0) { $0 + $1.closed }, won = counts.reduce(0) { $0 + $1.won }
    #expect(naive < 0.48)
    #expect(PassageTally(all).delays[Firm.stages[0]] == 90 && closed == 911 && won == 456)
  }

  @Test func `a few deals are all counted, by how often they were pushed`() {
    let few = [
      passage(0, 5, won: true), passage(1, 5, won: false, pushes: 2), passage(2, 5, won: false, pushes: 7),
    ]
    let counts = PassageTally(few).counts(on: Day(ordinal: 7))[Firm.stages[0]]!
    #expect(counts.map(\.closed) == [1, 0, 1, 1] && counts.map(\.won) == [1, 0, 0, 0])
  }

  @Test func `the usual stay is told by ten deals or more`() throws {
    let stage = DealStage(
      id: Firm.stages[0], process: DealProcess.firstID, place: 1, name: "Lead", outcome: .open, priorWins: 1,
      priorLosses: 9, usualDays: 30)
    let stay = try #require(StageStay([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]))
    #expect(stay.median == 5 && stay.threeQuarters == 7 && stay.usual(stage) == 7)
    #expect(StageStay([1, 2])?.usual(stage) == 30 && StageStay([]) == nil)
  }

  @Test func `stages are read from lines, and what cannot be read is told with its line`() throws {
    let lines = try DealProcess.lines("Lead; 1 of 10; 30 days\n\n Proposal;4 of 10;60\nTalk")
    #expect(lines.map(\.name) == ["Lead", "Proposal", "Talk"] && lines.map(\.days) == [30, 60, 45])
    #expect(lines[1].wins == 4 && lines[1].losses == 6)
    #expect(throws: DealRefusal.self) { try DealProcess.lines("Lead; often") }
    #expect(throws: DealRefusal.self) { try DealProcess.lines("Lead; 10 of 10") }
    #expect(throws: DealRefusal.self) { try DealProcess.lines("Lead; 1 of 10; soon") }
    #expect(throws: DealRefusal.self) { try DealProcess.lines(" \n ") }
  }
}
