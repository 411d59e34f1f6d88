import Blueprint
import Foundation
package import Kernel

/// How good forecasts were that were made some weeks ahead: of each week the forecast that stood that long before,
/// never one that knew more.
package struct LagReport: Reply {
  /// One step on the way to the plan, and what it took off the error of the one before.
  package struct Line: Codable, Sendable, Hashable {
    package let name: String
    package let score: AccuracyScore
    package let added: BasisPoints?
    /// Of the weeks' sums, in hundredths; nil where lines are no run of weeks.
    package var tracking: Int64?
  }

  package struct Week: Codable, Sendable, Hashable {
    package let week: Kernel.Week
    package let version: ID<ForecastVersion>
    package let versionTitle: String
    package let naive: AccuracyScore
    package let statistical: AccuracyScore
    package let consensus: AccuracyScore
  }

  package struct Wanted: Codable, Sendable {
    package var lag: Int?
    package var account: String?
    package var product: String?
    package init(lag: Int? = nil, account: String? = nil, product: String? = nil) {
      (self.lag, self.account, self.product) = (lag, account, product)
    }
  }

  package let lag: Int
  package let account: ForecastBook.Place?
  package let product: ForecastBook.Place?
  /// Newest first.
  package let weeks: [Week]
  package let steps: [Line]
  /// What each person's overrides took off the statistical error, over the cells that they changed.
  package let people: [Line]
  /// By account at the top of what the reader sees.
  package let parts: [Line]
  /// Versions that were left aside because they knew too much for this lag.
  package let setAside: Int
  /// Weeks that rest on versions cut from today's figures.
  package let cutWeeks: Int
}

/// Which forecast counts for a week at a lag.
enum LagRule {
  /// The last day on which a forecast of `week`, made `lag` weeks ahead, could be made: data end `lag` weeks before,
  /// and the week behind them is left to make it in. For lag 1 that is the week itself.
  static func deadline(_ week: Week, lag: Int) -> Day { week.advanced(by: 1 - lag).lastDay }

  /// Whether a version may be held against a week: it forecasts it, its data end early enough, and it was known in time.
  static func admits(_ version: ForecastVersion, _ week: Week, lag: Int) -> Bool {
    guard version.state == .ready, version.place(week) != nil else { return false }
    return version.through <= week.advanced(by: -lag) && version.knowledge <= deadline(week, lag: lag)
  }

  /// The newest of those that may; of two with the same data the later. What was cut at a week may hold figures that
  /// were restated since, so it stands in only where there is nothing else.
  static func chosen(
    _ versions: [ForecastVersion], _ week: Week, lag: Int
  ) -> ForecastVersion? {
    let admitted = versions.filter { admits($0, week, lag: lag) }, honest = admitted.filter { !$0.isCut }
    return (honest.isEmpty ? admitted : honest)
      .max { ($0.through, $0.knowledge, $0.id) < ($1.through, $1.knowledge, $1.id) }
  }

  /// The overrides that stood by the deadline. Of a version that was made looking back none did: nobody worked with it.
  static func counting(
    _ overrides: [ForecastOverride], _ week: Week, lag: Int
  ) -> [ForecastOverride] {
    let day = deadline(week, lag: lag)
    let night = Date(timeIntervalSince1970: Double(day.ordinal + 1) * 86_400 - 0.001)
    return overrides.filter { $0.counts(on: day, asOf: night) }
  }
}
