/// How far a whole hangs on few of its parts.
///
/// The Herfindahl-Hirschman index is the sum of squared shares: 1/n for n equal parts, 1 for a single one; its inverse
/// is the number of equal parts that would be as concentrated. Hirschman, A. O. (1964), "The paternity of an index",
/// American Economic Review 54(5), 761-762.
package struct Concentration: Hashable, Sendable {
  package let parts: Int
  /// 0...1
  package let index: Double
  package let topShare: Double
  package let topFiveShare: Double
  /// How many of the largest parts bring 80 % of the whole.
  package let partsForFourFifths: Int

  /// Nil where no part is above zero; parts at or below zero have no share.
  package init?(_ values: [Int64]) {
    let sorted = values.filter { $0 > 0 }.sorted(by: >)
    guard !sorted.isEmpty else { return nil }
    let whole = sorted.reduce(0.0) { $0 + Double($1) }
    parts = sorted.count
    index = sorted.reduce(0.0) { $0 + Double($1) / whole * (Double($1) / whole) }
    topShare = Double(sorted[0]) / whole
    topFiveShare = min(1, sorted.prefix(5).reduce(0.0) { $0 + Double($1) } / whole)
    var sum = Int128(0), count = 0
    let all = sorted.reduce(Int128(0)) { $0 + Int128($1) }
    while sum * 5 < all * 4 {
      sum += Int128(sorted[count])
      count += 1
    }
    partsForFourFifths = count
  }

  /// The number of equal parts that would be as concentrated.
  package var equalParts: Double { 1 / index }
}
