import Foundation
import TimeSeries

/// CPU seconds to make 13 steps of 2,331 nodes tie, 2,000 of them at the bottom.
func reportTree() throws {
  var nodes = [HierarchyNode("all")], state: UInt64 = 5
  for region in 0..<10 {
    nodes.append(HierarchyNode("region \(region)", parent: "all"))
    for area in 0..<32 { nodes.append(HierarchyNode("area \(region) \(area)", parent: "region \(region)")) }
  }
  for item in 0..<2_000 {
    nodes.append(HierarchyNode("item \(item)", parent: "area \(item % 320 / 32) \(item % 32)"))
  }
  func random() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }
  let hierarchy = try Hierarchy(nodes)
  let errors = nodes.map { _ in (0..<143).map { _ in random() - 0.5 } }
  let forecasts = nodes.map { _ in (0..<13).map { _ in 5 * random() } }
  for method in [Reconciliation.minimumTrace, .variance, .ordinary, .bottomUp] {
    let start = cpu()
    _ = try hierarchy.reconciled(forecasts, errors: errors, by: method)
    print("\(method): \(String(format: "%.3f", cpu() - start)) CPU seconds for \(nodes.count) nodes")
  }
}
