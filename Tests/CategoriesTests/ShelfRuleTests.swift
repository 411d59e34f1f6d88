import Kernel
import Statistics
import Testing

@testable import Categories

struct ShelfRuleTests {
  @Test func `ranked items' shares end at 100 percent and never fall`() throws {
    let ranks = ItemRank.ranked(
      [
        .init(item: 4, value: 250, lastYear: 100, units: 9, stores: 5),
        .init(item: 2, value: 600, lastYear: 500, units: 9, stores: 10),
        .init(item: 3, value: 150, lastYear: 0, units: 9, stores: nil),
      ], weeks: 10)
    #expect(ranks.map(\.item) == [2, 4, 3] && ranks.map(\.rank) == [1, 2, 3])
    #expect(ranks.map(\.cumulative) == [BasisPoints(6_000), BasisPoints(8_500), .whole])
    #expect(ranks.map(\.velocity) == [6, 5, nil])
  }

  @Test func `an item with a tenth of the shelf and a fifth of sales has half its space`() {
    let one = SpaceIndex(
      facings: 4, allFacings: 40, sales: 200, allSales: 1_000, capacity: 48, units: 84_000, days: 7)
    #expect(one.index == 5_000 && one.tenthsOfDaysOfSupply == 40)
    let uncounted = SpaceIndex(
      facings: 4, allFacings: 0, sales: 0, allSales: 0, capacity: nil, units: 0, days: 7)
    #expect(uncounted.index == nil && uncounted.tenthsOfDaysOfSupply == nil)
  }

  @Test func `the nearest stores are alike in size, mix and banner`() {
    func store(_ number: Int32, _ banner: Int32, _ sales: [Int32: Double]) -> StoreProfile {
      StoreProfile(number: number, banner: banner, segments: sales)
    }
    let own = store(1, 1, [1: 50, 2: 50])
    let others = [
      store(2, 1, [1: 100, 2: 100]), store(3, 2, [1: 50, 2: 50]), store(4, 1, [1: 100]), store(5, 1, [:]),
      store(6, 1, [1: 51, 2: 50]),
    ]
    let near = own.nearest(3, of: others + [own])
    #expect(near.map(\.store.number) == [6, 3, 4])
    #expect(near[1].distance == 0.5 && near[2].distance == 0.5)
    #expect(own.distance(to: store(5, 1, [:])) == nil)
    #expect(own.distance(to: others[0]) == others[0].distance(to: own))
  }

  @Test func `silence of a slow item may be chance, of a fast one it is not`() {
    #expect(chanceOfSilence(rate: 0.2, weeks: 4) > 0.4)
    #expect(chanceOfSilence(rate: 5, weeks: 4) < 1e-8)
    #expect(chanceOfSilence(rate: 0, weeks: 4) == 1)
  }

  @Test func `half of an account's stores make a custom`() {
    #expect(VoidRules.usual.isCustom(selling: 5, of: 10) && !VoidRules.usual.isCustom(selling: 4, of: 10))
    #expect(!VoidRules.usual.isCustom(selling: 0, of: 0))
  }
}
