/// Locally weighted regression of values at equal steps.
///
/// Cleveland, "Robust locally weighted regression and smoothing scatterplots", JASA 74 (1979); neighbourhoods beyond the
/// number of values and steps in between as in Cleveland and others, "STL", Journal of Official Statistics 6 (1990).
struct Loess: Hashable, Sendable {
  /// How many neighbours are looked at.
  let window: Int
  /// 0 for local means, 1 for local lines.
  let degree: Int
  /// Every so manyeth place is worked out; lines join them.
  let jump: Int

  init(window: Int, degree: Int, jump: Int = 1) {
    (self.window, self.degree, self.jump) = (window, degree, jump)
  }

  typealias Values = UnsafeBufferPointer<Double>

  /// A smooth value for each; `weights` of the values, where some count less.
  func smooth(_ y: Values, _ weights: Values? = nil, into out: UnsafeMutableBufferPointer<Double>) {
    let count = y.count
    guard count > 1 else {
      if count == 1 { out[0] = y[0] }
      return
    }
    let stride = min(jump, count - 1)
    for place in Swift.stride(from: 0, to: count, by: stride) { out[place] = value(y, at: place, weights) }
    guard stride > 1 else { return }
    if (count - 1) % stride != 0 { out[count - 1] = value(y, at: count - 1, weights) }
    for left in Swift.stride(from: 0, to: count - 1, by: stride) {
      let right = min(count - 1, left + stride)
      for place in (left + 1)..<max(left + 1, right) {
        out[place] = out[left] + (out[right] - out[left]) * Double(place - left) / Double(right - left)
      }
    }
  }

  private func value(_ y: Values, at place: Int, _ weights: Values?) -> Double {
    let half = (window + 1) / 2
    let left = window >= y.count ? 0 : min(max(0, place - half + 1), y.count - window)
    return estimate(y, at: Double(place), left..<min(y.count, left + window), weights) ?? y[place]
  }

  /// The fit at a place, which may lie outside, from the values of a stretch; nil where none of them counts.
  func estimate(_ y: Values, at x: Double, _ near: Range<Int>, _ weights: Values? = nil) -> Double? {
    let beyond = window > y.count ? Double((window - y.count) / 2) : 0
    let reach = max(x - Double(near.lowerBound), Double(near.upperBound - 1) - x) + beyond
    // Moments of the neighbours around x: enough for a mean and for a line.
    var sum = 0.0, first = 0.0, second = 0.0, values = 0.0, products = 0.0
    for place in near {
      let off = Double(place) - x, far = abs(off)
      guard far <= 0.999 * reach else { continue }
      var weight = 1.0
      if far > 0.001 * reach {
        let part = far / reach, rest = 1 - part * part * part
        weight = rest * rest * rest
      }
      if let weights { weight *= weights[place] }
      sum += weight
      first += weight * off
      second += weight * off * off
      values += weight * y[place]
      products += weight * off * y[place]
    }
    guard sum > 0 else { return nil }
    let mean = values / sum
    guard degree > 0, reach > 0 else { return mean }
    let middle = first / sum, spread = second / sum - middle * middle, range = Double(y.count - 1)
    guard spread > 1e-6 * range * range else { return mean }
    return mean - middle * (products / sum - middle * mean) / spread
  }
}
