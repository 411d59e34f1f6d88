package import Accounts
import Blueprint
package import Kernel

/// The deals with an account and all below it: what is open, and how the decided ones ended.
package struct AccountDeals: Reply {
  package let account: ID<Account>
  package let accountName: String
  package let currency: Currency
  /// The open ones by day of decision, at most fifty.
  package let open: [DealRow]
  package let openCount: Int
  package let openValue: Money
  package let weighted: Money
  package let unvalued: Int
  package let won: Int
  package let wonValue: Money
  package let lost: Int

  package struct Wanted: Codable, Sendable {
    package var id: ID<Account>
    package init(id: ID<Account>) { self.id = id }
  }

  static let mostShown = 50
}
