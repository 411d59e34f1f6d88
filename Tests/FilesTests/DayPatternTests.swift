import Files
import Kernel
import Testing

struct DayPatternTests {
  private func day(_ text: String, _ pattern: DayPattern) -> String? {
    Field.lending(text) { $0.day(pattern)?.description }
  }

  @Test func `the usual ways to write a date are read`() throws {
    #expect(day("2026-03-02", .iso) == "2026-03-02" && day("20260302", .compact) == "2026-03-02")
    #expect(day("02/03/2026", .british) == "2026-03-02" && day("02/03/2026", .american) == "2026-02-03")
    #expect(day("2.3.2026", .dotted) == "2026-03-02" && day(" 31.12.1999 ", .dotted) == "1999-12-31")
    let named = try #require(DayPattern("d MMM yyyy")), short = try #require(DayPattern("MM/dd/yy"))
    #expect(day("2 Mar 2026", named) == "2026-03-02" && day("02 DEC 2026", named) == "2026-12-02")
    #expect(day("12/31/25", short) == "2025-12-31" && day("12/31/99", short) == "1999-12-31")
  }

  @Test(arguments: [
    "2026-03-02 08:26:00", "2026-03-02T00:00:00.000Z", "2026-03-02T10:00:00+02:00", "2026-03-02 1:05 PM",
  ])
  func `a time behind the date is passed over`(text: String) {
    #expect(day(text, .iso) == "2026-03-02")
  }

  @Test(arguments: [
    "2026-02-30", "2026-13-01", "2026-00-10", "2026-01-00", "", "2026-1", "2026/01/02", "26-01-02",
    "2026-01-02x",
    "2026-01-02 sold", "2026-01-02 12", "[]/[]/2007", "perpetual",
  ])
  func `what is no day is nil`(text: String) { #expect(day(text, .iso) == nil) }

  @Test func `impossible days are nil in every pattern`() {
    #expect(day("31/04/2026", .british) == nil && day("31/12/2026", .american) == nil)
    #expect(day("29.02.2025", .dotted) == nil && day("29.02.2024", .dotted) == "2024-02-29")
    #expect(
      day("20260230", .compact) == nil && day("2026032", .compact) == nil && day("202603021", .compact) == nil
    )
  }

  @Test(arguments: ["", "yyyy", "yyyy-MM", "yyyy-MM-dd-dd", "yyy-MM-dd", "hh:mm", "yyyy-MMMM-dd"])
  func `a pattern without exactly one year, month and day is none`(text: String) {
    #expect(DayPattern(text) == nil)
  }

  @Test func `every day reads back as written`() {
    for ordinal in stride(from: -200_000, to: 200_000, by: 37) {
      let text = Day(ordinal: ordinal).description
      #expect(day(text, .iso) == text)
    }
  }
}
