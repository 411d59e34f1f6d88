import Foundation

/// One step's demand of a slow mover.
package struct SlowForecast: Sendable {
  package let mean: Double
  /// The probability that anything is asked for.
  package let chance: Double
  /// Logarithm of a size as likely too high as too low, its spread, and the sorted form of such spreads.
  let middle: Double
  let spread: Double
  let form: [Double]

  /// What demand stays below with probability `p`, from 0 to 1.
  package func quantile(_ p: Double) -> Double {
    guard chance > 0, p > 1 - chance else { return 0 }
    let share = min(1, (p - (1 - chance)) / chance), place = share * Double(form.count) - 0.5
    let low = max(0, min(form.count - 1, Int(place.rounded(.down)))), high = min(form.count - 1, low + 1)
    let z = form[low] + max(0, min(1, place - Double(low))) * (form[high] - form[low])
    return exp(middle + spread * z)
  }
}
