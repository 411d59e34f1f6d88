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

  /// The same word for a version that was made later; nil where nothing of it is left. Units over some weeks are carried
  /// only while all of these are still to come: what part of them was meant for the weeks gone nobody said.
  func carried(into next: ForecastVersion, at moment: Date, on day: Day) -> ForecastOverride? {
    guard counts(on: day) else { return nil }
    let first = max(firstWeek, next.week(0)), last = min(lastWeek, next.week(next.horizon - 1))
    guard first <= last, kind == .percent || (first == firstWeek && last == lastWeek) else { return nil }
    return ForecastOverride(
      id: .new(at: moment), version: next.id, desk: desk, account: account, accountName: accountName,
      product: product,
      productName: productName, firstWeek: first, lastWeek: last, kind: kind, amount: amount, reason: reason,
      expiresOn: expiresOn, madeAt: moment, madeBy: madeBy, madeByName: madeByName, withdrawnAt: nil)
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
