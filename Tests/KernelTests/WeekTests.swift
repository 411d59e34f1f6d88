import Foundation
import Testing

@testable import Kernel

@Suite struct WeekTests {
  @Test func `every day lies in exactly the week that is found for it, whatever day weeks end on`() {
    var broken = [String]()
    for weekday in Weekday.allCases {
      var previous: Week?
      for day in Day("1965-01-01")!...Day("1975-01-01")! {
        let week = Week(containing: day, endingOn: weekday)
        let isRight =
          week.contains(day) && week.lastDay.weekday == weekday && week.days.count == 7
          && Week(ordinal: week.ordinal, endingOn: weekday) == week
        if !isRight { broken.append("\(day) \(weekday)") }
        if let previous, previous != week,
          week != previous.advanced(by: 1) || week.ordinal != previous.ordinal + 1
        {
          broken.append("\(day) follows \(previous)")
        }
        previous = week
      }
    }
    #expect(broken.isEmpty)
  }

  @Test func `weeks of other weekdays are other weeks`() {
    let sunday = Week(lastDay: Day("2026-03-15")!), saturday = Week(lastDay: Day("2026-03-14")!)
    #expect(sunday != saturday)
    #expect(saturday < sunday)
    #expect(!saturday.contains(sunday.lastDay))
  }

  @Test func `a week is its last day in text and in JSON`() throws {
    let week = Week("2026-03-15")!
    #expect(week.description == "2026-03-15")
    #expect(Week("2026-03-32") == nil)
    let json = try JSONEncoder().encode([week])
    #expect(String(decoding: json, as: UTF8.self) == #"["2026-03-15"]"#)
    #expect(try JSONDecoder().decode([Week].self, from: json) == [week])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Week].self, from: Data(#"["W11"]"#.utf8))
    }
  }

  @Test func `a run of weeks can be walked`() {
    let week = Week("2026-03-15")!
    #expect(
      (week...week.advanced(by: 3)).map(\.description) == [
        "2026-03-15", "2026-03-22", "2026-03-29", "2026-04-05",
      ])
    #expect(week.distance(to: week.advanced(by: -52)) == -52)
  }

  @Test func `a week is labelled by the ISO week that holds most of it`() {
    #expect(Week("2026-03-15")!.isoWeek.label == "W11 2026")
    #expect(Week("2026-03-14")!.isoWeek.label == "W11 2026")
    #expect(Week("2026-03-11")!.isoWeek.label == "W10 2026")
    #expect(Week("2026-03-12")!.isoWeek.label == "W11 2026")
  }
}

@Suite struct ISOWeekTests {
  @Test func `published dates fall in their ISO weeks`() {
    let known = [
      ("2021-01-03", "2020-W53"), ("2020-12-28", "2020-W53"), ("2021-01-04", "2021-W01"),
      ("2005-01-01", "2004-W53"),
      ("2005-12-31", "2005-W52"), ("2007-12-31", "2008-W01"), ("2008-12-29", "2009-W01"),
      ("2010-01-03", "2009-W53"),
    ]
    for (day, week) in known { #expect(ISOWeek(containing: Day(day)!).description == week) }
    #expect(ISOWeek.count(inYear: 2020) == 53)
    #expect(ISOWeek.count(inYear: 2021) == 52)
    #expect(ISOWeek(year: 2021, week: 53) == nil)
    #expect(ISOWeek(year: 2020, week: 53)?.lastDay == Day("2021-01-03"))
  }

  @Test func `71 of 400 years have 53 weeks`() {
    #expect((2000..<2400).filter { ISOWeek.count(inYear: $0) == 53 }.count == 71)
  }

  @Test func `every day from 1600 to 2400 lies in its week, and weeks follow each other`() {
    var broken = [String]()
    var previous = ISOWeek(containing: Day("1599-12-31")!)
    for day in Day("1600-01-01")!...Day("2400-12-31")! {
      let week = ISOWeek(containing: day)
      let isNext = week.firstDay == previous.lastDay.advanced(by: 1) && week > previous
      if !(week.firstDay...week.lastDay).contains(day) || ISOWeek(year: week.year, week: week.week) != week
        || !(week == previous || isNext)
      {
        broken.append(day.description)
      }
      previous = week
    }
    #expect(broken.isEmpty)
  }
}
