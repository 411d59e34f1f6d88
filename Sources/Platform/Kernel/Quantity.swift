/// An exact amount of goods: a whole number of millionths of a unit.
package struct Quantity: Hashable, Sendable, Codable, CustomStringConvertible {
  package let millionths: Int64
  package let unit: Unit

  /// Decimals that a quantity carries; finer input is refused.
  package static let decimals = 6

  package init(millionths: Int64, unit: Unit) {
    self.millionths = millionths
    self.unit = unit
  }

  /// A whole number of units; nil beyond nine million million.
  package init?(_ count: Int, _ unit: Unit) {
    let (millionths, overflow) = Int64(count).multipliedReportingOverflow(by: 1_000_000)
    guard !overflow else { return nil }
    self.init(millionths: millionths, unit: unit)
  }

  /// Reads `-12.375`; nil where it is no plain decimal or has more than six decimals.
  package init?(_ text: some StringProtocol, _ unit: Unit) {
    guard let millionths = DecimalText.parse(text, decimals: Quantity.decimals) else { return nil }
    self.init(millionths: millionths, unit: unit)
  }

  /// The same goods in another unit of the same dimension; nil where no whole number of millionths is exact.
  package func exactly(in other: Unit, caseQuantity: Int? = nil) -> Quantity? {
    guard let factor = unit.factor(to: other, caseQuantity: caseQuantity),
      let count = factor.exactly(millionths)
    else { return nil }
    return Quantity(millionths: count, unit: other)
  }

  /// The same goods in another unit of the same dimension, rounded half to even; nil across dimensions,
  /// between cases and pieces without a case quantity, and where the number does not fit.
  package func converted(to other: Unit, caseQuantity: Int? = nil) -> Quantity? {
    guard let factor = unit.factor(to: other, caseQuantity: caseQuantity),
      let count = factor.applied(to: millionths, rounding: .halfEven)
    else { return nil }
    return Quantity(millionths: count, unit: other)
  }

  /// `-12.375` without needless zeros; `init(_:_:)` reads it back.
  package var decimalText: String {
    Quantity.trimmed(DecimalText.plain(millionths, decimals: Quantity.decimals))
  }

  /// `1,234.5 kg`
  package var description: String {
    "\(Quantity.trimmed(DecimalText.grouped(millionths, decimals: Quantity.decimals))) \(unit.symbol)"
  }

  /// Adding two units is a bug of the caller; overflow stops the program rather than wrap.
  package static func + (left: Quantity, right: Quantity) -> Quantity {
    precondition(left.unit == right.unit, "cannot add \(left.unit) and \(right.unit)")
    return Quantity(millionths: left.millionths + right.millionths, unit: left.unit)
  }

  package static func - (left: Quantity, right: Quantity) -> Quantity {
    left + Quantity(millionths: -right.millionths, unit: right.unit)
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return String(text)
  }
}
