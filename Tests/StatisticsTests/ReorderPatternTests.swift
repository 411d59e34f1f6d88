import Statistics
import Testing

struct ReorderPatternTests {
  @Test func `an order is late once the wait is longer than nine of ten waits were`() throws {
    // Every four weeks, once after six.
    let weeks: [Int32] = [0, 4, 8, 12, 16, 22, 26, 30, 34, 38, 42]
    let calm = try #require(ReorderPattern(weeks, now: 46))
    #expect(calm.usual == 4 && calm.longest == 4 && calm.waited == 4 && !calm.isLate && calm.orders == 11)
    #expect(ReorderPattern(weeks, now: 47)?.isLate == true)
    #expect(ReorderPattern(weeks.shuffled() + [42], now: 47) == ReorderPattern(weeks, now: 47))
  }

  @Test func `a few orders tell no rhythm, and nobody is late before the last order`() {
    #expect(ReorderPattern([1, 2, 3, 4, 5], now: 50) == nil)
    #expect(ReorderPattern([1, 2, 3, 4, 5, 60], now: 50) == nil)
    #expect(ReorderPattern([Int32](), now: 1) == nil)
  }
}
