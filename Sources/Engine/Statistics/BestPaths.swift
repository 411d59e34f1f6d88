/// The strongest ways through a graph whose edges have strengths of 0 to 1: a way is as strong as the product of its edges.
///
/// Best-first search: a way never grows stronger by going on, so whichever way comes to a goal first is the strongest
/// that is left (Dijkstra's argument, with products in the place of sums). Ways pass no node twice.
package struct BestPaths: Sendable {
  package struct Edge: Hashable, Sendable {
    package let to: Int
    package let strength: Double

    package init(to: Int, strength: Double) {
      self.to = to
      self.strength = strength
    }
  }

  package struct Path: Hashable, Sendable {
    package let nodes: [Int]
    package let strength: Double
  }

  /// By node; edges of no strength, and those that lead out of the graph, are left out.
  let edges: [[Edge]]

  package init(_ edges: [[Edge]]) {
    self.edges = edges.map { some in
      some.filter { $0.strength > 0 && $0.strength <= 1 && edges.indices.contains($0.to) }
    }
  }

  /// The `count` strongest ways from a node to any of `goals`, of at most `steps` edges, strongest first. No way goes on
  /// beyond a goal. After `effort` ways were looked at the search ends with what it has.
  package func from(
    _ start: Int, to goals: Set<Int>, steps: Int, count: Int, effort: Int = 100_000
  ) -> [Path] {
    guard edges.indices.contains(start), count > 0 else { return [] }
    var open = Heap(), found: [Path] = [], looked = 0
    open.push(Path(nodes: [start], strength: 1))
    while found.count < count, looked < effort, let path = open.pop() {
      looked += 1
      let end = path.nodes[path.nodes.count - 1]
      if path.nodes.count > 1, goals.contains(end) {
        found.append(path)
        continue
      }
      guard path.nodes.count <= steps else { continue }
      for edge in edges[end] where !path.nodes.contains(edge.to) {
        open.push(Path(nodes: path.nodes + [edge.to], strength: path.strength * edge.strength))
      }
    }
    return found
  }

  /// The strongest on top; of equals the shorter, then the one by the smaller nodes, so that the same graph gives the same.
  private struct Heap {
    private var paths: [Path] = []

    private static func isBefore(_ left: Path, _ right: Path) -> Bool {
      if left.strength != right.strength { return left.strength > right.strength }
      if left.nodes.count != right.nodes.count { return left.nodes.count < right.nodes.count }
      return left.nodes.lexicographicallyPrecedes(right.nodes)
    }

    mutating func push(_ path: Path) {
      paths.append(path)
      var place = paths.count - 1
      while place > 0, Self.isBefore(paths[place], paths[(place - 1) / 2]) {
        paths.swapAt(place, (place - 1) / 2)
        place = (place - 1) / 2
      }
    }

    mutating func pop() -> Path? {
      guard let top = paths.first, let last = paths.popLast() else { return nil }
      guard !paths.isEmpty else { return top }
      paths[0] = last
      var place = 0
      while true {
        let left = 2 * place + 1, right = left + 1
        var best = place
        if left < paths.count, Self.isBefore(paths[left], paths[best]) { best = left }
        if right < paths.count, Self.isBefore(paths[right], paths[best]) { best = right }
        guard best != place else { return top }
        paths.swapAt(place, best)
        place = best
      }
    }
  }
}
