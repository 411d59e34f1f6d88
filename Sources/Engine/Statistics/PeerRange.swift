/// A figure that nobody knows here, guessed from its like elsewhere: the middle guess, and the lowest and highest as the
/// interval, which holds the true one in (n - 1) of (n + 1) cases, whatever the distribution (Wilks 1941).
package struct PeerRange: Hashable, Sendable {
  package let low: Double
  package let middle: Double
  package let high: Double
  package let count: Int

  /// Nil with fewer than two guesses: one place says nothing about how sure it is.
  package init?(_ guesses: [Double]) {
    guard guesses.count >= 2, guesses.allSatisfy(\.isFinite) else { return nil }
    let sorted = guesses.sorted(), half = sorted.count / 2
    low = sorted[0]
    high = sorted[sorted.count - 1]
    middle = sorted.count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
    count = sorted.count
  }

  /// 0...1
  package var confidence: Double { Double(count - 1) / Double(count + 1) }
}
