import Kernel
import Testing

@testable import Sales

/// What is suspected, and above all what is not.
struct CodeRulesTests {
  /// Weeks of so many units at so many ten-thousandths.
  private func history(
    _ item: Int32, from first: Int32, _ weeks: [(units: Int64, price: Int64)], promoted: Bool = false
  ) -> ItemHistory {
    ItemHistory(
      item: item,
      weeks: weeks.enumerated().map { place, one in
        .init(
          week: first + Int32(place), units: one.units * 1_000, value: one.units * one.price,
          isPromoted: promoted)
      })
  }

  private func steady(_ count: Int, _ units: Int64, _ price: Int64) -> [(units: Int64, price: Int64)] {
    (0..<count).map { (units + Int64($0 % 3), price) }
  }

  private func renumberings(
    _ items: [ItemHistory], _ sites: [Int32: Set<Int32>], _ names: [Int32: String] = [:]
  ) -> [CodeRules.Renumbering] {
    CodeRules.renumberings(CodeRules.pairs(items, span: 100...130), sites: sites, names: names)
  }

  private let shops: Set<Int32> = [1, 2, 3, 4]

  @Test func `a code that stops while another begins at the same sites, price and rate is asked about`() {
    let old = history(1, from: 100, steady(15, 40, 25_000)),
      new = history(2, from: 115, steady(16, 44, 25_500))
    let found = renumberings([old, new], [1: shops, 2: shops])
    #expect(found.map(\.old) == [1] && found.map(\.new) == [2] && found.first?.from == 115)
    #expect(found.first?.shared == 4 && found.first?.newPrice == 25_500)
  }

  @Test func `another price, rate, place or moment is another item`() {
    let old = history(1, from: 100, steady(15, 40, 25_000))
    let dearer = history(2, from: 115, steady(16, 40, 29_000))
    #expect(renumberings([old, dearer], [1: shops, 2: shops]).isEmpty)
    let slower = history(2, from: 115, steady(16, 12, 25_000))
    #expect(renumberings([old, slower], [1: shops, 2: shops]).isEmpty)
    let new = history(2, from: 115, steady(16, 40, 25_000))
    #expect(renumberings([old, new], [1: shops, 2: [4, 5, 6, 7]]).isEmpty)
    let late = history(2, from: 119, steady(12, 40, 25_000))
    #expect(renumberings([old, late], [1: shops, 2: shops]).isEmpty)
    let both = history(1, from: 100, steady(20, 40, 25_000))
    #expect(renumberings([both, new], [1: shops, 2: shops]).isEmpty)
  }

  @Test func `names that differ speak against it, names that are codes do not`() {
    let old = history(1, from: 100, steady(15, 40, 25_000)),
      new = history(2, from: 115, steady(16, 40, 25_000))
    let sites = [Int32(1): shops, 2: shops]
    #expect(renumberings([old, new], sites, [1: "Dark chocolate bar", 2: "Salted peanut snack"]).isEmpty)
    #expect(renumberings([old, new], sites, [1: "Dark Chocolate Bar", 2: "Chocolate bar dark"]).count == 1)
    #expect(renumberings([old, new], sites, [1: "Product 4711", 2: "Product 4811"]).count == 1)
  }

  @Test func `two candidates for one place are no answer`() {
    let old = history(1, from: 100, steady(15, 40, 25_000))
    let one = history(2, from: 115, steady(16, 40, 25_000)),
      two = history(3, from: 115, steady(16, 41, 25_000))
    #expect(renumberings([old, one, two], [1: shops, 2: shops, 3: shops]).isEmpty)
  }

  @Test func `an item that ends with the source, or begins with it, has neither stopped nor begun`() {
    let old = history(1, from: 100, steady(29, 40, 25_000)),
      new = history(2, from: 129, steady(2, 40, 25_000))
    #expect(renumberings([old, new], [1: shops, 2: shops]).isEmpty)
  }

  @Test(arguments: [Int64(4), 6, 12, 24])
  func `units that jump by a pack while the price falls by it are asked about`(pack: Int64) {
    let weeks = steady(8, 20, 120_000) + steady(5, 20 * pack, 120_000 / pack)
    let found = CodeRules.casePack(history(1, from: 100, weeks))
    #expect(found?.factor == pack && found?.isSplit == true && found?.from == 108)
    let back = CodeRules.casePack(
      history(1, from: 100, steady(8, 20 * pack, 120_000 / pack) + steady(5, 20, 120_000)))
    #expect(back?.factor == pack && back?.isSplit == false)
  }

  @Test func `half the price for twice the units is a promotion until it lasts, unmarked`() {
    let short = steady(8, 20, 100_000) + steady(5, 40, 50_000)
    #expect(CodeRules.casePack(history(1, from: 100, short)) == nil)
    let long = steady(8, 20, 100_000) + steady(7, 40, 50_000)
    #expect(CodeRules.casePack(history(1, from: 100, long))?.factor == 2)
    #expect(CodeRules.casePack(history(1, from: 100, long, promoted: true)) == nil)
  }

  @Test func `a price rise, a jump in demand and a noisy price are no change of packs`() {
    #expect(CodeRules.casePack(history(1, from: 100, steady(8, 20, 100_000) + steady(8, 18, 110_000))) == nil)
    #expect(
      CodeRules.casePack(history(1, from: 100, steady(8, 20, 100_000) + steady(8, 120, 100_000))) == nil)
    var noisy: [(units: Int64, price: Int64)] = []
    for place in 0..<16 {
      noisy.append((units: Int64(20 + place % 5 * 20), price: place % 2 == 0 ? 100_000 : 70_000))
    }
    #expect(CodeRules.casePack(history(1, from: 100, noisy)) == nil)
  }

  @Test(arguments: 0..<60)
  func `items that only sell as they like are never asked about`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed) + 9)
    var items: [ItemHistory] = [], sites: [Int32: Set<Int32>] = [:]
    for item in Int32(1)...40 {
      let price = Int64.random(in: 10_000...200_000, using: &random)
      let first = Int32.random(in: 100...110, using: &random),
        last = Int32.random(in: 112...130, using: &random)
      let weeks = (first...last).map { _ -> (units: Int64, price: Int64) in
        let isDeal = Int.random(in: 0..<6, using: &random) == 0
        let units = Int64.random(in: 5...60, using: &random)
        return isDeal
          ? (units * 2, price * 3 / 4) : (units, price * Int64.random(in: 97...103, using: &random) / 100)
      }
      items.append(history(item, from: first, weeks))
      sites[item] = Set((0..<6).map { _ in Int32.random(in: 1...20, using: &random) })
    }
    #expect(items.compactMap(CodeRules.casePack).isEmpty)
    #expect(renumberings(items, sites).isEmpty)
  }
}
