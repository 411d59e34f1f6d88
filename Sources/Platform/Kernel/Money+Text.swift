extension Currency {
  /// The sign written before an amount, where readers everywhere know it.
  package var symbol: String? {
    switch code {
    case "USD": "$"
    case "EUR": "€"
    case "GBP": "£"
    case "JPY": "¥"
    case "CAD": "CA$"
    case "AUD": "A$"
    case "INR": "₹"
    default: nil
    }
  }
}

extension Money: CustomStringConvertible {
  /// How an amount names its currency.
  package enum Style: Sendable {
    /// `1,234.50 USD`
    case code
    /// `$1,234.50`; a currency without a well-known sign is written as `code` does.
    case symbol
    /// `1,234.50`, for a column whose head names the currency.
    case bare
  }

  /// Reads a plain decimal such as `-1234.50`; nil where it is none, or finer than the minor unit.
  package init?(_ text: some StringProtocol, _ currency: Currency) {
    guard let minor = DecimalText.parse(text, decimals: currency.decimals) else { return nil }
    self.init(minor: minor, currency: currency)
  }

  /// `-1234.50`: the exact amount for data files; `init(_:_:)` reads it back.
  package var decimalText: String { DecimalText.plain(minor, decimals: currency.decimals) }

  /// `-1234.50 USD`, for logs and test failures.
  package var description: String { "\(decimalText) \(currency)" }

  /// The exact amount for people: grouped, with a true minus sign before everything else.
  package func formatted(_ style: Style = .code) -> String {
    let number = DecimalText.grouped(minor, decimals: currency.decimals)
    switch style {
    case .bare: return number
    case .code: return "\(number) \(currency)"
    case .symbol:
      guard let symbol = currency.symbol else { return "\(number) \(currency)" }
      return minor < 0 ? "−\(symbol)\(number.dropFirst())" : "\(symbol)\(number)"
    }
  }

  /// `4.2 M`: the amount for a tile, without its currency; see `DisplayNumber.short`.
  package var short: String { DisplayNumber.short(minor, decimals: currency.decimals) }
}
