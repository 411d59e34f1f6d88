import Kernel
import Testing

@testable import Categories

struct TransferTests {
  private let shelf = [
    Transfer.Item(number: 1, segment: 1, isOurs: true, value: 100),
    Transfer.Item(number: 2, segment: 1, isOurs: false, value: 300),
    Transfer.Item(number: 3, segment: 1, isOurs: true, value: 100),
    Transfer.Item(number: 4, segment: 2, isOurs: false, value: 500),
  ]

  @Test func `a dropped item costs the category what walks away, and no more`() {
    let drop = Transfer.dropping(shelf[0], from: shelf, .usual)
    #expect(drop.category.atLow == -10 && drop.category.atHigh == -40)
    // Of the 90 that stay, 63 stay in the segment, three to one by share; 27 go to the other.
    #expect(drop.others[2]?.atLow == 48 && drop.others[3]?.atLow == 15 && drop.others[4]?.atLow == 27)
    #expect(drop.ours.atLow == 15 - 100)
  }

  @Test func `swapping a weak item for a stronger one helps the category whatever walks away`() {
    let new = Transfer.Item(number: 9, segment: 1, isOurs: false, value: 240)
    let swap =
      Transfer.dropping(shelf[0], from: shelf, .usual)
      + Transfer.adding(new, to: shelf.filter { $0.number != 1 }, .usual)
    #expect(swap.category.least == 14 && swap.category.most == 56)
    #expect(swap.ours.most < 0)
  }

  @Test func `what others gain and what walks away make up the item, on any shelf`() {
    var chance = SeededGenerator(seed: 21)
    for _ in 0..<200 {
      let items = (1...Int32(9)).map { number in
        Transfer.Item(
          number: number, segment: Int32.random(in: 1...3, using: &chance),
          isOurs: Bool.random(using: &chance),
          value: Int64.random(in: 1...1_000_000, using: &chance))
      }
      let drop = Transfer.dropping(items[0], from: items, .usual)
      let gained = drop.others.values.reduce(0) { $0 + $1.atHigh }
      #expect(drop.category.atHigh == gained - items[0].value)
      #expect(abs(Double(drop.category.atHigh) + 0.4 * Double(items[0].value)) <= 0.5)
      #expect(drop.category.least <= 0 && drop.others.values.allSatisfy { $0.least >= 0 })
    }
  }

  @Test func `our own weak item is to go where a stronger one waits, and stays where none does`() throws {
    let strong = try #require(PeerEstimate([180, 220, 200])), weak = try #require(PeerEstimate([60, 90]))
    #expect(RangeAdvice.of(dropped: 100, added: strong) == .swap)
    #expect(RangeAdvice.of(dropped: 190, added: strong) == .trySwap)
    #expect(RangeAdvice.of(dropped: 100, added: weak) == .keep)
  }

  @Test func `an estimate is the middle of its peers, between the lowest and the highest`() throws {
    let five = try #require(PeerEstimate([50, 10, 40, 20, 30]))
    #expect(five.low == 10 && five.middle == 30 && five.high == 50)
    #expect(five.confidence == BasisPoints(6_667))
    #expect(try #require(PeerEstimate([1, 2])).middle == 2)
    #expect(PeerEstimate([7]) == nil)
  }
}
