/// Sales and the equivalised volume in them, so that packs of different size can be compared.
package struct EquivalisedSales: Codable, Hashable, Sendable {
  /// Ten-thousandths of the currency's unit.
  package var value: Int64
  /// Millionths of an equivalised unit.
  package var volume: Int64

  package static let none = EquivalisedSales(value: 0, volume: 0)

  package init(value: Int64, volume: Int64) {
    self.value = value
    self.volume = volume
  }

  /// Ten-thousandths per equivalised unit; nil where nothing was sold.
  package var price: Int64? {
    guard volume > 0 else { return nil }
    return Quotient.share(value, of: volume, times: 1_000_000)
  }

  package static func + (left: EquivalisedSales, right: EquivalisedSales) -> EquivalisedSales {
    EquivalisedSales(value: left.value + right.value, volume: left.volume + right.volume)
  }
}

/// Our price per equivalised unit against theirs.
package struct PriceGap: Codable, Hashable, Sendable {
  /// How far from parity a price index may lie before it is marked, in hundredths of a point: ten points.
  package static let usualAlert: Int64 = 1_000

  package enum Mark: String, Codable, Sendable { case above, below, within, unknown }

  package let ours: EquivalisedSales
  package let theirs: EquivalisedSales

  /// Ours / theirs per equivalised unit x 100, in hundredths: 9551 reads 95.5. Nil where either sold nothing.
  package let index: Int64?

  package init(ours: EquivalisedSales, theirs: EquivalisedSales) {
    self.ours = ours
    self.theirs = theirs
    let isKnown = ours.volume > 0 && theirs.volume > 0 && theirs.value > 0 && ours.value > 0
    index =
      isKnown
      ? Quotient.rounded(
        Int128(ours.value) * Int128(theirs.volume) * 10_000, Int128(ours.volume) * Int128(theirs.value))
      : nil
  }

  /// Whether the index lies further than `alert` from parity, or, where one is given, from a target.
  package func mark(target: Int64 = 10_000, alert: Int64 = PriceGap.usualAlert) -> Mark {
    guard let index else { return .unknown }
    return index > target + alert ? .above : index < target - alert ? .below : .within
  }
}
