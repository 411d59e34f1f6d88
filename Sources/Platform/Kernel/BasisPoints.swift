/// A percentage in whole hundredths of a percent: 12.34 % is 1,234.
package struct BasisPoints: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  package let count: Int

  package init(_ count: Int) { self.count = count }

  /// 100 %.
  package static let whole = BasisPoints(10_000)

  /// Reads `12.34 %`, `12.34%` or `12.34`; nil where it is finer than a hundredth of a percent.
  package init?(_ text: String) {
    var number = Substring(text)
    if number.last == "%" { number.removeLast() }
    while number.last == " " || number.last == "\u{a0}" { number.removeLast() }
    guard let count = DecimalText.parse(number, decimals: 2) else { return nil }
    self.init(Int(count))
  }

  /// `part` as a share of `whole`, rounded half away from zero; nil when the whole is zero.
  package init?(_ part: Int64, of whole: Int64) {
    guard whole != 0 else { return nil }
    let scaled = Int128(part) * 10_000 * Int128(whole.signum())
    let exact = scaled.divided(by: Int128(whole.magnitude), rounding: .halfAwayFromZero)
    self.init(Int(clamping: exact))
  }

  /// This share of an amount, rounded half away from zero in its minor unit.
  package func of(_ amount: Money) -> Money {
    let exact = (Int128(amount.minor) * Int128(count)).divided(by: 10_000, rounding: .halfAwayFromZero)
    return Money(minor: Int64(exact), currency: amount.currency)
  }

  /// `12.34 %`, or with fewer decimals, rounded half away from zero.
  package func formatted(decimals: Int = 2) -> String {
    "\(DisplayNumber.decimal(Int64(count), scale: 2, decimals: decimals)) %"
  }

  package var description: String { formatted() }

  package static func < (left: BasisPoints, right: BasisPoints) -> Bool { left.count < right.count }

  package init(from decoder: any Decoder) throws {
    count = try decoder.singleValueContainer().decode(Int.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(count)
  }
}
