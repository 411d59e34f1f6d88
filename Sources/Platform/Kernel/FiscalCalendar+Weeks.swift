extension FiscalCalendar {
  /// How a week finds its twin a year earlier.
  package enum YearAgo: String, CaseIterable, Sendable, Codable {
    /// The week of the same number in the fiscal year before. A week 53 has no twin in a year of 52.
    case weekNumber
    /// The week 52 weeks earlier: the nearest same season, also across a year of 53 weeks.
    case days364
  }

  /// The company week that holds a day.
  package func week(containing day: Day) -> Week { Week(containing: day, endingOn: weekEnding) }

  /// All weeks of a fiscal year, 52 or 53; where periods are months, those with most of their days in it.
  package func weeks(inFiscalYear year: Int) -> [Week] {
    weeks(inMostOf: firstDay(ofFiscalYear: year)...lastDay(ofFiscalYear: year))
  }

  /// All weeks of a period, four to six.
  package func weeks(in period: Period) -> [Week] { weeks(inMostOf: days(of: period)) }

  /// The week of this number in a fiscal year, or nil where the year has none.
  package func week(_ number: Int, ofFiscalYear year: Int) -> Week? {
    let week = firstWeek(ofFiscalYear: year).advanced(by: number - 1)
    return number >= 1 && fiscalYear(of: week) == year ? week : nil
  }

  /// Year, period and number of a week.
  package func place(of week: Week) -> FiscalWeek {
    let period = period(of: week)
    let first = firstWeek(ofFiscalYear: period.year)
    return FiscalWeek(period: period, week: first.distance(to: week) + 1)
  }

  /// The week 52 weeks earlier.
  package func sameWeekLastYear(_ week: Week) -> Week { week.advanced(by: -52) }

  /// The twin of a week a year earlier; nil only for a week 53 `by: .weekNumber` after a year of 52.
  ///
  /// The two rules agree, except in a 53rd week and in the year after one, where week numbers lag 371 days.
  package func yearAgo(_ week: Week, by rule: YearAgo) -> Week? {
    if rule == .days364 { return sameWeekLastYear(week) }
    let place = place(of: week)
    return self.week(place.week, ofFiscalYear: place.year - 1)
  }

  /// The company week that holds most days of someone else's week; of two that hold equally many, the later.
  ///
  /// Of a longer range it is the latest of the weeks that lie in it entirely.
  package func mostDays(of sourceWeek: ClosedRange<Day>) -> Week {
    let last = week(containing: sourceWeek.upperBound), before = last.advanced(by: -1)
    // No earlier week can hold more: with three or more weeks, the one before the last is full.
    return sharedDays(before, sourceWeek) > sharedDays(last, sourceWeek) ? before : last
  }

  private func sharedDays(_ week: Week, _ days: ClosedRange<Day>) -> Int {
    min(week.lastDay, days.upperBound).days(since: max(week.firstDay, days.lowerBound)) + 1
  }

  private func firstWeek(ofFiscalYear year: Int) -> Week {
    week(containing: firstDay(ofFiscalYear: year).advanced(by: 3))
  }

  // A week's middle day is its last one less three: shifting both ends by three finds them without a search.
  private func weeks(inMostOf days: ClosedRange<Day>) -> [Week] {
    let first = week(containing: days.lowerBound.advanced(by: 3))
    return Array(first...week(containing: days.upperBound.advanced(by: -3)))
  }
}
