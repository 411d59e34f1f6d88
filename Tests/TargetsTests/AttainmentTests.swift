import Kernel
import Testing

@testable import Targets

struct AttainmentTests {
  /// 6.2 M of 20 M after half a year of which the season makes 36 % due.
  @Test func `pace by weeks is 62 percent where the season says 86`() {
    let one = Attainment(
      target: 20_000_000_00, actual: 6_200_000_00, due: 7_200_000_00, weeksDone: 26, weeksLeft: 26,
      recent: 0, recentWeeks: 0)
    #expect(one.linearPace?.formatted(decimals: 0) == "62 %")
    #expect(one.pace?.formatted(decimals: 0) == "86 %")
    #expect(one.attained?.formatted(decimals: 0) == "31 %")
    #expect(one.seasonalShare?.formatted(decimals: 0) == "36 %")
    #expect(one.standing == .behind)
    #expect(one.requiredPerWeek == 530_769_23)
  }

  @Test func `a seasonal account is not behind in January`() throws {
    // A tenth of the year is sold in its first quarter.
    let year = TargetYear(2025, .months)
    let phases = FairSplit.phased(1_200_000, by: [1, 1, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3])
    let january = year.periods[0].upperBound
    let due = year.due(phases, through: january)
    #expect(due == phases[0])
    let one = Attainment(
      target: 1_200_000, actual: phases[0], due: due, weeksDone: 4, weeksLeft: 48, recent: 0, recentWeeks: 0)
    #expect(one.standing == .onPace)
    #expect((one.linearPace?.count ?? 0) < 5_000)
  }

  @Test func `nothing is judged before the first week is sold`() {
    let one = Attainment(
      target: 100, actual: 0, due: 0, weeksDone: 0, weeksLeft: 52, recent: 0, recentWeeks: 0)
    #expect(one.standing == nil && one.pace == nil && one.linearPace == nil)
  }

  @Test func `a target of nothing has no attainment`() {
    let one = Attainment(target: 0, actual: 5, due: 0, weeksDone: 3, weeksLeft: 0, recent: 5, recentWeeks: 3)
    #expect(one.attained == nil && one.requiredPerWeek == nil && one.toGo == 0)
  }
}

struct TargetYearTests {
  private let retail = FiscalCalendar(.weeks445, startMonth: 2, weekEnding: .saturday)!

  @Test func `periods of 4, 4 and 5 weeks make up the year without a gap`() {
    for year in 2020...2032 {
      let one = TargetYear(year, retail)
      #expect(one.periods.count == 12)
      #expect(zip(one.periods, one.periods.dropFirst()).allSatisfy { $0.upperBound + 1 == $1.lowerBound })
      #expect([52, 53].contains(one.weeks.count))
    }
  }

  @Test func `what is due grows week by week to the whole`() {
    let year = TargetYear(2023, retail),
      phases = FairSplit.phased(1_000_003, by: [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 1, 40])
    var last: Int64 = 0
    for week in (year.weeks.lowerBound - 1)...(year.weeks.upperBound + 2) {
      let due = year.due(phases, through: week)
      #expect(due >= last)
      last = due
    }
    #expect(year.due(phases, through: year.weeks.lowerBound - 1) == 0)
    #expect(last == 1_000_003)
  }

  @Test func `the season is that of earlier years, each counting alike`() throws {
    let year = TargetYear(2025, retail)
    var sold: [Int32: Int64] = [:]
    for week in year.weeks {
      let peak: Int64 = year.periods[11].contains(week) ? 5 : 1
      sold[week - 52] = 100 * peak
      sold[week - 104] = 1_000 * peak
    }
    let season = try #require(
      year.season(sold, known: (year.weeks.lowerBound - 104)...(year.weeks.upperBound - 52)))
    let phased = FairSplit.phased(7_200, by: season)
    // 47 weeks of one and five of five: 72 shares.
    #expect(phased[11] == 2_500)
    #expect(phased[0] == 400)
  }

  @Test func `half a year of sales is no season`() {
    let year = TargetYear(2025, retail)
    #expect(year.season([:], known: (year.weeks.lowerBound - 26)...(year.weeks.lowerBound - 1)) == nil)
  }
}
