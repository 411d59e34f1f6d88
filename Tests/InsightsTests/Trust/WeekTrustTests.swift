import Kernel
import Testing

@testable import Insights

struct WeekTrustTests {
  private func counts(_ units: [Int64], sites: [Int] = []) -> [Int32: WeekCount] {
    var counts: [Int32: WeekCount] = [:]
    for (place, amount) in units.enumerated() where amount >= 0 {
      counts[Int32(2_000 + place)] = WeekCount(
        units: amount * 1_000, value: amount * 20_000, sites: place < sites.count ? sites[place] : 50)
    }
    return counts
  }

  @Test func `level weeks have no finding`() {
    let weeks = WeekTrust.all(counts([100, 102, 98, 101, 99, 100, 103, 97, 100, 101]), endingOn: .saturday)
    #expect(weeks.count == 10)
    #expect(weeks.allSatisfy { $0.findings.isEmpty })
  }

  @Test func `a week without figures between others is missing`() {
    let weeks = WeekTrust.all(counts([100, 101, -1, 99, 100, 102]), endingOn: .saturday)
    #expect(weeks.filter { $0.findings == [.missing] }.map(\.units) == [0])
    #expect(weeks[2].week == weeks[1].week.advanced(by: 1))
  }

  @Test func `a week with four sites in five is thin, one with nine in ten is not`() {
    let level = [Int64](repeating: 100, count: 10)
    let thin = WeekTrust.all(
      counts(level, sites: [50, 50, 50, 50, 40, 50, 50, 50, 50, 50]), endingOn: .saturday)
    #expect(thin.map(\.findings.isEmpty).filter { !$0 }.count == 1)
    #expect(thin[4].findings == [.fewSites])
    let enough = WeekTrust.all(
      counts(level, sites: [50, 50, 50, 50, 45, 50, 50, 50, 50, 50]), endingOn: .saturday)
    #expect(enough.allSatisfy { $0.findings.isEmpty })
  }

  @Test func `a doubled week jumps, a steady season does not`() {
    let doubled = WeekTrust.all(counts([100, 101, 99, 100, 200, 102, 98, 100, 101]), endingOn: .saturday)
    #expect(doubled.filter { $0.findings.contains(.jump) }.map(\.units) == [200_000])
    let season = WeekTrust.all(
      counts([100, 110, 120, 130, 140, 150, 160, 170, 180, 190]), endingOn: .saturday)
    #expect(season.allSatisfy { !$0.findings.contains(.jump) })
  }

  @Test func `a peak that comes every year is the season`() {
    let year: [Int64] = (0..<52).map { $0 == 25 ? 180 : 100 + Int64($0 % 3) }
    let twice = WeekTrust.all(counts(year + year), endingOn: .saturday)
    #expect(twice.allSatisfy { $0.findings.isEmpty })
    let once = WeekTrust.all(counts(year + [Int64](repeating: 101, count: 52)), endingOn: .saturday)
    #expect(once.indices.filter { once[$0].findings == [.jump] } == [25])
  }

  @Test func `few weeks say nothing about what is usual`() {
    let weeks = WeekTrust.all(counts([100, 900, 100]), endingOn: .saturday)
    #expect(weeks.allSatisfy { $0.usualUnits == nil && $0.findings.isEmpty })
  }

  @Test func `a file is late when it comes a week after the source's custom`() {
    #expect(SourceTrust.lateness([3, 3, 4, 3, 12]) == [false, false, false, false, true])
    #expect(SourceTrust.lateness([3, 12]) == [false, false])
    #expect(SourceTrust.lateness([3, nil, 4, 3, 10]) == [false, false, false, false, false])
  }
}
