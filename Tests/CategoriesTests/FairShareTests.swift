import Kernel
import Testing

@testable import Categories

struct FairShareTests {
  private let golden = FairShare(
    here: CategorySales(ours: 7_200_000, category: 40_000_000),
    elsewhere: CategorySales(ours: 22_000_000, category: 100_000_000))

  @Test func `18 percent here against 22 in the rest of a 40 million category: index 81.8, gap 1.6 million`()
  {
    #expect(golden.here.share == BasisPoints(1_800) && golden.elsewhere.share == BasisPoints(2_200))
    #expect(golden.index == 8_182)
    #expect(golden.gap == 1_600_000)
  }

  @Test func `where the category sells nothing, or we nowhere else, there is no index`() {
    #expect(FairShare(here: .none, elsewhere: golden.elsewhere).index == nil)
    #expect(FairShare(here: golden.here, elsewhere: .none).index == nil)
    #expect(FairShare(here: golden.here, elsewhere: .none).gap == nil)
    let nowhere = FairShare(here: golden.here, elsewhere: CategorySales(ours: 0, category: 5))
    #expect(nowhere.index == nil && nowhere.gap == -7_200_000)
  }

  @Test func `gaps against the whole market cancel out over all accounts, to rounding`() {
    var chance = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      let places = (0..<12).map { _ in
        let category = Int64.random(in: 1...9_000_000_000, using: &chance)
        return CategorySales(ours: Int64.random(in: 0...category, using: &chance), category: category)
      }
      let market = places.reduce(.none, +)
      let sum = places.compactMap { FairShare(here: $0, elsewhere: market).gap }.reduce(0, +)
      #expect(abs(sum) <= 12)
      // The rest of one place is all others: what it lacks against them they lead against it, by the sizes.
      let rest = market - places[0]
      let gap = FairShare(here: places[0], elsewhere: rest).gap ?? 0
      let back = FairShare(here: rest, elsewhere: places[0]).gap ?? 0
      let scale = Double(rest.category) / Double(places[0].category)
      #expect(abs(Double(gap) * scale + Double(back)) <= scale + 1)
    }
  }

  @Test func `a gap is the sum of its segments and of the mix of segments, exactly`() throws {
    var chance = SeededGenerator(seed: 12)
    func place() -> CategorySales {
      let category = Int64.random(in: 0...5_000_000, using: &chance)
      return CategorySales(
        ours: category == 0 ? 0 : Int64.random(in: 0...category, using: &chance), category: category)
    }
    for _ in 0..<200 {
      let segments = Dictionary(
        uniqueKeysWithValues: (1...Int32(5)).map { ($0, FairShare(here: place(), elsewhere: place())) })
      let whole = FairShare(
        here: segments.values.map(\.here).reduce(.none, +),
        elsewhere: segments.values.map(\.elsewhere).reduce(.none, +))
      guard let gap = whole.gap else { continue }
      let parts = try #require(GapParts(segments))
      #expect(parts.whole == gap)
    }
  }

  @Test func `an account that plays our weak segments has a gap of mix alone`() throws {
    let strong = FairShare(
      here: CategorySales(ours: 50, category: 100), elsewhere: CategorySales(ours: 450, category: 900))
    let weak = FairShare(
      here: CategorySales(ours: 90, category: 900), elsewhere: CategorySales(ours: 10, category: 100))
    let parts = try #require(GapParts([1: strong, 2: weak]))
    #expect(parts.segments == [1: 0, 2: 0])
    #expect(parts.mix == 460 - 140)
  }
}
