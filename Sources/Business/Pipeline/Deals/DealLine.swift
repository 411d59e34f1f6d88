import Blueprint
package import Catalog
package import Kernel

/// What a deal is about, line by line; the deal's amount is their sum.
package struct DealLine: Reply, Hashable {
  package let id: ID<DealLine>
  package let product: ID<Product>?
  package let name: String
  package let quantity: Int64
  package let price: Money

  package var amount: Money { price * quantity }

  package init(id: ID<DealLine>, product: ID<Product>?, name: String, quantity: Int64, price: Money) {
    self.id = id
    self.product = product
    self.name = name
    self.quantity = quantity
    self.price = price
  }

  /// A line to add: a product, or words for what is none.
  package struct New: Codable, Sendable {
    /// Of the deal.
    package var id: ID<Deal>
    package var product: ID<Product>?
    package var name: String?
    package var quantity: String?
    package var price: String

    package init(id: ID<Deal>, name: String, quantity: String? = nil, price: String) {
      self.id = id
      self.name = name
      self.quantity = quantity
      self.price = price
    }
  }

  package struct Wanted: Codable, Sendable {
    package var id: ID<Deal>
    package var line: ID<DealLine>
    package init(id: ID<Deal>, line: ID<DealLine>) {
      self.id = id
      self.line = line
    }
  }

  static func quantity(_ text: String?) throws(DealRefusal) -> Int64 {
    guard let text = Deal.trimmed(text) else { return 1 }
    guard let number = Int64(text.replacing(",", with: "")), (1...1_000_000_000).contains(number) else {
      throw .badQuantity(text)
    }
    return number
  }

  /// Their sum; nil where there are none, or where it is more than any deal is worth.
  static func sum(_ lines: [DealLine], _ currency: Currency) throws(DealRefusal) -> Money? {
    guard !lines.isEmpty else { return nil }
    var sum: Int64 = 0
    for line in lines {
      let (amount, isTooLarge) = line.price.minor.multipliedReportingOverflow(by: line.quantity)
      let (next, isOver) = sum.addingReportingOverflow(amount)
      guard !isTooLarge, !isOver else { throw .badAmount("the sum of the lines") }
      sum = next
    }
    return Money(minor: sum, currency: currency)
  }
}
