/// When the next order was due, from the times between the past ones: late once the wait is longer than nine of ten waits were.
package struct ReorderPattern: Hashable, Sendable {
  package let orders: Int
  package let last: Int32
  /// Half of the waits were no longer than this, and nine of ten.
  package let usual: Int
  package let longest: Int
  /// Since the last order.
  package let waited: Int

  /// Fewer orders than this tell no rhythm.
  package static let fewest = 6

  package var isLate: Bool { waited > longest }

  /// Of the periods (weeks, days) with an order, in any order; nil where there are too few, or `now` lies before the last.
  package init?(_ periods: some Collection<Int32>, now: Int32) {
    let sorted = Set(periods).sorted()
    guard sorted.count >= Self.fewest, let last = sorted.last, last <= now else { return nil }
    let gaps = zip(sorted.dropFirst(), sorted).map { Int($0 - $1) }.sorted()
    orders = sorted.count
    self.last = last
    usual = gaps[(gaps.count - 1) / 2]
    longest = gaps[(gaps.count * 9 - 1) / 10]
    waited = Int(now - last)
  }
}
