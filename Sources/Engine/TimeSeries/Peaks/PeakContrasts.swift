import Foundation

/// How far each value of a series stands out of the eight around it, as the logarithm of their ratio.
///
/// A feast lifts a week or two; the median of its neighbours does not notice, and no cycle is lost at either end.
struct PeakContrasts: Sendable {
  static let reach = 4
  /// What is farther off counts as this.
  static let most = 1.5
  /// Values lie this part of the mean above nothing, so that a week of nothing is no chasm.
  static let floor = 0.1

  /// Value by value; those too near to either end have none and are 0.
  let values: [Double]
  /// One over their variance: what the series' word counts.
  let weight: Double
  /// Values that were still to come.
  let back: Int

  /// Of all but the last `back` values. Nil where nothing varies, or values lie below nothing.
  init?(_ whole: [Double], back: Int) {
    let y = whole.dropLast(back)
    guard y.count > 4 * Self.reach, y.allSatisfy({ $0 >= 0 }) else { return nil }
    let low = Self.floor * y.reduce(0, +) / Double(y.count)
    guard low > 0 else { return nil }
    var contrasts = [Double](repeating: 0, count: y.count), sum = 0.0
    var near = [Double](repeating: 0, count: 2 * Self.reach)
    for place in Self.reach..<(y.count - Self.reach) {
      for step in 0..<Self.reach {
        near[step] = y[place - 1 - step]
        near[Self.reach + step] = y[place + 1 + step]
      }
      near.sort()
      let middle = 0.5 * (near[Self.reach - 1] + near[Self.reach])
      let contrast = min(Self.most, max(-Self.most, log((y[place] + low) / (middle + low))))
      contrasts[place] = contrast
      sum += contrast * contrast
    }
    guard sum > 0 else { return nil }
    values = contrasts
    weight = Double(y.count - 2 * Self.reach) / sum
    self.back = back
  }

  /// The mean at each place of a cycle, counted back from the series' end, and how many cycles it is of.
  func means(season: Int) -> (sums: [Double], hits: [Double]) {
    var sums = [Double](repeating: 0, count: season), hits = sums
    each { place, contrast in
      sums[place % season] += contrast
      hits[place % season] += 1
    }
    for place in 0..<season where hits[place] > 0 { sums[place] /= hits[place] }
    return (sums, hits)
  }

  /// `body` gets the place, counted back from the whole series' end, whose last value is 0.
  func each(_ body: (Int, Double) -> Void) {
    let last = values.count - 1
    for place in Self.reach...(last - Self.reach) { body(back + last - place, values[place]) }
  }
}
