/// A tree of yes-or-no questions on bins; a node's value is what a row that got there is worth on average.
struct GrownTree: Sendable {
  struct Node: Sendable {
    /// -1 at a leaf.
    var column = -1
    /// Rows up to this bin go left.
    var bin: UInt8 = 0
    var left = 0
    var right = 0
    var value = 0.0
    var rows = 0
  }

  var nodes: [Node]

  @inline(__always)
  func value(_ bin: (Int) -> UInt8) -> Double {
    var place = 0
    while nodes[place].column >= 0 {
      let node = nodes[place]
      place = bin(node.column) <= node.bin ? node.left : node.right
    }
    return nodes[place].value
  }

  /// The value at the root; `parts` gets what every question on the way changed (Saabas, 2014).
  func walk(_ bins: [UInt8], _ parts: inout [Double]) -> Double {
    var place = 0
    while nodes[place].column >= 0 {
      let node = nodes[place]
      let next = bins[node.column] <= node.bin ? node.left : node.right
      parts[node.column] += nodes[next].value - node.value
      place = next
    }
    return nodes[0].value
  }

  /// Inner nodes become the mean of their leaves, by rows.
  mutating func average() {
    for place in nodes.indices.reversed() where nodes[place].column >= 0 {
      let left = nodes[nodes[place].left], right = nodes[nodes[place].right]
      let rows = Double(left.rows + right.rows)
      nodes[place].value = (left.value * Double(left.rows) + right.value * Double(right.rows)) / max(1, rows)
    }
  }
}
