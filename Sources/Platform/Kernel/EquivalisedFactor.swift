/// How many equivalised units one item holds, so that packs of different size can be added: a six-pack of
/// 330 ml in litres is 1.98.
package struct EquivalisedFactor: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  package let ratio: Ratio

  /// One item counts as one.
  package static let one = EquivalisedFactor(of: .one)

  private init(of ratio: Ratio) { self.ratio = ratio }

  /// Nil unless both numbers are positive.
  package init?(numerator: Int64, denominator: Int64) {
    guard numerator > 0, let ratio = Ratio(numerator, denominator) else { return nil }
    self.init(of: ratio)
  }

  /// Reads `1.98`, with up to nine decimals.
  package init?(_ text: String) {
    guard let ratio = Ratio(text), ratio.numerator > 0 else { return nil }
    self.init(of: ratio)
  }

  /// The factor of an item that holds `content`, measured in `unit`; nil across dimensions.
  package init?(content: Quantity, per unit: Quantity.Unit) {
    guard let size = Ratio(content.millionths, 1_000_000), size.numerator > 0,
      let factor = content.unit.factor(to: unit), let ratio = size.times(factor)
    else { return nil }
    self.init(of: ratio)
  }

  /// The equivalised volume of `items` (in millionths, as a `Quantity` counts them), rounded half to even to
  /// a millionth; nil where it does not fit.
  package func millionths(ofItemMillionths items: Int64) -> Int64? {
    ratio.applied(to: items, rounding: .halfEven)
  }

  package var description: String { ratio.description }

  package static func < (left: EquivalisedFactor, right: EquivalisedFactor) -> Bool {
    left.ratio < right.ratio
  }

  package init(from decoder: any Decoder) throws {
    ratio = try Ratio(from: decoder)
    guard ratio.numerator > 0 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "an equivalised factor must be above zero"))
    }
  }

  package func encode(to encoder: any Encoder) throws { try ratio.encode(to: encoder) }
}
