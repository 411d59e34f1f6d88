import ForecastFiles
import Kernel
import Testing

struct CadenceTests {
  private func cadence(_ days: [String]) throws -> Cadence {
    try #require(Cadence([days.compactMap { Day($0) }]))
  }

  @Test(arguments: [
    (["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"], "days", 7, "2026-01-05"),
    (
      ["2026-01-01", "2026-01-02", "2026-01-05", "2026-01-06", "2026-01-07"], "working days", 5, "2026-01-08"
    ),
    (["2026-12-14", "2026-12-21", "2026-12-28"], "weeks", 52, "2027-01-04"),
    (["2026-01-31", "2026-02-28", "2026-03-31"], "months", 12, "2026-04-30"),
    (["2023-11-30", "2023-12-31", "2024-01-31"], "months", 12, "2024-02-29"),
    (["2026-01-01", "2026-02-01", "2026-03-01"], "months", 12, "2026-04-01"),
    (["2025-10-01", "2026-01-01", "2026-04-01"], "quarters", 4, "2026-07-01"),
    (["2024-01-01", "2025-01-01", "2026-01-01"], "years", 1, "2027-01-01"),
    (["2026-01-01", "2026-01-15", "2026-01-29"], "14 days", 26, "2026-02-12"),
  ])
  func `steps are told from the days and go on as they were`(
    days: [String], word: String, season: Int, next: String
  ) throws {
    let cadence = try cadence(days)
    #expect(cadence.word == word)
    #expect(cadence.season == season)
    let last = try #require(Day(days[days.count - 1]))
    #expect(cadence.day(1, after: last) == Day(next))
  }

  @Test func `a year of 53 weeks has one week more and none missing`() throws {
    let first = try #require(Day("2020-01-04")), weeks = (0..<110).map { first.advanced(by: 7 * $0) }
    let cadence = try #require(Cadence([weeks]))
    #expect(weeks.enumerated().allSatisfy { cadence.place($0.element, from: first) == $0.offset })
  }

  @Test func `a Friday is followed by a Monday in working days`() throws {
    let cadence = try cadence(["2026-01-05", "2026-01-06", "2026-01-07"])
    let friday = try #require(Day("2026-01-09"))
    #expect(cadence.day(1, after: friday) == Day("2026-01-12"))
    let monday = try #require(Day("2026-01-12")), saturday = try #require(Day("2026-01-10"))
    #expect(cadence.place(monday, from: friday) == 1)
    #expect(cadence.place(saturday, from: friday) == nil)
  }
}
