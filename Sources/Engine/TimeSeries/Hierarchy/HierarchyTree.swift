/// Who belongs to whom, checked.
struct HierarchyTree {
  let place: [String: Int]
  let parent: [Int?]
  let children: [[Int]]
  let depth: [Int]

  init(_ nodes: [HierarchyNode]) throws(HierarchyRefusal) {
    guard !nodes.isEmpty else { throw .empty }
    var place: [String: Int] = [:]
    for (index, node) in nodes.enumerated() {
      guard place.updateValue(index, forKey: node.name) == nil else { throw .repeated(node.name) }
    }
    var parent: [Int?] = [], children = [[Int]](repeating: [], count: nodes.count)
    for (index, node) in nodes.enumerated() {
      guard let name = node.parent else {
        parent.append(nil)
        continue
      }
      guard let above = place[name] else { throw .orphan(node.name, parent: name) }
      parent.append(above)
      children[above].append(index)
    }
    var depth: [Int] = []
    for index in nodes.indices {
      var steps = 0, above = parent[index]
      while let next = above {
        steps += 1
        guard steps <= nodes.count else { throw .cycle(nodes[index].name) }
        above = parent[next]
      }
      depth.append(steps)
    }
    (self.place, self.parent, self.children, self.depth) = (place, parent, children, depth)
  }

  /// The bottom nodes below a node.
  func leaves(_ node: Int) -> [Int] {
    var found: [Int] = [], open = [node]
    while let next = open.popLast() {
      if children[next].isEmpty { found.append(next) } else { open += children[next] }
    }
    return found.sorted()
  }

  /// A node and all above it.
  func path(_ node: Int) -> [Int] {
    var path = [node], above = parent[node]
    while let next = above {
      path.append(next)
      above = parent[next]
    }
    return path
  }
}
