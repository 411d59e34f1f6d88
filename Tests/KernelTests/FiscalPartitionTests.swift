import Testing

@testable import Kernel

/// Every calendar cuts time without gap or overlap, whatever its settings.
@Suite struct FiscalPartitionTests {
  private static let calendars: [FiscalCalendar] =
    [.iso, .retail454]
    + FiscalCalendar.Pattern.allCases.flatMap { pattern in
      FiscalCalendar.YearEnd.allCases.flatMap { yearEnd in
        [1, 2, 4, 7, 10, 12].map { month in
          FiscalCalendar(
            pattern, startMonth: month, weekEnding: Weekday(rawValue: month % 7 + 1)!, yearEnd: yearEnd,
            naming: month % 2 == 0 ? .byEnd : .byStart)!
        }
      }
    }

  @Test(arguments: calendars)
  func `every day from 1990 to 2050 is in exactly one period of one year`(calendar: FiscalCalendar) {
    var broken = [String]()
    var previous = calendar.period(of: Day("1989-12-31")!)
    var range = calendar.days(of: previous)
    for day in Day("1990-01-01")!...Day("2050-12-31")! {
      let period = calendar.period(of: day)
      if period != previous {
        let next = calendar.days(of: period)
        if period != previous.advanced(by: 1) || next.lowerBound != day
          || range.upperBound != day.advanced(by: -1)
        {
          broken.append("\(day): \(previous) to \(period)")
        }
        (previous, range) = (period, next)
      }
      if !range.contains(day) || calendar.fiscalYear(of: day) != period.year {
        broken.append("\(day) in \(period)")
      }
    }
    #expect(broken.isEmpty)
  }

  @Test(arguments: calendars)
  func `weeks of years and periods follow each other and know their place`(calendar: FiscalCalendar) {
    var broken = [String]()
    var previous = calendar.weeks(inFiscalYear: 1989).last!
    for year in 1990...2050 {
      let weeks = calendar.weeks(inFiscalYear: year)
      if weeks.count != 52 && weeks.count != 53 { broken.append("\(year) has \(weeks.count) weeks") }
      if (1...12).flatMap({ calendar.weeks(in: Period(year: year, number: $0)!) }) != weeks {
        broken.append("the periods of \(year) are not its weeks")
      }
      for (index, week) in weeks.enumerated() {
        let place = calendar.place(of: week)
        if week != previous.advanced(by: 1) || place.year != year || place.week != index + 1
          || calendar.week(index + 1, ofFiscalYear: year) != week
        {
          broken.append("\(week) is \(place), not week \(index + 1) of \(year)")
        }
        previous = week
      }
    }
    #expect(broken.isEmpty)
  }

  @Test(arguments: calendars.filter { $0.pattern != .calendarMonths })
  func `a year of whole weeks ends where it should`(calendar: FiscalCalendar) {
    for year in 1990...2050 {
      let last = calendar.lastDay(ofFiscalYear: year)
      #expect(last.weekday == calendar.weekEnding)
      // In the last month, or within three days after it when the nearest day counts.
      let shifted = calendar.yearEnd == .nearest ? last.advanced(by: -3) : last
      #expect(shifted.month % 12 + 1 == calendar.startMonth)
      #expect(shifted.advanced(by: 7).month == calendar.startMonth)
    }
  }
}
