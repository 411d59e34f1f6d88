import Foundation

/// What makes two stores alike: how much of a category they sell, of what, and under which banner.
package struct StoreProfile: Hashable, Sendable {
  package let number: Int32
  package let banner: Int32
  /// Sales by segment; any unit, the same for all stores.
  package let segments: [Int32: Double]

  package init(number: Int32, banner: Int32, segments: [Int32: Double]) {
    self.number = number
    self.banner = banner
    self.segments = segments
  }

  package var total: Double { segments.values.reduce(0, +) }

  /// |ln of the ratio of sizes| + half the summed difference of segment shares + a half for another banner. 0 is the same;
  /// a store twice as large lies 0.69 away, one that sells nothing in common lies 1 away. Nil where one sold nothing.
  package func distance(to other: StoreProfile) -> Double? {
    let (own, others) = (total, other.total)
    guard own > 0, others > 0 else { return nil }
    let names = Set(segments.keys).union(other.segments.keys)
    let mix = names.sorted().reduce(0) { sum, name in
      sum + abs((segments[name] ?? 0) / own - (other.segments[name] ?? 0) / others)
    }
    return abs(log(own / others)) + mix / 2 + (banner == other.banner ? 0 : 0.5)
  }

  /// The `count` nearest of `stores` (itself left out), nearest first; equal distances by number.
  package func nearest(_ count: Int, of stores: [StoreProfile]) -> [(store: StoreProfile, distance: Double)] {
    stores.filter { $0.number != number }
      .compactMap { store in distance(to: store).map { (store, $0) } }
      .sorted { ($0.1, $0.0.number) < ($1.1, $1.0.number) }
      .prefix(count).map { (store: $0.0, distance: $0.1) }
  }
}
