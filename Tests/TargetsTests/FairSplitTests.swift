import Kernel
import Testing

@testable import Targets

struct FairSplitTests {
  @Test func `shares are weighed by their drivers, to the cent`() throws {
    // share of the first = 0.7 x 300/1000 + 0.3 x 10/40 = 0.285
    let parts = try FairSplit.split(
      1_000_000, over: 3,
      by: [
        .init("last year", percent: 70, [300, 500, 200]), .init("recent", percent: 30, [10, 10, 20]),
      ])
    #expect(parts == [285_000, 425_000, 290_000])
  }

  @Test(arguments: 1...200)
  func `parts always come to the whole`(seed: Int) throws {
    var chance = SeededGenerator(seed: UInt64(seed))
    let count = Int.random(in: 1...40, using: &chance), first = Int.random(in: 0...100, using: &chance)
    func figures() -> [Int64] { (0..<count).map { _ in Int64.random(in: -50...5_000_000, using: &chance) } }
    let amount = Int64.random(in: 0...9_000_000_000, using: &chance)
    let parts = try FairSplit.split(
      amount, over: count,
      by: [.init("a", percent: first, figures()), .init("b", percent: 100 - first, figures())])
    #expect(parts.reduce(0, +) == amount)
    #expect(parts.allSatisfy { $0 >= 0 })
  }

  @Test func `weights that do not come to 100 are refused with their sum`() {
    #expect(throws: TargetRefusal.weightsDoNotSum(90)) {
      try FairSplit.split(100, over: 1, by: [.init("a", percent: 90, [1])])
    }
    #expect(TargetRefusal.weightsDoNotSum(90).field == "lastYear")
  }

  @Test func `a driver that knows nothing gives its weight to the others`() throws {
    let parts = try FairSplit.split(
      100, over: 2, by: [.init("a", percent: 50, [0, 0]), .init("b", percent: 50, [3, 1])])
    #expect(parts == [75, 25])
  }

  @Test func `where nothing is known the split is even`() throws {
    #expect(try FairSplit.split(10, over: 3, by: [.init("a", percent: 100, [0, -5, 0])]) == [4, 3, 3])
  }
}
