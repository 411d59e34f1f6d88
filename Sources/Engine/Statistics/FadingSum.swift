internal import Foundation

/// A sum whose parts fade with age: each counts `weight * e^(-age / tau)`.
///
/// The usual exponential forgetting (Brown, "Statistical Forecasting for Inventory Control", 1959) in continuous time:
/// what is `tau` old counts 37 %, what is three times as old 5 %.
package enum FadingSum {
  /// The parts, in thousandths, rounded half away from zero each, so that what is shown adds up to the sum shown.
  /// Ages below zero count as none.
  package static func parts(_ items: [(weight: Int, age: Int)], tau: Int) -> [Int] {
    precondition(tau > 0, "a sum that fades at once is no sum")
    return items.map { item in
      Int((Double(item.weight) * 1_000 * exp(-Double(max(0, item.age)) / Double(tau))).rounded())
    }
  }

  /// A measure without end brought to 0...100: `100 * (1 - e^(-value / scale))`, both in the same unit.
  package static func index(_ value: Int, scale: Int) -> Int {
    precondition(scale > 0, "the scale must be above zero")
    return Int((100 * (1 - exp(-Double(max(0, value)) / Double(scale)))).rounded())
  }
}
