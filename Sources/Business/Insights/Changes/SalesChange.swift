import Blueprint
package import Foundation
package import Kernel
package import Sales
import Storage

/// A lasting change of level, or an odd week, that stands out of what season, trend and promotions explain.
package struct SalesChange: Codable, Sendable, Hashable {
  package enum Kind: String, Choice {
    /// From a week on, sales run at another level.
    case level
    /// One week is far from what was to be expected.
    case odd
  }

  package let id: ID<SalesChange>
  package let kind: Kind
  package let account: String
  package let accountName: String
  package let product: String?
  package let productName: String?
  /// The first week of the new level, or the odd week.
  package let week: Week
  /// What it makes a week (a level) or made in that week (an odd one): ten-thousandths of the currency's unit.
  package let value: Int64
  /// The same at either end of the 95 % interval.
  package let low: Int64
  package let high: Int64
  package let change: BasisPoints
  /// How likely so large a change would be in a series without any.
  package let chance: Double
  /// Value of each week as a whole number from 0 to 20, oldest first.
  package let spark: [Int]
}

/// One search through all series: what was looked at, by which rule.
package struct ChangeRun: Codable, Sendable, Hashable {
  package let id: ID<ChangeRun>
  package let madeAt: Date
  package let kind: SalesSource.Kind
  package let currency: Currency
  package var lastWeek: Week
  /// The expected share of false ones among the changes.
  package let rate: BasisPoints
  package var judged: Int?
  /// Too short, too thin, or hanging together too much to be judged at the stated rate.
  package var unjudged: Int?

  /// Without what tells of accounts that the reader may not see: how many there are, and until when they have figures.
  func seen(by actor: Actor, _ db: Connection) throws -> ChangeRun {
    guard !actor.seesEverything else { return self }
    var own = self
    (own.judged, own.unjudged) = (nil, nil)
    if let newest = try SalesDesk.through(for: actor, db).values.max(), Int(newest) < lastWeek.ordinal {
      own.lastWeek = Week(ordinal: Int(newest), endingOn: lastWeek.lastDay.weekday)
    }
    return own
  }
}

/// What changed, ranked by money a week.
package struct SalesChanges: Codable, Sendable {
  package let run: ChangeRun?
  package let since: ChangeSpan
  /// The reader's, largest first.
  package let changes: [SalesChange]
  /// Whether a search is waiting or under way.
  package let isSearching: Bool
}

/// How far back changes are shown.
package enum ChangeSpan: String, Choice {
  case half = "26"
  case year = "52"
  case all
}
