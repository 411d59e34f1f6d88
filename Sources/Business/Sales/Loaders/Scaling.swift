import Blueprint

/// How a figure of the file becomes ours: thousands, cents, signs.
package struct Scaling: Codable, Sendable, Hashable {
  package enum Sign: String, Choice {
    case asWritten = "as-written"
    /// Sales stand as minus, as in a ledger.
    case reversed
    /// Signs mean nothing.
    case positive
  }

  package var times: Int64
  package var over: Int64
  package var sign: Sign

  package init(times: Int64 = 1, over: Int64 = 1, sign: Sign = .asWritten) {
    self.times = times
    self.over = over
    self.sign = sign
  }

  static let thousands = Scaling(times: 1_000)
  static let cents = Scaling(over: 100)

  /// The figure in our unit, rounded half away from zero; nil beyond the range of figures.
  func applied(to units: Int64) -> (units: Int64, isExact: Bool)? {
    guard over > 0, times > 0 else { return nil }
    let product = Int128(units) * Int128(times)
    let (whole, rest) = product.quotientAndRemainder(dividingBy: Int128(over))
    let isUp = rest.magnitude * 2 >= UInt128(over.magnitude)
    let rounded = whole + (isUp && rest != 0 ? (product < 0 ? -1 : 1) : 0)
    guard let kept = Int64(exactly: rounded), kept != .min else { return nil }
    let signed =
      switch sign {
      case .asWritten: kept
      case .reversed: -kept
      case .positive: abs(kept)
      }
    return (signed, rest == 0)
  }
}
