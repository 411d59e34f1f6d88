import Testing

@testable import Kernel

@Suite struct DisplayNumberTests {
  @Test func `thousands are grouped`() {
    #expect(
      [0, 999, 1_000, -1_234_567].map { DisplayNumber.grouped($0) } == ["0", "999", "1,000", "−1,234,567"])
    #expect(DisplayNumber.grouped(Int64.min) == "−9,223,372,036,854,775,808")
  }

  @Test func `fixed decimals round half away from zero`() {
    #expect(DisplayNumber.decimal(12_345, scale: 1, decimals: 1) == "1,234.5")
    #expect(DisplayNumber.decimal(12_345, scale: 2, decimals: 1) == "123.5")
    #expect(DisplayNumber.decimal(-12_345, scale: 2, decimals: 1) == "−123.5")
    #expect(DisplayNumber.decimal(5, scale: 0, decimals: 2) == "5.00")
    #expect(DisplayNumber.decimal(99_999, scale: 2, decimals: 0) == "1,000")
    #expect(DisplayNumber.decimal(-4, scale: 2, decimals: 1) == "0.0")
    #expect(DisplayNumber.decimal(.max, scale: 6, decimals: 0) == "9,223,372,036,855")
  }

  @Test func `short numbers take the next letter once they round to it`() {
    let numbers: [Int64] = [
      0, 7, 999, 1_000, 1_049, 1_050, 99_949, 99_950, 853_000, 999_499, 999_500, 4_200_000, 12_340_000_000,
    ]
    #expect(
      numbers.map { DisplayNumber.short($0) } == [
        "0", "7", "999", "1.0 K", "1.0 K", "1.1 K", "99.9 K", "100 K", "853 K", "999 K", "1.0 M", "4.2 M",
        "12.3 B",
      ])
    #expect(DisplayNumber.short(-853_000) == "−853 K")
    #expect(DisplayNumber.short(.max) == "9,223,372 T")
    #expect(DisplayNumber.short(.min) == "−9,223,372 T")
  }

  @Test func `a change has a sign unless it rounds to nothing`() {
    #expect(DisplayNumber.signed(BasisPoints(420)) == "+4.2 %")
    #expect(DisplayNumber.signed(BasisPoints(-80)) == "−0.8 %")
    #expect(DisplayNumber.signed(BasisPoints(-4)) == "0.0 %")
    #expect(DisplayNumber.signed(BasisPoints(4)) == "0.0 %")
    #expect(DisplayNumber.signed(BasisPoints(-4), decimals: 2) == "−0.04 %")
  }

  @Test func `a change from nothing is new`() {
    #expect(DisplayNumber.change(from: 1_000, to: 1_042) == "+4.2 %")
    #expect(DisplayNumber.change(from: 0, to: 5) == "new")
    #expect(DisplayNumber.change(from: 0, to: 0) == "0.0 %")
    #expect(DisplayNumber.change(from: 5, to: 0) == "−100.0 %")
    #expect(DisplayNumber.change(from: -100, to: -50) == "+50.0 %")
    #expect(DisplayNumber.change(from: .min, to: .max) == "+200.0 %")
  }

  @Test func `days and weeks read as people say them`() {
    #expect(DisplayNumber.day(Day("2026-03-14")!) == "14 Mar 2026")
    #expect(DisplayNumber.day(Day("2026-12-01")!) == "1 Dec 2026")
    #expect(DisplayNumber.week(Week(lastDay: Day("2026-03-15")!)) == "W11 2026")
  }
}
