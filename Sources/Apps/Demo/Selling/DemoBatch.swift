package import Kernel

/// One file that a retailer sent: which weeks it tells of, and when it came.
package struct DemoBatch: Hashable, Sendable {
  package enum Version: String, Sendable {
    /// What the retailer said first.
    case first
    /// What it said four weeks later, for weeks that it got wrong.
    case restated
  }

  /// Weeks of history.
  package let weeks: Range<Int>
  package let version: Version
  /// The day on which it came: the one after its last week, or four weeks after the weeks it restates.
  package let receivedOn: Day
}

extension DemoBatch {
  /// Weeks that a restating retailer gets wrong at first.
  static let restatedWeeks = [100..<102, 151..<153]
  private static let recentWeeks = 4

  /// A retailer's files in the order in which they came.
  static func all(of retailer: DemoRetailer, _ history: DemoHistory) -> [DemoBatch] {
    func batch(_ weeks: Range<Int>, _ version: Version, after last: Int) -> DemoBatch {
      DemoBatch(weeks: weeks, version: version, receivedOn: history.week(last).lastDay.advanced(by: 1))
    }
    let recent = DemoHistory.count - recentWeeks
    let weekly = (recent..<DemoHistory.count).map { batch($0..<$0 + 1, .first, after: $0) }
    guard RetailerRoster.restating.contains(retailer.index) else {
      return [batch(0..<recent, .first, after: recent - 1)] + weekly
    }
    return [
      batch(0..<104, .first, after: 103), batch(restatedWeeks[0], .restated, after: 105),
      batch(104..<recent, .first, after: recent - 1),
    ] + weekly + [batch(restatedWeeks[1], .restated, after: DemoHistory.count - 1)]
  }
}
