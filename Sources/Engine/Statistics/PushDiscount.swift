import Foundation

/// What is left of a deal's chance once its decision was put off once, twice, three times or more.
///
/// The rate at which deals with k pushes were won, shrunk towards `usual`^k of the overall rate by ten deals' worth of
/// doubt, over the same for deals that were never pushed. Never above 1: a push does not speak for a deal.
package struct PushDiscount: Hashable, Sendable {
  package struct Count: Hashable, Sendable {
    package var closed: Int
    package var won: Int

    package init(closed: Int = 0, won: Int = 0) {
      self.closed = closed
      self.won = won
    }
  }

  /// Three stands for three and more.
  package static let most = 3
  /// What one push leaves of a chance where nobody knows better.
  package static let usual = 0.8
  /// How many deals the assumption weighs.
  package static let weight = 10.0

  /// By the number of pushes, 0...3.
  package let factors: [Double]
  package let counts: [Count]

  /// `counts` by the number of pushes; what is missing counts as none.
  package init(_ counts: [Count]) {
    let counts = (0...Self.most).map { $0 < counts.count ? counts[$0] : Count() }
    self.counts = counts
    let closed = counts.reduce(0) { $0 + $1.closed }, won = counts.reduce(0) { $0 + $1.won }
    // One of each assumed, so that the overall rate is never nothing.
    let overall = (Double(won) + 1) / (Double(closed) + 2)
    let rates = counts.enumerated().map { pushes, count in
      (Double(count.won) + Self.weight * overall * pow(Self.usual, Double(pushes)))
        / (Double(count.closed) + Self.weight)
    }
    factors = rates.enumerated().map { pushes, rate in pushes == 0 ? 1 : min(1, rate / rates[0]) }
  }

  package func factor(pushes: Int) -> Double { factors[min(max(pushes, 0), Self.most)] }
}
