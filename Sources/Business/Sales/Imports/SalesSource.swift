package import Accounts
import Blueprint
package import Foundation
package import Kernel

/// Where sales figures come from: one retailer's portal, one data vendor, our own invoices.
package struct SalesSource: Codable, Sendable, Hashable {
  package enum Kind: String, Choice {
    /// What shoppers bought.
    case pos
    /// What we delivered.
    case shipment
    /// What a market-research company estimates.
    case syndicated

    package var label: String {
      switch self {
      case .pos: "Sell-out (POS)"
      case .shipment: "Sell-in (shipments)"
      case .syndicated: "Syndicated"
      }
    }
  }

  package let id: ID<SalesSource>
  /// Dense; segments refer to it.
  package let number: Int64
  /// Its codes for sites and items are kept under this word.
  package let code: String
  package var name: String
  package let kind: Kind
  /// The account below which its sites hang.
  package var account: ID<Account>?
  package let currency: Currency
  /// The weekday that closed the company's weeks when its facts were booked.
  package let weekEnding: Weekday
  package var loader: String
  /// Grows with every change of what is visible, so that two imports can't overwrite each other's roll-ups.
  package var stateVersion: Int64
  package let createdAt: Date
}
