import Kernel
import Testing
import X12

struct X12ValueTests {
  @Test func `days have eight digits, or six with the century that fits`() {
    #expect(X12Day.read("20260314") == Day("2026-03-14"))
    #expect(X12Day.read("260314") == Day("2026-03-14"))
    #expect(X12Day.read("980112") == Day("1998-01-12"))
    for wrong in ["20260230", "2026-03-14", "202603", "", "2026031é", "14032026"] {
      #expect(X12Day.read(wrong) == nil, "\(wrong)")
    }
  }

  @Test func `a range of days ends where it should`() {
    #expect(X12Day.readRange("20260301-20260307") == Day("2026-03-01")!...Day("2026-03-07")!)
    #expect(X12Day.readRange("20260307-20260301") == nil)
    #expect(X12Day.readRange("20260301") == nil)
  }

  @Test func `numbers are exact, with a written or an implied point`() {
    #expect(X12Number.real("12.5", scale: 3) == 12_500)
    #expect(X12Number.real("-.125", scale: 3) == -125)
    #expect(X12Number.real("7.", scale: 3) == 7_000)
    #expect(X12Number.real("0.1", scale: 1) == 1)
    #expect(X12Number.implied("19998", decimals: 2, scale: 4) == 1_999_800)
    #expect(X12Number.implied("-5", decimals: 2, scale: 2) == -5)
    for wrong in ["", ".", "-", "1,5", "1.2E3", "12.3456", "five", "99999999999999999999"] {
      #expect(X12Number.real(wrong, scale: 3) == nil, "\(wrong)")
    }
    #expect(X12Number.implied("1.5", decimals: 2, scale: 2) == nil)
    #expect(X12Number.text(12_500, scale: 3) == "12.5")
    #expect(X12Number.text(-3_000, scale: 3) == "-3")
  }

  @Test func `what can't be read is refused by segment and element`() throws {
    let segment = X12Segment("XQ", ["H", "20261301"], number: 4)
    #expect(
      throws: X12Refusal.element(
        segment: 4, tag: "XQ", element: 2, found: "20261301",
        reason: "not a day written as CCYYMMDD, such as 20260314.")
    ) { try segment.day(2) }
    let dates = X12Segment("DTM", ["007", "", "", "", "RD8", "20260301-20260307"], number: 9)
    #expect(try dates.days(6, format: 5).count == 7)
    let other = X12Segment("DTM", ["007", "", "", "", "TM", "0905"], number: 9)
    #expect(throws: X12Refusal.self) { try other.days(6, format: 5) }
    let figure = #expect(throws: X12Refusal.self) {
      try X12Segment("ZA", ["QS", "5x"], number: 7).number(2, scale: 3)
    }
    #expect(
      figure?.message
        == "Segment 7: ZA02 is “5x”: not a number with at most 3 decimals and a point, such as 12.5.")
  }
}
