import Testing

@testable import Kernel

@Suite struct DayTests {
  @Test func `every day from 1600 to 2400 survives the way to numbers and back`() {
    var year = 1600, month = 1, day = 1
    var broken = [String]()
    let first = Day(year: 1600, month: 1, day: 1)!, last = Day(year: 2400, month: 12, day: 31)!
    for ordinal in first.ordinal...last.ordinal {
      let date = Day(ordinal: ordinal)
      if date.civil != (year, month, day) || Day(year: year, month: month, day: day) != date {
        broken.append(date.description)
      }
      day += 1
      if day > Day.length(ofMonth: month, in: year) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    #expect(broken.isEmpty)
    #expect((year, month, day) == (2401, 1, 1))
  }

  @Test func `every day from 1600 to 2400 reads back from its text, and weekdays follow each other`() {
    let first = Day("1600-01-01")!, last = Day("2400-12-31")!
    var weekday = Weekday.saturday
    var broken = [String]()
    for day in first...last {
      if day.weekday != weekday || Day(day.description) != day { broken.append(day.description) }
      weekday = Weekday(rawValue: weekday.rawValue % 7 + 1)!
    }
    #expect(broken.isEmpty)
  }

  @Test func `known days fall on their weekdays`() {
    #expect(Day("1970-01-01")!.weekday == .thursday)
    #expect(Day("1600-01-01")!.weekday == .saturday)
    #expect(Day("2000-02-29")!.weekday == .tuesday)
    #expect(Day("1969-12-28")!.weekday == .sunday)
  }

  @Test(arguments: [
    "", "2026-2-3", "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-01-00",
    "0000-01-01",
    "2026/01/01", "2026-01-01 ", " 2026-01-01", "+026-01-01", "2026-01-0१", "20260101", "2026-01-011",
  ])
  func `what is no day is not read`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `a leap day is read in leap years only`() {
    #expect(Day("2024-02-29") != nil)
    #expect(Day("2000-02-29") != nil)
    #expect(Day("2100-02-29") == nil)
  }

  @Test func `a month later is the month's last day where it is shorter`() {
    #expect(Day("2026-01-31")!.advanced(byMonths: 1) == Day("2026-02-28"))
    #expect(Day("2024-01-31")!.advanced(byMonths: 1) == Day("2024-02-29"))
    #expect(Day("2026-03-31")!.advanced(byMonths: -1) == Day("2026-02-28"))
    #expect(Day("2026-01-15")!.advanced(byMonths: -13) == Day("2024-12-15"))
    #expect(Day("2026-11-30")!.advanced(byMonths: 25) == Day("2028-12-30"))
  }

  @Test func `days between two dates count both signs`() {
    #expect(Day("2026-03-01")!.days(since: Day("2026-02-28")!) == 1)
    #expect(Day("2024-03-01")!.days(since: Day("2024-02-28")!) == 2)
    #expect(Day("2026-02-28")!.days(since: Day("2026-03-01")!) == -1)
    #expect(Array(Day("2024-02-28")!...Day("2024-03-01")!).count == 3)
  }
}
