import Kernel
import Statistics

/// Splitting an amount by weighted fair share: share_i = sum of w_k x_ik / sum_j x_jk over the drivers k.
package enum FairSplit {
  /// One driver: how much it weighs, in percent, and its figure for each part.
  package struct Driver: Sendable, Hashable {
    package let name: String
    package let percent: Int
    package let figures: [Int64]

    package init(_ name: String, percent: Int, _ figures: [Int64]) {
      self.name = name
      self.percent = percent
      self.figures = figures
    }
  }

  /// Parts that sum to the amount. The weights must come to 100; a driver that knows nothing gives its weight to the
  /// others, and where none knows anything the split is even.
  package static func split(
    _ amount: Int64, over count: Int, by drivers: [Driver]
  ) throws(TargetRefusal) -> [Int64] {
    let sum = drivers.map(\.percent).reduce(0, +)
    guard sum == 100 else { throw .weightsDoNotSum(sum) }
    guard drivers.allSatisfy({ $0.percent >= 0 }) else { throw .weightsDoNotSum(sum) }
    // Returns may make a figure negative; a target never is.
    let known = drivers.map { ($0.percent, $0.figures.map { max(0, $0) }) }
      .filter { $0.0 > 0 && $0.1.reduce(0, +) > 0 }
    guard !known.isEmpty else { return even(amount, over: count) }
    let weight = known.map { Int64($0.0) }
    let portions = largestRemainder(weight, of: weight.reduce(0, +), scale: amount)
    var parts = [Int64](repeating: 0, count: count)
    for (portion, (_, figures)) in zip(portions, known) {
      let more = largestRemainder(figures, of: figures.reduce(0, +), scale: portion)
      for place in parts.indices { parts[place] += more[place] }
    }
    return parts
  }

  /// Parts as equal as can be.
  package static func even(_ amount: Int64, over count: Int) -> [Int64] {
    largestRemainder([Int64](repeating: 1, count: count), of: Int64(count), scale: amount)
  }

  /// An amount over the periods in the proportion of their weights; evenly where none has any.
  package static func phased(_ amount: Int64, by weights: [Int64]) -> [Int64] {
    let weights = weights.map { max(0, $0) }, base = weights.reduce(0, +)
    return base > 0 ? largestRemainder(weights, of: base, scale: amount) : even(amount, over: weights.count)
  }
}
