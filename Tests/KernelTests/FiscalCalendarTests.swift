import Foundation
import Testing

@testable import Kernel

@Suite struct FiscalCalendarTests {
  private let retail = FiscalCalendar.retail454

  @Test func `the retail calendar has the years that its federation published`() {
    #expect(retail.firstDay(ofFiscalYear: 2023) == Day("2023-01-29"))
    #expect(retail.lastDay(ofFiscalYear: 2023) == Day("2024-02-03"))
    #expect(retail.weeks(inFiscalYear: 2023).count == 53)
    #expect(retail.firstDay(ofFiscalYear: 2024) == Day("2024-02-04"))
    #expect(retail.lastDay(ofFiscalYear: 2024) == Day("2025-02-01"))
    #expect(retail.weeks(inFiscalYear: 2024).count == 52)
    #expect(
      (2000...2023).filter { retail.weeks(inFiscalYear: $0).count == 53 } == [2000, 2006, 2012, 2017, 2023])
  }

  @Test func `the 53rd week makes the last period longer`() {
    #expect(retail.period(of: Day("2024-02-03")!) == Period(year: 2023, number: 12))
    #expect(retail.weeks(in: Period(year: 2023, number: 12)!).count == 5)
    #expect(retail.weeks(in: Period(year: 2024, number: 12)!).count == 4)
    #expect(
      (1...12).map { retail.weeks(in: Period(year: 2024, number: $0)!).count } == [
        4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 4,
      ])
    #expect(retail.place(of: Week("2024-02-03")!).label == "W53 2023")
  }

  @Test func `ISO years are those of the standard`() {
    let iso = FiscalCalendar.iso
    for day in Day("1990-01-01")!...Day("2050-12-31")! {
      let week = ISOWeek(containing: day), place = iso.place(of: iso.week(containing: day))
      guard place.year == week.year, place.week == week.week else {
        Issue.record("\(day): \(place) is not \(week)")
        return
      }
    }
    #expect(
      FiscalCalendar(.isoWeeks, startMonth: 7, weekEnding: .friday, yearEnd: .last, naming: .byEnd) == iso)
  }

  @Test func `a year may end on the last Saturday of August and be named by its end`() {
    let calendar = FiscalCalendar(
      .weeks445, startMonth: 9, weekEnding: .saturday, yearEnd: .last, naming: .byEnd)!
    #expect(calendar.lastDay(ofFiscalYear: 2025) == Day("2025-08-30"))
    #expect(calendar.firstDay(ofFiscalYear: 2026) == Day("2025-08-31"))
    #expect(calendar.fiscalYear(of: Day("2025-08-31")!) == 2026)
    #expect(calendar.period(of: Day("2025-08-31")!).quarterLabel == "Q1 2026")
  }

  @Test func `months follow the first month of the year`() {
    let july = FiscalCalendar(.calendarMonths, startMonth: 7, naming: .byEnd)!
    let march = july.period(of: Day("2026-03-14")!)
    #expect(march == Period(year: 2026, number: 9))
    #expect(july.label(of: march) == "Mar 2026")
    #expect(july.days(of: march) == Day("2026-03-01")!...Day("2026-03-31")!)
    #expect(july.label(of: Period(year: 2026, number: 1)!) == "Jul 2025")
    #expect(FiscalCalendar.months.weeks(in: Period(year: 2026, number: 3)!).count == 4)
    #expect(FiscalCalendar.months.place(of: Week("2026-03-01")!).period == Period(year: 2026, number: 2))
  }

  @Test func `a month outside the year is refused`() {
    for month in [0, 13, -1] { #expect(FiscalCalendar(.weeks454, startMonth: month) == nil) }
    #expect(Period(year: 2026, number: 0) == nil)
    #expect(Period(year: 2026, number: 13) == nil)
    let text = #"{"pattern":"iso","startMonth":13,"weekEnding":7,"yearEnd":"nearest","naming":"byStart"}"#
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(FiscalCalendar.self, from: Data(text.utf8))
    }
  }

  @Test func `a calendar survives JSON`() throws {
    let calendar = FiscalCalendar(
      .weeks544, startMonth: 4, weekEnding: .friday, yearEnd: .last, naming: .byEnd)!
    let json = try JSONEncoder().encode(calendar)
    #expect(try JSONDecoder().decode(FiscalCalendar.self, from: json) == calendar)
  }
}

@Suite struct YearAgoTests {
  private let retail = FiscalCalendar.retail454

  @Test func `the two rules agree between years of 52 weeks`() {
    let week = retail.week(10, ofFiscalYear: 2026)!
    #expect(retail.yearAgo(week, by: .weekNumber) == retail.yearAgo(week, by: .days364))
  }

  @Test func `after a year of 53 weeks the numbers lag by a week`() {
    let week = retail.week(1, ofFiscalYear: 2024)!
    #expect(week.firstDay == Day("2024-02-04"))
    #expect(retail.yearAgo(week, by: .weekNumber)?.firstDay == Day("2023-01-29"))
    #expect(retail.yearAgo(week, by: .days364)?.firstDay == Day("2023-02-05"))
    #expect(retail.sameWeekLastYear(week).firstDay == Day("2023-02-05"))
  }

  @Test func `a 53rd week has no twin by number`() {
    let week = retail.week(53, ofFiscalYear: 2023)!
    #expect(retail.yearAgo(week, by: .weekNumber) == nil)
    #expect(retail.yearAgo(week, by: .days364) == week.advanced(by: -52))
    #expect(retail.week(53, ofFiscalYear: 2024) == nil)
    #expect(retail.week(0, ofFiscalYear: 2024) == nil)
  }
}

@Suite struct MostDaysTests {
  private func most(_ first: String, _ last: String) -> String {
    FiscalCalendar.iso.mostDays(of: Day(first)!...Day(last)!).description
  }

  @Test func `a retailer's week goes to the company week that holds most of it`() {
    // Thursday to Wednesday: four days before the Sunday, three after.
    #expect(most("2026-03-05", "2026-03-11") == "2026-03-08")
    // Friday to Thursday: three before, four after.
    #expect(most("2026-03-06", "2026-03-12") == "2026-03-15")
    #expect(most("2026-03-09", "2026-03-15") == "2026-03-15")
    #expect(most("2026-03-11", "2026-03-11") == "2026-03-15")
  }

  @Test func `of two weeks with equally many days the later is taken`() {
    #expect(most("2026-03-07", "2026-03-10") == "2026-03-15")
    #expect(most("2026-03-08", "2026-03-09") == "2026-03-15")
    #expect(most("2026-03-01", "2026-03-31") == "2026-03-29")
  }

  @Test func `counting day by day gives the same week`() {
    var generator = SeededGenerator(seed: 17)
    for _ in 0..<3_000 {
      let calendar = FiscalCalendar(
        .weeks445, weekEnding: Weekday(rawValue: generator.int(in: 1...7))!)!
      let first = Day(ordinal: generator.int(in: -9_000...30_000))
      let days = first...first.advanced(by: generator.int(in: 0...40))
      var counts = [Week: Int]()
      for day in days { counts[calendar.week(containing: day), default: 0] += 1 }
      let best = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }!.key
      #expect(calendar.mostDays(of: days) == best)
    }
  }
}
