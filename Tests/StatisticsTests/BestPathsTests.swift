import Kernel
import Testing

@testable import Statistics

struct BestPathsTests {
  /// A graph of a dozen nodes with edges at random, both ways alike.
  private static func graph(_ random: inout SeededGenerator) -> [[BestPaths.Edge]] {
    let count = Int.random(in: 2...12, using: &random)
    var edges = [[BestPaths.Edge]](repeating: [], count: count)
    for left in 0..<count {
      for right in (left + 1)..<count where Int.random(in: 0..<3, using: &random) == 0 {
        let strength = Double(Int.random(in: 1...100, using: &random)) / 100
        edges[left].append(.init(to: right, strength: strength))
        edges[right].append(.init(to: left, strength: strength))
      }
    }
    return edges
  }

  /// Every way there is, by trying all.
  private static func all(
    _ edges: [[BestPaths.Edge]], _ path: [Int], _ strength: Double, _ goals: Set<Int>, _ steps: Int
  ) -> [BestPaths.Path] {
    let end = path[path.count - 1]
    if path.count > 1, goals.contains(end) { return [.init(nodes: path, strength: strength)] }
    guard path.count <= steps else { return [] }
    return edges[end].filter { !path.contains($0.to) }.flatMap {
      all(edges, path + [$0.to], strength * $0.strength, goals, steps)
    }
  }

  @Test
  func `a way is as strong as the product of its edges, passes nobody twice, and none stronger is left out`()
  {
    var random = SeededGenerator(seed: 21)
    for _ in 0..<400 {
      let edges = Self.graph(&random), goals: Set = [edges.count - 1, edges.count / 2]
      let found = BestPaths(edges).from(0, to: goals, steps: 4, count: 5)
      let all = Self.all(edges, [0], 1, goals, 4).map(\.strength).sorted(by: >)
      #expect(found.map(\.strength) == Array(all.prefix(5)))
      for path in found {
        #expect(Set(path.nodes).count == path.nodes.count && path.nodes.count <= 5)
        let product = zip(path.nodes, path.nodes.dropFirst()).reduce(1.0) { sum, pair in
          sum * (edges[pair.0].first { $0.to == pair.1 }?.strength ?? .nan)
        }
        #expect(path.strength == product)
      }
    }
  }

  @Test func `no graph, no edge, a start outside and edges of no strength give no way`() {
    #expect(BestPaths([]).from(0, to: [0], steps: 3, count: 3) == [])
    #expect(BestPaths([[], []]).from(0, to: [1], steps: 3, count: 3) == [])
    #expect(BestPaths([[], []]).from(7, to: [1], steps: 3, count: 3) == [])
    let edges: [[BestPaths.Edge]] = [
      [
        .init(to: 1, strength: 0), .init(to: 1, strength: .nan), .init(to: 1, strength: 1.5),
        .init(to: 9, strength: 1),
      ],
      [],
    ]
    #expect(BestPaths(edges).from(0, to: [1], steps: 3, count: 3) == [])
  }

  @Test func `a crowd where everybody knows everybody is looked through no further than asked`() {
    let count = 300
    let edges = (0..<count).map { one in
      (0..<count).filter { $0 != one }.map { BestPaths.Edge(to: $0, strength: 0.5) }
    }
    let found = BestPaths(edges).from(0, to: [count - 1], steps: 3, count: 3, effort: 2_000)
    #expect(found.map(\.nodes) == [[0, 299], [0, 1, 299], [0, 2, 299]])
  }
}
