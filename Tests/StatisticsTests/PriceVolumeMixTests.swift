import Statistics
import Testing

/// FEATURES' golden case: A 100 at 10 becomes 120 at 11, B 50 at 20 becomes 30 at 20, C is new (10 at 15), D lost (5 at 8).
struct PriceVolumeMixTests {
  private static func sales(_ units: Int64, at price: Int64) -> PeriodSales {
    PeriodSales(units: units * 1_000, value: units * price * 10_000)
  }
  private static let golden = [
    DriverLeaf(before: sales(100, at: 10), after: sales(120, at: 11)),
    DriverLeaf(before: sales(50, at: 20), after: sales(30, at: 20)),
    DriverLeaf(before: .none, after: sales(10, at: 15)),
    DriverLeaf(before: sales(5, at: 8), after: .none),
  ]

  private func sum(_ leaves: [DriverLeaf], _ weights: PriceVolumeMix.Weights) -> PriceVolumeMix {
    leaves.map { PriceVolumeMix($0, weights: weights) }.reduce(PriceVolumeMix(weights: weights), +)
  }

  @Test func `the textbook gives price 120, mix -200, volume 0, new 150, lost -40`() {
    let sum = sum(Self.golden, .textbook)
    #expect(sum.new == 1_500_000)
    #expect(sum.lost == -400_000)
    #expect(sum.volume == 0)
    #expect(sum.mix == -2_000_000)
    #expect(sum.price == 1_200_000)
    #expect(sum.apart == 0)
    #expect(sum.change == 300_000)
  }

  @Test func `the reversible method measures the same price rise at the mean of both quantities`() {
    let sum = sum(Self.golden, .reversible)
    #expect(sum.new == 1_500_000)
    #expect(sum.lost == -400_000)
    #expect(sum.volume == 0)
    #expect(sum.price == 1_100_000)
    #expect(sum.mix == -1_900_000)
    #expect(sum.change == 300_000)
  }

  @Test func `swapping the periods of the textbook changes figures and not only signs`() {
    let back = sum(Self.golden.map(\.reversed), .textbook)
    #expect(back.price == -1_000_000)
    #expect(back.mix == 1_800_000)
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `swapping the periods flips every sign and nothing else`(seed: UInt64) {
    var dice = Dice(seed)
    let leaves = (0..<400).map { _ in dice.leaf() }
    let there = sum(leaves, .reversible), back = sum(leaves.map(\.reversed), .reversible)
    #expect(back.price == -there.price)
    #expect(back.volume == -there.volume)
    #expect(back.mix == -there.mix)
    #expect(back.new == -there.lost)
    #expect(back.lost == -there.new)
    #expect(back.apart == -there.apart)
  }

  @Test(arguments: [PriceVolumeMix.Weights.textbook, .reversible])
  func `drivers sum to the change to the last unit, whatever the order of items`(
    weights: PriceVolumeMix.Weights
  ) {
    var dice = Dice(7)
    for _ in 0..<50 {
      let leaves = (0..<60).map { _ in dice.leaf() }, sum = sum(leaves, weights)
      #expect(
        sum.new + sum.lost + sum.apart + sum.volume + sum.mix + sum.price
          == leaves.reduce(0) { $0 + $1.change })
      #expect(self.sum(leaves.shuffled(using: &dice), weights) == sum)
    }
  }

  @Test(arguments: [PriceVolumeMix.Weights.textbook, .reversible])
  func `a tree adds up at every level, and what moves between its parts is mix`(
    weights: PriceVolumeMix.Weights
  ) {
    var dice = Dice(11)
    func check(_ tree: Tree) -> PriceVolumeMix {
      switch tree {
      case .leaf(let leaf): return PriceVolumeMix(leaf, weights: weights)
      case .node(let parts):
        let own = parts.map(check), whole = own.reduce(PriceVolumeMix(weights: weights), +)
        #expect(whole == sum(tree.leaves, weights))
        let shift = whole.shift(between: own)
        #expect(whole.mix == own.reduce(0) { $0 + $1.mix } + shift)
        #expect(whole.volume == own.reduce(0) { $0 + $1.volume } - shift)
        return whole
      }
    }
    for _ in 0..<40 { _ = check(Tree.random(depth: 4, &dice)) }
  }

  @Test func `a single item has no mix`() {
    let one = sum([Self.golden[0]], .reversible)
    #expect(one.mix == 0)
    #expect(one.volume == 2_100_000)
    #expect(one.price == 1_100_000)
  }

  @Test func `a new item never shows as price, and returns stand apart`() {
    let new = sum([Self.golden[2]], .reversible)
    #expect(new.new == 1_500_000 && new.price == 0 && new.mix == 0 && new.volume == 0)
    let returned = DriverLeaf(
      before: Self.sales(10, at: 2), after: PeriodSales(units: -1_000, value: -20_000))
    #expect(returned.standing == .apart)
    #expect(sum([returned], .reversible).apart == -220_000)
  }

  @Test func `nothing at all is no change`() {
    #expect(sum([], .reversible).change == 0)
    #expect(sum([DriverLeaf(before: .none, after: .none)], .textbook).change == 0)
  }
}
