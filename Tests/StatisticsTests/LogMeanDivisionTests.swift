import Statistics
import Testing

/// FEATURES' golden case: 100 points of distribution become 120, 50 units a point 45, a price of 4 becomes 4.40.
struct LogMeanDivisionTests {
  private static let golden = DriverLeaf(
    before: PeriodSales(units: 5_000_000, value: 200_000_000, distribution: 100),
    after: PeriodSales(units: 5_400_000, value: 237_600_000, distribution: 120))

  private func sum(_ leaves: [DriverLeaf]) -> LogMeanDivision {
    leaves.map { LogMeanDivision($0) }.reduce(LogMeanDivision(), +)
  }

  @Test func `3,760 is distribution 3,979.4, velocity -2,299.6 and price 2,080.2`() {
    let one = LogMeanDivision(Self.golden)
    #expect(abs(Double(one.distribution) / 10_000 - 3_979.4) < 0.05)
    #expect(abs(Double(one.velocity) / 10_000 + 2_299.6) < 0.05)
    #expect(abs(Double(one.price) / 10_000 - 2_080.2) < 0.05)
    #expect(one.change == 37_600_000)
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `swapping the periods flips every sign and nothing else`(seed: UInt64) {
    var dice = Dice(seed)
    let leaves = (0..<400).map { _ in dice.leaf() }
    let there = sum(leaves), back = sum(leaves.map(\.reversed))
    #expect(back.distribution == -there.distribution)
    #expect(back.velocity == -there.velocity)
    #expect(back.price == -there.price)
    #expect(back.new == -there.lost && back.lost == -there.new && back.apart == -there.apart)
  }

  @Test func `no residual: effects sum to the change, at every level of a tree`() {
    var dice = Dice(3)
    func check(_ tree: Tree) -> LogMeanDivision {
      switch tree {
      case .leaf(let leaf): return LogMeanDivision(leaf)
      case .node(let parts):
        let whole = parts.map(check).reduce(LogMeanDivision(), +)
        #expect(whole == sum(tree.leaves))
        #expect(whole.change == tree.leaves.reduce(0) { $0 + $1.change })
        return whole
      }
    }
    for _ in 0..<40 { _ = check(Tree.random(depth: 4, &dice)) }
  }

  @Test func `velocity, which takes the rounding, is its own logarithm's effect to within one unit`() {
    var dice = Dice(5)
    for _ in 0..<500 {
      let leaf = dice.leaf()
      guard leaf.standing == .continuing else { continue }
      // The same leaf with distribution and units changing places: the velocity turns into its inverse.
      let mirrored = DriverLeaf(
        before: PeriodSales(
          units: leaf.before.units, value: leaf.before.value,
          distribution: Double(leaf.before.units) / leaf.before.distribution),
        after: PeriodSales(
          units: leaf.after.units, value: leaf.after.value,
          distribution: Double(leaf.after.units) / leaf.after.distribution))
      let one = LogMeanDivision(leaf), other = LogMeanDivision(mirrored)
      #expect(abs(one.velocity - other.distribution) <= 2)
    }
  }

  @Test func `new, lost and returned items stand apart`() {
    let some = PeriodSales(units: 10, value: 20, distribution: 1)
    #expect(LogMeanDivision(DriverLeaf(before: .none, after: some)).new == 20)
    #expect(LogMeanDivision(DriverLeaf(before: some, after: .none)).lost == -20)
    let returned = PeriodSales(units: -1, value: -2, distribution: 0)
    #expect(LogMeanDivision(DriverLeaf(before: some, after: returned)).apart == -22)
    let unseen = PeriodSales(units: 12, value: 30, distribution: 0)
    #expect(LogMeanDivision(DriverLeaf(before: some, after: unseen)).apart == 10)
  }
}
