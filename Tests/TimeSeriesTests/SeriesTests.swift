import Testing
import TimeSeries

struct SeriesTests {
  @Test func `a series without values is refused`() {
    #expect(throws: SeriesRefusal.empty) { try Series([]) }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e101])
  func `what is not a number of use is refused by its row`(value: Double) {
    #expect(throws: SeriesRefusal.notFinite(row: 3)) { try Series([1, 2, value, 4]) }
  }

  @Test func `a season must be possible`() {
    #expect(throws: SeriesRefusal.season(0)) { try Series([1], season: 0) }
  }
}
