package import Kernel

/// The price or cost of one item, in ten-thousandths of the currency's main unit: trade prices are quoted finer
/// than a cent.
package struct UnitPrice: Hashable, Sendable, Codable, CustomStringConvertible {
  package let tenThousandths: Int64
  package let currency: Currency

  package static let decimals = 4

  package init(tenThousandths: Int64, currency: Currency) {
    self.tenThousandths = tenThousandths
    self.currency = currency
  }

  /// Reads `12.3450`; nil where it is no plain decimal, is negative, or has more than four decimals.
  package init?(_ text: String, _ currency: Currency) {
    guard let units = DecimalText.parse(text, decimals: UnitPrice.decimals), units >= 0 else { return nil }
    self.init(tenThousandths: units, currency: currency)
  }

  /// `12.345 EUR`: at least two decimals, more only where they count.
  package var description: String {
    var text = Substring(DecimalText.grouped(tenThousandths, decimals: UnitPrice.decimals))
    while text.last == "0", text.dropLast(2).last != "." { text.removeLast() }
    return "\(text) \(currency)"
  }
}

/// A price or a cost and the days on which it holds.
package struct DatedPrice: Hashable, Sendable, Codable {
  package let price: UnitPrice
  package let firstDay: Day
  package let lastDay: Day
}

extension [DatedPrice] {
  /// What holds on a day in a currency.
  package func price(on day: Day, in currency: Currency) -> UnitPrice? {
    first { $0.firstDay <= day && day <= $0.lastDay && $0.price.currency == currency }?.price
  }
}
