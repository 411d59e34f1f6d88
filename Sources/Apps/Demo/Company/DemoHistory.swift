package import Kernel

/// The 156 weeks that the demo tells of, numbered from 0.
package struct DemoHistory: Sendable {
  package static let count = 156

  package let lastWeek: Week
  package let calendar: FiscalCalendar
  /// The company's fiscal year of each week.
  package let years: [Int]

  init(lastWeek: Week, calendar: FiscalCalendar) {
    self.lastWeek = lastWeek
    self.calendar = calendar
    years = (0..<Self.count).map { calendar.fiscalYear(of: lastWeek.advanced(by: $0 - Self.count + 1)) }
  }

  package func week(_ index: Int) -> Week { lastWeek.advanced(by: index - Self.count + 1) }

  /// The stretches of one fiscal year each that some weeks fall into.
  package func stretches(of weeks: Range<Int>) -> [(year: Int, weeks: Range<Int>)] {
    var found: [(year: Int, weeks: Range<Int>)] = []
    for week in weeks {
      if let last = found.last, last.year == years[week] {
        found[found.count - 1].weeks = last.weeks.lowerBound..<week + 1
      } else {
        found.append((years[week], week..<week + 1))
      }
    }
    return found
  }
}
