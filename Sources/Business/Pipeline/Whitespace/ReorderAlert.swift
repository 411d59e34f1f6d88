package import Accounts
import Blueprint
package import Catalog
package import Kernel

/// An offering that an account used to order in a rhythm and has not ordered for longer than it ever waits.
package struct ReorderAlert: Reply, Hashable {
  package let account: ID<Account>
  package let accountName: String
  package let product: ID<Product>
  package let productName: String
  package let lastOn: Day
  package let orders: Int
  package let usualWeeks: Int
  package let longestWeeks: Int
  package let waitedWeeks: Int
  /// Of an average order.
  package let value: Money

  var words: String {
    "Last ordered in the week to \(DisplayNumber.day(lastOn)), \(waitedWeeks) weeks ago; of \(orders - 1) waits nine of ten were "
      + "\(longestWeeks) weeks or less, usually \(usualWeeks)."
  }
}
