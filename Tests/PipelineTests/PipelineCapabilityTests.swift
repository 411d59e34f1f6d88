import Blueprint
import Kernel
import Pipeline
import Testing

struct PipelineCapabilityTests {
  @Test func `every navigation entry leads to a page of its own`() {
    let paths = Set(pipelineCapability.endpoints.map(\.path))
    #expect(pipelineCapability.navigation.allSatisfy { paths.contains($0.href) })
  }

  @Test func `nobody below a manager changes a deal`() {
    let viewer = Actor(id: .new(), name: "Vera", role: .viewer)
    let open = pipelineCapability.endpoints.filter { $0.writes && $0.allow.admits(viewer, writing: true) }
    #expect(open.map(\.path) == [])
  }
}
