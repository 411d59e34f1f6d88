/// How often those who have one thing have another, too.
///
/// Lift = P(B | A) / P(B): above 1 they go together. Agrawal, Imielinski, Swami (1993), "Mining association rules between sets
/// of items in large databases", SIGMOD.
package struct Association: Hashable, Sendable {
  package let from: Int32
  package let to: Int32
  /// Baskets with both, with `from`, with `to`, and all.
  package let both: Int
  package let left: Int
  package let right: Int
  package let all: Int

  package var confidence: Double { Double(both) / Double(left) }
  package var lift: Double { confidence / (Double(right) / Double(all)) }

  /// Pairs that at least `support` baskets hold together, strongest first; ties by their numbers.
  package static func rules(_ baskets: [Set<Int32>], support: Int) -> [Association] {
    var singles: [Int32: Int] = [:], pairs: [Pair: Int] = [:]
    for basket in baskets {
      let sorted = basket.sorted()
      for (place, one) in sorted.enumerated() {
        singles[one, default: 0] += 1
        for other in sorted[(place + 1)...] { pairs[Pair(one, other), default: 0] += 1 }
      }
    }
    var rules: [Association] = []
    for (pair, both) in pairs where both >= max(1, support) {
      guard let first = singles[pair.first], let second = singles[pair.second] else { continue }
      for (from, to, left, right) in [
        (pair.first, pair.second, first, second), (pair.second, pair.first, second, first),
      ] {
        rules.append(
          Association(from: from, to: to, both: both, left: left, right: right, all: baskets.count))
      }
    }
    return rules.sorted { ($1.lift, $0.from, $0.to) < ($0.lift, $1.from, $1.to) }
  }

  private struct Pair: Hashable {
    let first: Int32
    let second: Int32

    init(_ first: Int32, _ second: Int32) {
      self.first = first
      self.second = second
    }
  }
}
