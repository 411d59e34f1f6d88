import Blueprint
package import Kernel

/// One place of a version as one reader sees it: its weeks, what it is made of, and the parts it is the sum of.
package struct ForecastBook: Reply {
  package enum Split: String, Choice { case accounts, products }
  package enum Step: String, Choice { case month, week }

  package struct Wanted: Codable, Sendable {
    package var version: ID<ForecastVersion>?
    /// The account and the product the page is about; without one all that the reader sees.
    package var account: String?
    package var product: String?
    package var split: Split?
    package var step: Step?
    package var weeks: Int?

    package init(
      version: ID<ForecastVersion>? = nil, account: String? = nil, product: String? = nil,
      split: Split? = nil, step: Step? = nil, weeks: Int? = nil
    ) {
      (self.version, self.account, self.product) = (version, account, product)
      (self.split, self.step, self.weeks) = (split, step, weeks)
    }
  }

  /// A place in the tree: an account, a product, or all of them.
  package struct Place: Codable, Sendable, Hashable {
    package let id: String
    package let name: String
  }

  /// Week by week, in whole units.
  package struct Weeks: Codable, Sendable, Hashable {
    package var statistical: [Int64]
    package var sales: [Int64]
    package var supply: [Int64]
    package var consensus: [Int64]
    /// The same weeks of the year before as they were known when the version was made.
    package var naive: [Int64]
    /// 80 and 95 % intervals; empty where sums of parts have none of their own.
    package var low80: [Int64] = []
    package var high80: [Int64] = []
    package var low95: [Int64] = []
    package var high95: [Int64] = []
  }

  /// A step of what the forecast is made of, in whole units over the weeks shown.
  package struct Cause: Codable, Sendable, Hashable {
    package let name: String
    package let units: Int64
    package let isTotal: Bool
    package let note: String
  }

  package struct Row: Codable, Sendable, Hashable {
    package let place: Place
    /// Whether parts of it can be opened.
    package let isOpen: Bool
    package let consensus: [Int64]
    package let statistical: Int64
    package let worth: Money?
  }

  /// How the forecast of one series came about.
  package struct Method: Codable, Sendable, Hashable {
    package let name: String
    package let notes: [String]
    package let againstNaive: BasisPoints?
  }

  /// Nil where nothing was forecast yet.
  package let version: ForecastVersion?
  package let versions: [ForecastVersion]
  package let isRunning: Bool
  package let account: Place?
  package let product: Place?
  /// From the top of what the reader sees down to the place itself.
  package let accountPath: [Place]
  package let productPath: [Place]
  package let split: Split
  package let step: Step
  /// The weeks shown, and how they are put together in the table.
  package let shown: Int
  package let columns: [Column]
  package let weeks: Weeks
  package let rows: [Row]
  package let worth: Money?
  package let causes: [Cause]
  package let method: Method?
  package let seriesCount: Int
  /// Of the series shown how many were better at rolling origins than repeating the year before.
  package let beatsNaive: Int
  package let judged: Int
  package let overrides: [ForecastOverride]
  /// What was sold, oldest first, up to the last week with data.
  package let history: [Int64]
  /// The same forecast weeks in the version before.
  package let before: Before?
  /// How the levels were reconciled; empty where they were not, or where others' parts are in it.
  package var levels: [Level] = []

  /// How far off a level of the tree was at the version's own origins, in parts of what was sold.
  package struct Level: Codable, Sendable, Hashable {
    package let name: String
    package let nodes: Int
    /// As the sum of its parts, as it is forecast, and fully reconciled.
    package let summed: BasisPoints
    package let tied: BasisPoints
    package let full: BasisPoints
    /// How much of reconciling is believed.
    package let trust: BasisPoints
  }

  /// Some weeks side by side in one column of the table.
  package struct Column: Codable, Sendable, Hashable {
    package let label: String
    package let first: Week
    package let last: Week
    package let places: [Int]
    package let isFrozen: Bool
  }

  package struct Before: Codable, Sendable, Hashable {
    package let title: String
    package let id: ID<ForecastVersion>
    /// Units of the weeks that both versions forecast.
    package let then: Int64
    package let now: Int64
    package let weeks: Int
  }
}
