/// Exponential, logarithm and cosine from the four basic operations alone, in a fixed order: the C library's
/// may differ in the last bit from one processor to the next, and then the demo would differ too.
enum Curve {
  /// e to the power of `x`, within a few units of the last place; 0 below -700, and `x` is held at 700.
  static func exp(_ x: Double) -> Double {
    if x < -700 { return 0 }
    let x = min(x, 700)
    let power = (x * 1.442_695_040_888_963_4).rounded(.toNearestOrEven)
    let rest = (x - power * 0.693_147_180_369_123_8) - power * 1.908_214_929_270_587_7e-10
    var sum = 1.0
    for divisor in stride(from: 13.0, to: 0, by: -1) { sum = 1 + sum * rest / divisor }
    return sum * Double(sign: .plus, exponent: Int(power), significand: 1)
  }

  /// The natural logarithm of a positive number.
  static func ln(_ x: Double) -> Double {
    var exponent = Double(x.exponent), part = x.significand
    if part > 1.414_213_562_373_095_1 {
      part /= 2
      exponent += 1
    }
    let ratio = (part - 1) / (part + 1), square = ratio * ratio
    var sum = 0.0
    for odd in stride(from: 23.0, to: 0, by: -2) { sum = sum * square + 1 / odd }
    return 2 * ratio * sum + exponent * 0.693_147_180_559_945_3
  }

  /// `base` (positive) to the power of `exponent`.
  static func power(_ base: Double, _ exponent: Double) -> Double { exp(exponent * ln(base)) }

  /// The cosine of a whole turn times `turns`.
  static func cosine(turns: Double) -> Double {
    let rest = turns - turns.rounded(.toNearestOrEven)
    let angle = rest * 6.283_185_307_179_586, square = angle * angle
    var sum = 1.0
    for place in stride(from: 24.0, to: 0, by: -2) { sum = 1 - sum * square / (place * (place - 1)) }
    return sum
  }
}
