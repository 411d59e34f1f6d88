extension FiscalCalendar {
  /// The first day of a fiscal year.
  package func firstDay(ofFiscalYear year: Int) -> Day { lastDay(ofFiscalYear: year - 1).advanced(by: 1) }

  /// The last day of a fiscal year.
  package func lastDay(ofFiscalYear year: Int) -> Day { close(ofYearFrom: startYear(of: year)) }

  /// The fiscal year that holds a day.
  package func fiscalYear(of day: Day) -> Int {
    let (year, month, _) = day.civil
    var start = month >= startMonth ? year : year - 1
    // The year of whole weeks closes up to six days off the month's end, so the guess may be one off.
    if day > close(ofYearFrom: start) {
      start += 1
    } else if day <= close(ofYearFrom: start - 1) {
      start -= 1
    }
    return naming == .byEnd && startMonth > 1 ? start + 1 : start
  }

  /// The fiscal year that holds most of a week.
  package func fiscalYear(of week: Week) -> Int { fiscalYear(of: week.middleDay) }

  /// The period that holds a day.
  package func period(of day: Day) -> Period {
    let year = fiscalYear(of: day)
    guard let weeks = weeksOfQuarter else {
      return Period(year: year, ofTwelve: (day.month - startMonth + 12) % 12 + 1)
    }
    let week = day.days(since: firstDay(ofFiscalYear: year)) / 7
    // A 53rd week belongs to the last period.
    let quarter = min(week / 13, 3)
    let rest = week - quarter * 13
    let place = rest < weeks[0] ? 1 : rest < weeks[0] + weeks[1] ? 2 : 3
    return Period(year: year, ofTwelve: quarter * 3 + place)
  }

  /// The period that holds most of a week.
  package func period(of week: Week) -> Period { period(of: week.middleDay) }

  /// All days of a period.
  package func days(of period: Period) -> ClosedRange<Day> {
    let isLast = period.number == 12
    let last =
      isLast
      ? lastDay(ofFiscalYear: period.year) : firstDay(of: period.advanced(by: 1)).advanced(by: -1)
    return firstDay(of: period)...last
  }

  /// `P3 2026`, or `Mar 2026` where periods are calendar months.
  package func label(of period: Period) -> String {
    guard pattern == .calendarMonths else { return period.label }
    let first = firstDay(of: period)
    return "\(DisplayNumber.month(first.month)) \(first.year)"
  }

  /// Weeks per period of a quarter; nil where periods are months.
  var weeksOfQuarter: [Int]? {
    switch pattern {
    case .isoWeeks, .weeks445: [4, 4, 5]
    case .weeks454: [4, 5, 4]
    case .weeks544: [5, 4, 4]
    case .calendarMonths: nil
    }
  }

  private func firstDay(of period: Period) -> Day {
    let first = firstDay(ofFiscalYear: period.year)
    guard let weeks = weeksOfQuarter else { return first.advanced(byMonths: period.number - 1) }
    let before = (period.number - 1) / 3 * 13 + weeks.prefix((period.number - 1) % 3).reduce(0, +)
    return first.advanced(by: 7 * before)
  }

  // The calendar year in which fiscal year `year` nominally starts.
  private func startYear(of year: Int) -> Int { naming == .byEnd && startMonth > 1 ? year - 1 : year }

  // The last day of the fiscal year that nominally starts in `startMonth` of calendar year `start`.
  private func close(ofYearFrom start: Int) -> Day {
    let monthEnd = Day(ordinal: Day.ordinal(start + 1, startMonth, 1) - 1)
    if pattern == .calendarMonths { return monthEnd }
    let latest = yearEnd == .nearest ? monthEnd.advanced(by: 3) : monthEnd
    return latest.advanced(by: -((latest.weekday.rawValue - weekEnding.rawValue + 7) % 7))
  }
}
