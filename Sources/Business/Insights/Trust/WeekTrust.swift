import Blueprint
package import Kernel

/// One week of a source: what came, and what is odd about it.
package struct WeekTrust: Codable, Sendable, Hashable {
  package enum Finding: String, Choice {
    /// No figure at all between the source's first week and its last.
    case missing
    /// Fewer sites than nine in ten of those that usually report.
    case fewSites = "few-sites"
    /// More or fewer units than the weeks around make likely.
    case jump
  }

  package let week: Week
  /// Thousandths.
  package let units: Int64
  /// Ten-thousandths of the currency's unit.
  package let value: Int64
  /// How many sites reported.
  package let sites: Int
  /// The middle of the weeks around: thirteen with this one, itself left out.
  package let usualUnits: Int64?
  package let usualSites: Int?
  package let findings: [Finding]
}

/// What came in one week, as it is read.
struct WeekCount: Sendable, Hashable {
  var units: Int64 = 0
  var value: Int64 = 0
  var sites = 0
}

extension WeekTrust {
  /// Six weeks on each side: short enough to follow a season, long enough to bear two odd weeks.
  private static let reach: Int32 = 6
  /// Fewer weeks around than these say nothing.
  private static let leastNeighbours = 4

  /// Every week from the first to the last that has figures.
  static func all(_ counts: [Int32: WeekCount], endingOn weekday: Weekday) -> [WeekTrust] {
    guard let first = counts.keys.min(), let last = counts.keys.max() else { return [] }
    return (first...last).map { number in
      let around = ((number - reach)...(number + reach)).filter { $0 != number }.compactMap { counts[$0] }
      let isEnough = around.count >= leastNeighbours
      let usualUnits = isEnough ? median(around.map(\.units)) : nil
      let usualSites = isEnough ? median(around.map { Int64($0.sites) }).map { Int($0) } : nil
      var findings: [Finding] = []
      if let count = counts[number] {
        if let usualSites, count.sites * 10 < usualSites * 9 { findings.append(.fewSites) }
        if let usualUnits, isJump(count.units, usual: usualUnits, around.map(\.units)),
          !isSeason(number, count.units > usualUnits, counts)
        {
          findings.append(.jump)
        }
      } else {
        findings.append(.missing)
      }
      let count = counts[number] ?? WeekCount()
      return WeekTrust(
        week: Week(ordinal: Int(number), endingOn: weekday), units: count.units, value: count.value,
        sites: count.sites, usualUnits: usualUnits, usualSites: usualSites, findings: findings)
    }
  }

  /// Farther from the middle than a quarter of it, and than six times the middle distance of the weeks around.
  private static func isJump(_ units: Int64, usual: Int64, _ around: [Int64]) -> Bool {
    let distance = (units - usual).magnitude
    let spread = median(around.map { Int64(clamping: ($0 - usual).magnitude) }) ?? 0
    return distance > usual.magnitude / 4 && distance > 6 * spread.magnitude
  }

  /// The same week of another year, or one beside it, went the same way by more than an eighth.
  private static func isSeason(_ number: Int32, _ isUp: Bool, _ counts: [Int32: WeekCount]) -> Bool {
    ([-53, -52, -51, 51, 52, 53] as [Int32]).contains { years in
      guard let other = counts[number + years] else { return false }
      let around = ((number + years - reach)...(number + years + reach)).filter { $0 != number + years }
        .compactMap { counts[$0]?.units }
      guard around.count >= leastNeighbours, let usual = median(around) else { return false }
      return isUp ? other.units > usual + usual / 8 : other.units < usual - usual / 8
    }
  }

  /// The middle one; of an even number the lower of the two in the middle, so that it is a figure that was there.
  private static func median(_ values: [Int64]) -> Int64? {
    guard !values.isEmpty else { return nil }
    return values.sorted()[(values.count - 1) / 2]
  }
}
