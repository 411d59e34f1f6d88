import Kernel
import Testing
import TimeSeries

@testable import Forecasting

struct DemandSeriesTests {
  private func lay(_ sold: [Int32: Int64], through: Int32 = 100, but missing: Set<Int32> = [])
    -> DemandSeries.Outcome
  {
    DemandSeries.lay(sold, reported: Set(0...through).subtracting(missing), through: through)
  }

  private func ready(_ outcome: DemandSeries.Outcome) throws -> DemandSeries.Ready {
    guard case .ready(let one) = outcome else {
      throw ForecastRefusal.nothingThere
    }
    return one
  }

  private func why(_ outcome: DemandSeries.Outcome) -> String? {
    if case .leftOut(let why) = outcome { why } else { nil }
  }

  @Test func `a week without a sale is nothing sold, a week without a file is filled in`() throws {
    let sold: [Int32: Int64] = [90: 4_000, 91: 4_000, 94: 8_000, 96: 6_000, 100: 2_000]
    let one = try ready(lay(sold, but: [95]))
    #expect(one.series.values == [4, 4, 0, 0, 8, 7, 6, 0, 0, 0, 2])
    #expect(one.filled == 1 && one.delay == 0)
  }

  @Test func `what lies before a gap of half a year is left away`() throws {
    let one = try ready(lay([10: 1_000, 90: 3_000, 100: 5_000], but: Set(20...70)))
    #expect(one.series.values.count == 30)
  }

  @Test func `one point is a series; nothing sold, long ago sold and no file for long are not`() throws {
    #expect(try ready(lay([100: 7_000])).series.values == [7])
    #expect(why(lay([:])) == "never sold")
    #expect(why(lay([50: 0, 60: 0])) == "never sold")
    #expect(why(lay([50: 9_000])) == "nothing sold for 50 weeks")
    #expect(why(DemandSeries.lay([50: 9_000], reported: Set(0...80), through: 100)) == "no file for 20 weeks")
    #expect(try ready(DemandSeries.lay([99: 9_000], reported: Set(0...99), through: 100)).delay == 1)
  }

  @Test func `whole units follow the running sum, so that a third a week is one every third week`() {
    let units = DemandSeries.rounded([Double](repeating: 1.0 / 3, count: 12))
    #expect(units.reduce(0, +) == 4)
    #expect(units.max() == 1)
    #expect(DemandSeries.rounded([0, 0, 0]) == [0, 0, 0])
  }

  @Test func `packed weeks come back as they were, and half of them do not`() throws {
    let lists: [[Int64]] = [[1, 5, 1_000_000_000_000, -7], [], [.max, .min, 0]]
    let bytes = PackedWeeks.pack(lists)
    #expect(bytes.withUnsafeBytes { PackedWeeks.unpack($0, lists: 3) } == lists)
    #expect(Array(bytes.dropLast()).withUnsafeBytes { PackedWeeks.unpack($0, lists: 3) } == nil)
    #expect((bytes + [0]).withUnsafeBytes { PackedWeeks.unpack($0, lists: 3) } == nil)
  }
}
