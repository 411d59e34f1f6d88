/// A node of a tree and what it belongs to.
package struct HierarchyNode: Hashable, Sendable {
  package let name: String
  package let parent: String?

  package init(_ name: String, parent: String? = nil) {
    self.name = name
    self.parent = parent
  }
}

/// Series of which some are sums of others.
///
/// Nodes that nothing belongs to are the bottom; every other node is the sum of the bottom nodes below it. A
/// tree, two trees crossed (accounts by products), and the steps of a year summed to months and quarters are
/// all of this form.
package struct Hierarchy: Sendable {
  package let names: [String]
  /// The nodes at the bottom.
  package let bottom: [Int]
  /// The nodes that are sums, and the places in `bottom` of what they sum up.
  package let sums: [Int]
  let members: [[Int]]
  /// Of a tree each node's children; empty where the hierarchy is no tree.
  let children: [[Int]]
  /// Of a tree each node's distance from its root.
  package let depth: [Int]

  init(
    names: [String], bottom: [Int], sums: [Int], members: [[Int]], children: [[Int]] = [], depth: [Int] = []
  ) {
    (self.names, self.bottom, self.sums) = (names, bottom, sums)
    (self.members, self.children, self.depth) = (members, children, depth)
  }

  /// A tree, or several, in any order.
  package init(_ nodes: [HierarchyNode]) throws(HierarchyRefusal) {
    let tree = try HierarchyTree(nodes)
    let bottom = nodes.indices.filter { tree.children[$0].isEmpty }
    var place = [Int](repeating: -1, count: nodes.count)
    for (position, node) in bottom.enumerated() { place[node] = position }
    let sums = nodes.indices.filter { !tree.children[$0].isEmpty }
    let members = sums.map { node in tree.leaves(node).map { place[$0] } }
    self.init(
      names: nodes.map(\.name), bottom: bottom, sums: sums, members: members, children: tree.children,
      depth: tree.depth)
  }

  /// Two trees crossed: a node for each pair of nodes above a given pair of bottom nodes, named `first /
  /// second`.
  package init(
    _ first: [HierarchyNode], by second: [HierarchyNode], pairs: [(first: String, second: String)]
  ) throws(HierarchyRefusal) {
    let left = try HierarchyTree(first), right = try HierarchyTree(second)
    var names: [String] = [], members: [[Int]] = [], known: [[Int]: Int] = [:], bottom: [Int] = []
    var own: [[Int]] = []
    for pair in pairs {
      let name = "\(pair.first) / \(pair.second)"
      guard let l = left.place[pair.first] else { throw .orphan(name, parent: pair.first) }
      guard let r = right.place[pair.second] else { throw .orphan(name, parent: pair.second) }
      guard known[[l, r]] == nil else { throw .repeated(name) }
      known[[l, r]] = names.count
      bottom.append(names.count)
      own.append([l, r])
      names.append(name)
      members.append([])
    }
    for (position, pair) in own.enumerated() {
      for l in left.path(pair[0]) {
        for r in right.path(pair[1]) where [l, r] != pair {
          if known[[l, r]] == nil {
            known[[l, r]] = names.count
            names.append("\(first[l].name) / \(second[r].name)")
            members.append([])
          }
          members[known[[l, r]] ?? 0].append(position)
        }
      }
    }
    guard !names.isEmpty else { throw .empty }
    let sums = names.indices.filter { !members[$0].isEmpty }
    self.init(names: names, bottom: bottom, sums: sums, members: sums.map { members[$0] })
  }

  /// Bottom nodes and sums of some of them: all bottom nodes first, then the sums.
  package init(names: [String], sums members: [[Int]]) throws(HierarchyRefusal) {
    let count = names.count - members.count
    guard count > 0 else { throw .empty }
    guard Set(names).count == names.count else {
      throw .repeated(Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.min() ?? "")
    }
    for (place, parts) in members.enumerated() where parts.isEmpty || parts.contains(where: { $0 >= count }) {
      throw .orphan(names[count + place], parent: names[count + place])
    }
    self.init(names: names, bottom: Array(0..<count), sums: Array(count..<names.count), members: members)
  }

  /// The steps of a cycle and their sums of several lengths: a year of 52 weeks with 4, 13 and 52.
  ///
  /// Athanasopoulos, Hyndman, Kourentzes and Petropoulos, "Forecasting with temporal hierarchies", European
  /// Journal of Operational Research 262 (2017). Nodes come step by step, then sum by sum in the order of
  /// `lengths`.
  package static func temporal(cycle: Int, lengths: [Int]) throws(HierarchyRefusal) -> Hierarchy {
    guard cycle >= 1 else { throw .empty }
    var names = (1...cycle).map { "step \($0)" }, members: [[Int]] = []
    for length in lengths {
      guard length > 1, cycle % length == 0 else { throw .level(length) }
      for block in 0..<(cycle / length) {
        names.append("\(length) steps, block \(block + 1)")
        members.append(Array(block * length..<(block + 1) * length))
      }
    }
    return Hierarchy(
      names: names, bottom: Array(0..<cycle), sums: Array(cycle..<names.count), members: members)
  }

  /// All nodes as sums of the bottom.
  package func summed(_ bottom: [Double]) -> [Double] {
    var all = [Double](repeating: 0, count: names.count)
    for (position, node) in self.bottom.enumerated() { all[node] = bottom[position] }
    for (place, node) in sums.enumerated() {
      var sum = 0.0
      for position in members[place] { sum += bottom[position] }
      all[node] = sum
    }
    return all
  }
}
