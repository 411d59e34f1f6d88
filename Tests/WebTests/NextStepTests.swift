import Blueprint
import Kernel
import Testing

struct NextStepTests {
  private let today = Day("2026-03-02")!

  private func step(stake: Int64, chance: Int, due: Day?) -> NextStep {
    NextStep(
      key: "test:1", account: "a", title: "Call", reason: "", evidence: "/",
      stake: Money(minor: stake, currency: .init("EUR")!),
      stakeWords: "", chance: BasisPoints(chance), chanceWords: "", due: due)
  }

  @Test func `what is due or late presses in full, and half as much for every thirty days left`() {
    for (days, points) in [
      (-5, 10_000), (0, 10_000), (15, 7_500), (30, 5_000), (45, 3_750), (60, 2_500), (9_000, 1),
    ] {
      let step = step(stake: 100, chance: 5_000, due: today.advanced(by: days))
      #expect(step.urgency(on: today) == BasisPoints(points), "\(days) days left")
    }
    #expect(step(stake: 100, chance: 5_000, due: nil).urgency(on: today) == BasisPoints(2_500))
  }

  @Test func `worth is stake times chance times urgency, to the cent`() {
    #expect(step(stake: 1_000_000, chance: 4_000, due: today.advanced(by: 30)).worth(on: today) == 200_000)
  }
}
