import Blueprint
package import Kernel
import Storage

/// What one unit of a currency is worth in the company's, from a day on.
package struct DealRate: Reply, Hashable {
  package let currency: Currency
  package let into: Currency
  package let firstDay: Day
  /// As published: `1.0837`.
  package let rate: String

  package struct New: Codable, Sendable {
    package var currency: Currency
    package var rate: String
    /// Today, when left out.
    package var from: Day?

    package init(currency: Currency, rate: String, from: Day? = nil) {
      self.currency = currency
      self.rate = rate
      self.from = from
    }
  }
}

/// The rates of a list, which can be entered by anybody who keeps deals.
package struct DealRates: Reply, Located {
  package let company: Currency
  package let rates: [DealRate]
  /// Open deals that were valued anew.
  package var revalued = 0
  package var location: String { "/pipeline/rates" }
}
