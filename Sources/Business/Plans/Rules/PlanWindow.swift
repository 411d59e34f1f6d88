package import Kernel
package import Targets

/// The weeks of a plan, and what of yearly targets falls into them. Fiscal years have no say in where a plan ends.
package struct PlanWindow: Sendable, Hashable {
  package let weeks: ClosedRange<Int32>

  /// Whole weeks: those with most of their days in the plan.
  package init(_ firstDay: Day, _ lastDay: Day, _ calendar: FiscalCalendar) {
    let first = calendar.week(containing: firstDay.advanced(by: 3))
    let last = calendar.week(containing: lastDay.advanced(by: -3))
    weeks = Int32(first.ordinal)...Int32(max(first.ordinal, last.ordinal))
  }

  /// What the years' targets make of the plan's weeks.
  package struct Aim: Codable, Hashable, Sendable {
    package let stated: Int64
    package let statedWeeks: Int
    /// For weeks of which no year has a target: as the same weeks of the last year that has one.
    package let assumed: Int64
    package let assumedWeeks: Int
    /// Weeks that not even that covers.
    package let openWeeks: Int
    package var total: Int64 { stated + assumed }
  }

  /// Every week counts once, also where two calendars disagree about whose it is: the earlier year keeps it.
  package func aim(_ years: [(year: TargetYear, phases: [Int64])]) -> Aim {
    let years = years.sorted { $0.year.weeks.lowerBound < $1.year.weeks.lowerBound }
    func stated(_ week: Int32) -> Int64? {
      guard let one = years.first(where: { $0.year.weeks.contains(week) }) else { return nil }
      return one.year.due(one.phases, through: week) - one.year.due(one.phases, through: week - 1)
    }
    var sum: Int64 = 0, count = 0, more: Int64 = 0, moreCount = 0, open = 0
    for week in weeks {
      if let amount = stated(week) {
        sum += amount
        count += 1
      } else if let last = years.last(where: { $0.year.weeks.upperBound < week })?.year.weeks.upperBound {
        let back = (week - last + 51) / 52 * 52
        guard let amount = stated(week - back) else {
          open += 1
          continue
        }
        more += amount
        moreCount += 1
      } else {
        open += 1
      }
    }
    return Aim(stated: sum, statedWeeks: count, assumed: more, assumedWeeks: moreCount, openWeeks: open)
  }
}
