package import Kernel

/// Targets as a tree. Sums are never kept: a node is what hangs below it plus what it holds back.
package struct TargetTree: Sendable {
  package private(set) var nodes: [ID<TargetNode>: TargetNode] = [:]
  /// Children in the order in which they came.
  private(set) var below: [ID<TargetNode>: [ID<TargetNode>]] = [:]
  /// What hangs below nothing that is here: one in a whole tree, several in what a reader may see.
  package private(set) var roots: [ID<TargetNode>] = []

  /// Refuses a circle, and a node below one that may not stand above it.
  package init(_ list: [TargetNode]) throws(TargetRefusal) {
    for node in list { nodes[node.id] = node }
    for node in list {
      guard let parent = node.parent.flatMap({ nodes[$0] }) else {
        roots.append(node.id)
        continue
      }
      guard node.kind.mayHang(below: parent.kind) else { throw .wrongPlace(node.name, parent.name) }
      below[parent.id, default: []].append(node.id)
    }
    guard order.count == nodes.count else {
      let seen = Set(order)
      throw .circle(list.first { !seen.contains($0.id) }?.name ?? "")
    }
  }

  /// Parents before children, each followed by its own.
  package var order: [ID<TargetNode>] { roots.flatMap(withThoseBelow) }

  package func withThoseBelow(_ id: ID<TargetNode>) -> [ID<TargetNode>] {
    [id] + children(of: id).flatMap(withThoseBelow)
  }

  package func children(of id: ID<TargetNode>) -> [ID<TargetNode>] { below[id] ?? [] }
  package func isLeaf(_ id: ID<TargetNode>) -> Bool { children(of: id).isEmpty }

  /// How many stand above it.
  package func depth(of id: ID<TargetNode>) -> Int {
    guard let parent = nodes[id]?.parent, nodes[parent] != nil else { return 0 }
    return depth(of: parent) + 1
  }

  /// Its target by period: its children's plus what it holds back.
  package func phases(of id: ID<TargetNode>) -> [Int64] {
    children(of: id).reduce(nodes[id]?.own ?? TargetNode.nothing) { sum, child in
      zip(sum, phases(of: child)).map(+)
    }
  }

  package func total(of id: ID<TargetNode>) -> Int64 { phases(of: id).reduce(0, +) }

  /// What it holds back; nothing for a node without children.
  package func holdBack(of id: ID<TargetNode>) -> Int64 {
    isLeaf(id) ? 0 : (nodes[id]?.own ?? []).reduce(0, +)
  }

  mutating func set(_ own: [Int64], of id: ID<TargetNode>) { nodes[id]?.own = own }

  mutating func hang(_ id: ID<TargetNode>, below parent: ID<TargetNode>) {
    if let old = nodes[id]?.parent { below[old]?.removeAll { $0 == id } }
    roots.removeAll { $0 == id }
    nodes[id]?.parent = parent
    below[parent, default: []].append(id)
  }
}
