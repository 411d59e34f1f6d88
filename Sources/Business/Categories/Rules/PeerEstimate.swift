package import Kernel

/// What an item would sell in a place where it is not sold, from what it sells in like places.
///
/// Each peer gives one guess; the estimate is the middle one. Of n like places and one more, the one more lies between
/// the lowest and the highest of the n in (n - 1) of (n + 1) cases, whatever the distribution: this is the interval.
/// (Wilks, S. S. (1941), "Determination of sample sizes for setting tolerance limits", Annals of Mathematical Statistics 12.)
package struct PeerEstimate: Codable, Hashable, Sendable {
  package let low: Int64
  package let middle: Int64
  package let high: Int64
  package let peers: Int

  /// Nil with fewer than two peers: one place says nothing about how sure it is.
  package init?(_ guesses: [Int64]) {
    guard guesses.count >= 2 else { return nil }
    let ordered = guesses.sorted(), half = ordered.count / 2
    low = ordered[0]
    high = ordered[ordered.count - 1]
    middle =
      ordered.count % 2 == 1
      ? ordered[half] : Quotient.rounded(Int128(ordered[half - 1]) + Int128(ordered[half]), 2) ?? 0
    peers = ordered.count
  }

  private init(low: Int64, middle: Int64, high: Int64, peers: Int) {
    self.low = low
    self.middle = middle
    self.high = high
    self.peers = peers
  }

  /// How often the interval holds the true figure.
  package var confidence: BasisPoints { BasisPoints(Int64(peers - 1), of: Int64(peers + 1)) ?? .whole }

  package func times(_ count: Int64) -> PeerEstimate {
    PeerEstimate(low: low * count, middle: middle * count, high: high * count, peers: peers)
  }
}
