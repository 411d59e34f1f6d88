/// An ISO 4217 currency and how many decimals its minor unit has.
package struct Currency: Hashable, Sendable, Codable, CustomStringConvertible, LosslessStringConvertible {
  package let code: String

  /// Parses three letters; lower case is folded, anything else is nil.
  package init?(_ code: String) {
    let folded = code.uppercased()
    guard folded.utf8.count == 3, folded.utf8.allSatisfy({ (65...90).contains($0) }) else { return nil }
    self.code = folded
  }

  private init(known code: String) { self.code = code }

  package static let usd = Currency(known: "USD")
  package static let eur = Currency(known: "EUR")
  package static let gbp = Currency(known: "GBP")

  /// Decimals of the minor unit (ISO 4217 table A.1): 2 for most, 0 for yen, 3 for Gulf dinars.
  package var decimals: Int {
    switch code {
    case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF",
      "XOF",
      "XPF":
      0
    case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
    default: 2
    }
  }

  package var description: String { code }

  package init(from decoder: any Decoder) throws {
    let raw = try decoder.singleValueContainer().decode(String.self)
    guard let currency = Currency(raw) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath, debugDescription: "is not a currency (three letters are expected)"))
    }
    self = currency
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(code)
  }
}

/// An exact amount: a whole number of the currency's minor unit. Never a binary float.
package struct Money: Hashable, Sendable, Codable {
  package let minor: Int64
  package let currency: Currency

  package init(minor: Int64, currency: Currency) {
    self.minor = minor
    self.currency = currency
  }

  /// An amount in ten-thousandths of the currency's unit (as weekly facts keep value), rounded half away from zero
  /// to the minor unit; amounts beyond what fits stay at the end of the range.
  package init(tenThousandths: Int64, currency: Currency) {
    var scale: Int128 = 1
    for _ in 0..<currency.decimals { scale *= 10 }
    let exact = (Int128(tenThousandths) * scale).divided(by: 10_000, rounding: .halfAwayFromZero)
    self.init(minor: Int64(clamping: exact), currency: currency)
  }

  package static func zero(_ currency: Currency) -> Money { Money(minor: 0, currency: currency) }

  /// Adding two currencies is a bug of the caller; overflow stops the program rather than wrap.
  package static func + (left: Money, right: Money) -> Money {
    precondition(left.currency == right.currency, "cannot add \(left.currency) and \(right.currency)")
    return Money(minor: left.minor + right.minor, currency: left.currency)
  }

  package static func - (left: Money, right: Money) -> Money { left + -right }

  package static prefix func - (amount: Money) -> Money {
    Money(minor: -amount.minor, currency: amount.currency)
  }

  package static func * (amount: Money, count: Int64) -> Money {
    Money(minor: amount.minor * count, currency: amount.currency)
  }
}
