package import Accounts
import Blueprint
package import Kernel

/// How sell-in becomes sell-out: what lies between them at an account, week by week, opening + in - out = closing.
package struct PipelineBridge: Codable, Sendable {
  package struct Wanted: Codable, Sendable {
    package var account: ID<Account>?
    package var weeks: Int?
    package init(account: ID<Account>? = nil, weeks: Int? = nil) {
      (self.account, self.weeks) = (account, weeks)
    }
  }

  package struct Line: Codable, Sendable, Hashable {
    package let week: Week
    package let isForecast: Bool
    /// Nil where nobody counted: then the change alone is known.
    package let opening: Int64?
    package let sellIn: Int64
    package let sellOut: Int64
    package let closing: Int64?
    /// Tenths of a week of the sales that follow.
    package let cover: Int?

    package var change: Int64 { sellIn - sellOut }
  }

  /// A part of the account over the weeks that are forecast.
  package struct Part: Codable, Sendable, Hashable {
    package let place: ForecastBook.Place
    package let opening: Int64?
    package let sellIn: Int64
    package let sellOut: Int64
    package let closing: Int64?
    package let cover: Int?
    /// The first week in which nothing would be left, and the first above the bound.
    package let empty: Week?
    package let above: Week?
  }

  static let usualWeeks = 13
  static let coverWeeks = 4

  package let account: ForecastBook.Place?
  package let path: [ForecastBook.Place]
  package let lines: [Line]
  package let parts: [Part]
  package let total: Part?
  /// Accounts whose sell-in nobody forecast: derived from what is to lie there.
  package let derived: Int
  package let target: Int
  package let most: Int
  package let isAssumed: Bool
  /// The account's own count.
  package let stock: PipelineStock?
  package let sellInVersion: ForecastVersion?
  package let sellOutVersion: ForecastVersion?
}
