import Foundation

/// Student's t distribution.
package enum StudentT {
  /// The probability that |t| is larger than `value`, with `freedom` degrees of freedom (any above zero).
  ///
  /// By the regularised incomplete beta function: DLMF 8.17.22 (the continued fraction) and 8.17.4 (its mirror).
  package static func twoSided(_ value: Double, freedom: Double) -> Double {
    let x = freedom / (freedom + value * value)
    return incompleteBeta(x, freedom / 2, 0.5)
  }

  static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(1 - x))
    return x < (a + 1) / (a + b + 2)
      ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
  }

  /// Lentz's way through the continued fraction.
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0, d = 1 - (a + b) * x / (a + 1)
    if abs(d) < tiny { d = tiny }
    d = 1 / d
    var value = d
    for step in 1...300 {
      let m = Double(step)
      for term in [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ] {
        d = 1 + term * d
        c = 1 + term / c
        if abs(d) < tiny { d = tiny }
        if abs(c) < tiny { c = tiny }
        d = 1 / d
        value *= d * c
      }
      if abs(d * c - 1) < 1e-15 { break }
    }
    return value
  }

  /// Stirling's series, after moving the argument up where it is exact to 1e-14.
  static func logGamma(_ x: Double) -> Double {
    var shifted = x, product = 1.0
    while shifted < 12 {
      product *= shifted
      shifted += 1
    }
    let inverse = 1 / (shifted * shifted)
    let series = (1.0 / 12 - inverse * (1.0 / 360 - inverse * (1.0 / 1_260 - inverse / 1_680))) / shifted
    return (shifted - 0.5) * log(shifted) - shifted + 0.5 * log(2 * .pi) + series - log(product)
  }
}
