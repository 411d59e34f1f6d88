import Blueprint
import Insights
import Testing

struct InsightsCapabilityTests {
  @Test func `every navigation entry leads to a page of its own`() {
    let paths = Set(insightsCapability.endpoints.map(\.path))
    #expect(insightsCapability.navigation.allSatisfy { paths.contains($0.href) })
  }
}
