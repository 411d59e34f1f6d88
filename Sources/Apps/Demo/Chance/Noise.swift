/// Turns an expected number of units into a whole one, with the expectation kept exactly.
enum Noise {
  /// Variance beyond chance, as a share of the squared mean: shoppers come in households and weather.
  static let overdispersion = 0.012
  private static let walkLimit = 16.0

  /// Poisson below 16 units, by walking the distribution. Above, a bell of four uniform draws with a little
  /// overdispersion, rounded up or down by chance, so that the mean stays what was asked for.
  @inline(__always)
  static func units(mean: Double, bits: UInt64) -> Int32 {
    if mean <= 0 { return 0 }
    return mean < walkLimit ? poisson(mean, bits) : bell(mean, bits)
  }

  private static func poisson(_ mean: Double, _ bits: UInt64) -> Int32 {
    let chance = Double(bits >> 11) * 0x1p-53
    var term = Curve.exp(-mean), sum = term, count: Int32 = 0
    while chance >= sum && count < 80 {
      count += 1
      term = term * mean / Double(count)
      sum += term
    }
    return count
  }

  private static func bell(_ mean: Double, _ bits: UInt64) -> Int32 {
    let a = Double(bits & 0x3fff), b = Double(bits >> 14 & 0x3fff), c = Double(bits >> 28 & 0x3fff)
    let d = Double(bits >> 42 & 0x3fff)
    // Four uniform numbers less their mean have variance 4/12: divided by its root they have variance 1.
    let bell = ((a + b + c + d + 2) / 16_384 - 2) * 1.732_050_807_568_877_2
    let spread = (1 / mean + overdispersion).squareRoot()
    let round = (Double(bits >> 56) + 0.5) / 256
    return Int32((max(0, mean * (1 + bell * spread)) + round).rounded(.down))
  }
}
