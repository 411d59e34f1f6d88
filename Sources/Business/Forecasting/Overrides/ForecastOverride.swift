import Accounts
import Blueprint
import Catalog
package import Foundation
package import Kernel

/// A person's word against the statistical forecast: for a part of the tree and some weeks, with its reason.
package struct ForecastOverride: Codable, Sendable, Hashable {
  /// Who plans: sales what it will sell, supply what it can deliver.
  package enum Desk: String, Choice { case sales, supply }
  package enum Kind: String, Choice {
    /// So many units over all the weeks together.
    case units
    /// So much more or less than stood there before.
    case percent
  }

  package let id: ID<ForecastOverride>
  package let version: ID<ForecastVersion>
  package let desk: Desk
  /// Nil: all accounts.
  package let account: String?
  package let accountName: String?
  /// Nil: all products.
  package let product: String?
  package let productName: String?
  package let firstWeek: Week
  package let lastWeek: Week
  package let kind: Kind
  /// Whole units, or hundredths of a percent.
  package let amount: Int64
  package let reason: String
  /// The last day on which it counts.
  package let expiresOn: Day
  package let madeAt: Date
  package let madeBy: String
  package let madeByName: String
  package let withdrawnAt: Date?

  static let wasMade = EventKind<ForecastOverride>("forecast.overridden")
  static let wasWithdrawn = EventKind<ForecastOverride>("forecast.override-withdrawn")
  static let mostUnits: Int64 = 1_000_000_000_000

  /// Whether it counts on a day, for who knows what was done by a moment.
  func counts(on day: Day, asOf moment: Date? = nil) -> Bool {
    guard expiresOn >= day else { return false }
    guard let moment else { return withdrawnAt == nil }
    return madeAt <= moment && (withdrawnAt.map { $0 > moment } ?? true)
  }

  /// `+10 %`, or `1,200 units`.
  var change: String {
    kind == .percent
      ? DisplayNumber.signed(BasisPoints(Int(amount))) : "\(DisplayNumber.grouped(amount)) units"
  }

  var scope: String {
    switch (accountName, productName) {
    case (let account?, let product?): "\(product) at \(account)"
    case (let account?, nil): account
    case (nil, let product?): "\(product) at all accounts"
    case (nil, nil): "everything"
    }
  }
}
