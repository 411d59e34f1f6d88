import Foundation

/// What makes two stores alike: how much of a category they sell, of what, and under which banner.
package struct StoreProfile: Hashable, Sendable {
  private struct Segment: Hashable, Sendable {
    let number: Int32
    let sales: Double
  }

  package let number: Int32
  package let banner: Int32
  /// Sales of all segments; any unit, the same for all stores.
  package let total: Double
  /// In the order of their numbers, so that two stores are held against each other in one walk.
  private let segments: [Segment]

  package init(number: Int32, banner: Int32, segments: [Int32: Double]) {
    self.number = number
    self.banner = banner
    self.segments = segments.map { Segment(number: $0, sales: $1) }.sorted { $0.number < $1.number }
    total = self.segments.reduce(0) { $0 + $1.sales }
  }

  /// |ln of the ratio of sizes| + half the summed difference of segment shares + a half for another banner. 0 is the same;
  /// a store twice as large lies 0.69 away, one that sells nothing in common lies 1 away. Nil where one sold nothing.
  package func distance(to other: StoreProfile) -> Double? {
    guard total > 0, other.total > 0 else { return nil }
    return abs(log(total / other.total)) + mix(against: other) / 2 + (banner == other.banner ? 0 : 0.5)
  }

  private func mix(against other: StoreProfile) -> Double {
    var sum = 0.0, mine = 0, theirs = 0
    while mine < segments.count || theirs < other.segments.count {
      let here = mine < segments.count ? segments[mine] : nil
      let there = theirs < other.segments.count ? other.segments[theirs] : nil
      let next = min(here?.number ?? .max, there?.number ?? .max)
      let isHere = here?.number == next, isThere = there?.number == next
      sum += abs((isHere ? here?.sales ?? 0 : 0) / total - (isThere ? there?.sales ?? 0 : 0) / other.total)
      if isHere { mine += 1 }
      if isThere { theirs += 1 }
    }
    return sum
  }

  /// The `count` nearest of `stores` (itself left out), nearest first; equal distances by number.
  package func nearest(
    _ count: Int, of stores: some Sequence<StoreProfile>
  ) -> [(store: StoreProfile, distance: Double)] {
    stores.filter { $0.number != number }
      .compactMap { store in distance(to: store).map { (store, $0) } }
      .sorted { ($0.1, $0.0.number) < ($1.1, $1.0.number) }
      .prefix(count).map { (store: $0.0, distance: $0.1) }
  }
}
