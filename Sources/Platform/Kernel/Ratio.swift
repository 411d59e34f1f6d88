/// An exact fraction in lowest terms.
package struct Ratio: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let numerator: Int64
  /// Always positive.
  package let denominator: Int64

  package static let one = Ratio(lowest: 1, 1)

  /// Nil when the denominator is not positive.
  package init?(_ numerator: Int64, _ denominator: Int64) {
    guard denominator > 0 else { return nil }
    self.init(reducing: Int128(numerator), Int128(denominator))
  }

  /// Reads `2.125` exactly, with up to nine decimals.
  package init?(_ text: String) {
    guard let billionths = DecimalText.parse(text, decimals: 9) else { return nil }
    self.init(billionths, 1_000_000_000)
  }

  /// The product, or nil where it does not fit.
  package func times(_ other: Ratio) -> Ratio? {
    Ratio(
      reducing: Int128(numerator) * Int128(other.numerator), Int128(denominator) * Int128(other.denominator))
  }

  /// The quotient, or nil where it does not fit or `other` is zero.
  package func over(_ other: Ratio) -> Ratio? {
    guard other.numerator != 0 else { return nil }
    let sign = Int128(other.numerator.signum())
    return Ratio(
      reducing: Int128(numerator) * Int128(other.denominator) * sign,
      Int128(denominator) * Int128(other.numerator.magnitude))
  }

  /// This many times `count`, rounded; nil where it does not fit.
  package func applied(to count: Int64, rounding: Rounding) -> Int64? {
    Int64(exactly: (Int128(count) * Int128(numerator)).divided(by: Int128(denominator), rounding: rounding))
  }

  /// This many times `count` where that is a whole number, else nil.
  package func exactly(_ count: Int64) -> Int64? {
    let (whole, rest) = (Int128(count) * Int128(numerator)).quotientAndRemainder(
      dividingBy: Int128(denominator))
    return rest == 0 ? Int64(exactly: whole) : nil
  }

  package var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  package static func < (left: Ratio, right: Ratio) -> Bool {
    Int128(left.numerator) * Int128(right.denominator) < Int128(right.numerator) * Int128(left.denominator)
  }

  private init(lowest numerator: Int64, _ denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  private init?(reducing numerator: Int128, _ denominator: Int128) {
    var (large, small) = (numerator.magnitude, denominator.magnitude)
    while small != 0 { (large, small) = (small, large % small) }
    let divisor = Int128(large)
    guard let top = Int64(exactly: numerator / divisor), let bottom = Int64(exactly: denominator / divisor)
    else { return nil }
    self.init(lowest: top, bottom)
  }
}

extension Ratio: Codable {
  private enum CodingKeys: CodingKey { case numerator, denominator }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let top = try fields.decode(Int64.self, forKey: .numerator)
    let bottom = try fields.decode(Int64.self, forKey: .denominator)
    guard let ratio = Ratio(top, bottom) else {
      throw DecodingError.dataCorruptedError(
        forKey: .denominator, in: fields, debugDescription: "must be above zero")
    }
    self = ratio
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(numerator, forKey: .numerator)
    try fields.encode(denominator, forKey: .denominator)
  }
}
