import Statistics
import Testing

struct LogMeanTests {
  @Test func `the mean of equal numbers is that number`() {
    #expect(logMean(5, 5) == 5)
  }

  @Test func `it lies between the geometric and the arithmetic mean`() {
    #expect(logMean(1, 4) > 2)
    #expect(logMean(1, 4) < 2.5)
    #expect(abs(logMean(1_000, 1_000.0001) - 1_000.00005) < 1e-9)
  }
}
