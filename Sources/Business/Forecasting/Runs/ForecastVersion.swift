import Accounts
import Blueprint
package import Foundation
package import Kernel
package import Sales

/// One forecast of what will be sold, kept as it was made.
package struct ForecastVersion: Codable, Sendable, Hashable, Located {
  package enum State: String, Choice { case building, ready }
  /// What the finest series are about.
  package enum Level: String, Choice { case item, brand }

  package let id: ID<ForecastVersion>
  package let state: State
  package let kind: SalesSource.Kind
  package let currency: Currency
  /// The part of the account tree it is about; nil: all accounts.
  package let account: String?
  package let accountName: String?
  package let level: Level
  /// The last week with data.
  package let through: Week
  /// Weeks that are forecast.
  package let horizon: Int
  /// Weeks at its beginning that nobody may change any more: production is under way.
  package let frozen: Int
  /// Series that were not forecast because nothing is sold of them any more; nil where others' are among them.
  package let leftOut: Int?
  package let seriesCount: Int
  /// Looked back: made from what was known on this day; nil: from what was known when it was made.
  package let knownOn: Day?
  /// Looked back to a day on which its weeks were not imported yet: from today's figures, which may be restated.
  package let isCut: Bool
  package let madeAt: Date
  package let madeBy: String
  package let lockName: String?
  package let lockedAt: Date?
  package let lockedBy: String?

  package var location: String { "/forecasts?version=\(id)" }
  package var isLocked: Bool { lockedAt != nil }

  static let wasMade = EventKind<ForecastVersion>("forecast.made")
  static let wasLocked = EventKind<ForecastVersion>("forecast.locked")

  /// The week forecast at a place from 0.
  func week(_ place: Int) -> Week { through.advanced(by: place + 1) }
  /// The place of a week; nil where it is not forecast.
  func place(_ week: Week) -> Int? {
    let place = week.ordinal - through.ordinal - 1
    return (0..<horizon).contains(place) ? place : nil
  }

  /// The newest made before it of the same accounts and figures.
  func predecessor(among versions: [ForecastVersion]) -> ForecastVersion? {
    versions.filter { one in
      one.state == .ready && one.id < id && one.account == account && one.kind == kind
        && (one.knownOn == nil) == (knownOn == nil) && one.through <= through
    }.max { $0.id < $1.id }
  }

  /// What it was made from was known by the end of this day.
  var knowledge: Day { knownOn ?? Day(madeAt) }
  var title: String {
    "\(knownOn == nil ? "" : "Looked back, ")data to \(DisplayNumber.day(through.lastDay))"
      + (accountName.map { ", \($0)" } ?? "")
  }
}
