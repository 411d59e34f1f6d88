import Statistics
import Testing

struct ConcentrationTests {
  @Test func `five equal parts have an index of one fifth, and four of them bring 80 %`() {
    let five = Concentration([20, 20, 20, 20, 20])!
    #expect(abs(five.index - 0.2) < 1e-12)
    #expect(abs(five.equalParts - 5) < 1e-9)
    #expect(five.topShare == 0.2)
    #expect(five.topFiveShare == 1)
    #expect(five.partsForFourFifths == 4)
  }

  @Test func `the index is the sum of squared shares`() {
    let three = Concentration([50, 30, 20, -5, 0])!
    #expect(abs(three.index - (0.25 + 0.09 + 0.04)) < 1e-12)
    #expect(three.parts == 3)
    #expect(three.partsForFourFifths == 2)
  }

  @Test func `nothing sold has no concentration`() {
    #expect(Concentration([]) == nil)
    #expect(Concentration([0, -3]) == nil)
  }

  @Test func `a part's contribution is its share before times its growth`() {
    // 25 % of the whole grew by 40 %: 10 % of the whole.
    #expect(growthContribution(before: 250, after: 350, ofWhole: 1_000) == 100_000)
    #expect(growthContribution(before: 0, after: 5, ofWhole: 1_000) == 5_000)
    #expect(growthContribution(before: 3, after: 2, ofWhole: 7) == -142_857)
    #expect(growthContribution(before: 3, after: 2, ofWhole: 0) == nil)
  }
}
