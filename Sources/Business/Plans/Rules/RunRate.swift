package import Kernel
import Targets

/// What an account sells anyway: the same weeks of the year before, at the growth of the last half year.
package struct RunRate: Sendable, Hashable {
  /// Newest half year and the same weeks a year earlier; both nothing where no year is known.
  package let recent: Int64
  package let yearBefore: Int64
  /// What the weeks to come brought a year earlier, or at the newest quarter's average.
  package let base: Int64
  package let weeks: Int
  package let hasYear: Bool

  /// `sold` by week up to `through`; the rest of the time ends with the week `last`.
  package init(_ sold: [Int32: Int64], through: Int32, until last: Int32) {
    func sum(_ weeks: ClosedRange<Int32>) -> Int64 { weeks.reduce(0) { $0 + (sold[$1] ?? 0) } }
    let ahead = through < last ? Array((through + 1)...last) : []
    weeks = ahead.count
    let newest = sum((through - 25)...through), before = sum((through - 77)...(through - 52))
    // A year is known where its older half has sales too.
    hasYear = before > 0 && sum((through - 51)...(through - 26)) > 0
    recent = hasYear ? newest : 0
    yearBefore = hasYear ? before : 0
    if hasYear {
      base = ahead.reduce(0) { total, week in
        let years = (week - through + 51) / 52
        return total + (sold[week - years * 52] ?? 0)
      }
    } else {
      let quarter = Int128(sum((through - 12)...through)) * Int128(ahead.count)
      base = Int64(clamping: quarter / 13)
    }
  }

  /// The same in the unit of targets.
  init(_ facts: RunRate, in unit: TargetUnit) {
    recent = unit.fromFacts(facts.recent)
    yearBefore = unit.fromFacts(facts.yearBefore)
    base = unit.fromFacts(facts.base)
    weeks = facts.weeks
    hasYear = facts.hasYear
  }

  /// Between half and twice: a launch or a delisting is no trend.
  package var growth: BasisPoints {
    guard hasYear, let ratio = BasisPoints(recent, of: yearBefore) else { return .whole }
    return BasisPoints(min(20_000, max(5_000, ratio.count)))
  }

  package func rest(at growth: BasisPoints) -> Int64 {
    Int64(clamping: (Int128(base) * Int128(growth.count) + 5_000) / 10_000)
  }
}
