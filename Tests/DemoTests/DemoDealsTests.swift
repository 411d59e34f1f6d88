import Kernel
import Testing

@testable import Demo

struct DemoDealsTests {
  private let deals = DemoDeals(Samples.small, today: Samples.lastWeek.lastDay)

  @Test func `deals end as often as their truth says`() {
    let old = deals.all.filter { deals.today.days(since: $0.opened) > 400 }
    #expect(old.allSatisfy { !$0.isOpen })
    for stage in 0..<4 {
      let entered = old.filter { $0.steps.contains { $0.stage == stage } }
      let won = Double(entered.count { $0.stage == DemoDeals.won }) / Double(entered.count)
      let chance = DemoDeals.chances[stage]
      let error = (chance * (1 - chance) / Double(entered.count)).squareRoot()
      #expect(abs(won - chance) < 2.5 * error, "stage \(stage): \(won) of \(chance)")
    }
  }

  @Test func `nothing of a deal lies in the future, and its steps go forward`() {
    for deal in deals.all {
      #expect(
        deal.steps.allSatisfy { $0.on <= deals.today } && deal.pushes.allSatisfy { $0.on <= deals.today })
      #expect(zip(deal.steps, deal.steps.dropFirst()).allSatisfy { $0.on < $1.on && $0.stage < $1.stage })
    }
    #expect(deals.all.contains { $0.pushes.count == 3 } && deals.all.count { $0.isOpen } > 40)
  }
}
