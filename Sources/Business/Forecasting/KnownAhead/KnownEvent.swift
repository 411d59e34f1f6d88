package import Accounts
import Blueprint
package import Catalog
package import Foundation
package import Kernel

/// Something that is known before it happens and moves sales: a price, a promotion, or both, for some days.
package struct KnownEvent: Codable, Sendable, Hashable {
  package enum Promotion: String, Choice {
    case feature, display
    case both = "feature-and-display"

    var hasFeature: Bool { self != .display }
    var hasDisplay: Bool { self != .feature }
  }

  package let id: ID<KnownEvent>
  /// An account with all below it; nil: all accounts.
  package let account: String?
  package let accountName: String?
  /// A product with all below it; nil: all products.
  package let product: String?
  package let productName: String?
  package let firstDay: Day
  package let lastDay: Day
  /// What a shopper pays for a unit, or the customer where shipments are forecast.
  package let price: Money?
  package let promotion: Promotion?
  package let madeAt: Date
  package let madeByName: String

  static let wasMade = EventKind<KnownEvent>("forecast.known-ahead")
  static let wasRemoved = EventKind<KnownEvent>("forecast.known-ahead-removed")
  static let longestDays = 3 * 366

  /// How many of the seven days of a week it holds.
  func days(in week: Week) -> Int {
    let first = max(firstDay, week.firstDay), last = min(lastDay, week.lastDay)
    return max(0, last.ordinal - first.ordinal + 1)
  }

  var what: String {
    let words = [
      price.map { "price \($0.decimalText) \($0.currency)" }, promotion.map { Words.title($0.rawValue) },
    ]
    return words.compactMap { $0 }.joined(separator: ", ")
  }

  var scope: String {
    [productName ?? "all products", accountName ?? "all accounts"].joined(separator: " at ")
  }
}

extension KnownEvent {
  package struct New: Codable, Sendable {
    package var account: ID<Account>?
    package var product: ID<Product>?
    package var from: Day
    package var to: Day
    package var price: String?
    package var promotion: Promotion?

    package init(
      account: ID<Account>? = nil, product: ID<Product>? = nil, from: Day, to: Day, price: String? = nil,
      promotion: Promotion? = nil
    ) {
      (self.account, self.product, self.from, self.to) = (account, product, from, to)
      (self.price, self.promotion) = (price, promotion)
    }
  }
}

extension KnownEvent.New {
  /// The rules, with nothing looked up.
  func made(
    _ account: (id: String, name: String)?, _ product: (id: String, name: String)?, _ currency: Currency,
    _ context: Context
  ) throws(ForecastRefusal) -> KnownEvent {
    let text = (price ?? "").trimmingCharacters(in: .whitespaces)
    var money: Money?
    if !text.isEmpty {
      guard let found = Money(text, currency), found.minor > 0 else { throw .notAPrice(text, currency) }
      money = found
    }
    guard money != nil || promotion != nil else { throw .nothingAhead }
    guard money == nil || product != nil else { throw .priceOfEverything }
    guard from <= to else { throw .daysReversed(from, to) }
    guard to.ordinal - from.ordinal < KnownEvent.longestDays else { throw .tooManyDays }
    return KnownEvent(
      id: .new(at: context.now), account: account?.id, accountName: account?.name, product: product?.id,
      productName: product?.name, firstDay: from, lastDay: to, price: money, promotion: promotion,
      madeAt: context.now, madeByName: context.actor.name)
  }
}
