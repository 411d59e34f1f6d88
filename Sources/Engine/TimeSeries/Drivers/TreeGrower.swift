/// Grows one tree, always at the leaf where a question gains most.
struct TreeGrower {
  private struct Leaf {
    var rows: [Int32]
    var node: Int
    /// Column by column: for each bin the sum of signs and the number of rows.
    var sums: [Double]
    var split: Split?
  }

  private struct Split {
    var gain: Double
    var column: Int
    var bin: UInt8
  }

  private let binned: [[UInt8]]
  private let settings: BoostedTrees.Settings
  private let columns: [Int]
  private let rows: [Int32]

  init(_ binned: [[UInt8]], settings: BoostedTrees.Settings, random: inout SplitMix) {
    self.binned = binned
    self.settings = settings
    let wanted = max(1, Int((Double(binned.count) * settings.columnShare).rounded()))
    columns = Array(binned.indices.shuffled(using: &random).prefix(wanted)).sorted()
    var rows: [Int32] = []
    for row in binned[0].indices where random.unit() < settings.rowShare { rows.append(Int32(row)) }
    self.rows = rows
  }

  mutating func grow(_ target: [Double], _ fit: [Double]) -> GrownTree {
    let signs = zip(target, fit).map { $0 > $1 ? 1.0 : $0 < $1 ? -1.0 : 0 }
    var tree = GrownTree(nodes: [GrownTree.Node()])
    var leaves = [Leaf(rows: rows, node: 0, sums: sums(rows, signs))]
    leaves[0].split = best(leaves[0])
    while leaves.count < settings.leaves {
      guard let place = leaves.indices.max(by: { gain(leaves[$0]) < gain(leaves[$1]) }),
        let split = leaves[place].split
      else { break }
      part(&leaves, place, split, signs, &tree)
    }
    for leaf in leaves {
      var rest = leaf.rows.map { target[Int($0)] - fit[Int($0)] }
      tree.nodes[leaf.node].rows = rest.count
      tree.nodes[leaf.node].value = rest.isEmpty ? 0 : settings.rate * BoostedTrees.median(&rest)
    }
    tree.average()
    return tree
  }

  private func gain(_ leaf: Leaf) -> Double { leaf.split?.gain ?? -1 }

  private func part(
    _ leaves: inout [Leaf], _ place: Int, _ split: Split, _ signs: [Double], _ tree: inout GrownTree
  ) {
    let parent = leaves[place], column = binned[split.column]
    var left: [Int32] = [], right: [Int32] = []
    for row in parent.rows {
      if column[Int(row)] <= split.bin { left.append(row) } else { right.append(row) }
    }
    let (small, large) = left.count < right.count ? (left, right) : (right, left)
    let smallSums = sums(small, signs)
    var largeSums = parent.sums
    for k in largeSums.indices { largeSums[k] -= smallSums[k] }
    let node = tree.nodes.count
    tree.nodes[parent.node] = GrownTree.Node(
      column: split.column, bin: split.bin, left: node, right: node + 1, rows: parent.rows.count)
    tree.nodes += [GrownTree.Node(), GrownTree.Node()]
    let isLeftSmall = left.count < right.count
    leaves[place] = Leaf(rows: small, node: isLeftSmall ? node : node + 1, sums: smallSums)
    leaves.append(Leaf(rows: large, node: isLeftSmall ? node + 1 : node, sums: largeSums))
    for changed in [place, leaves.count - 1] { leaves[changed].split = best(leaves[changed]) }
  }

  private func sums(_ rows: [Int32], _ signs: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: columns.count * ColumnBins.most * 2)
    sums.withUnsafeMutableBufferPointer { sums in
      signs.withUnsafeBufferPointer { signs in
        for (place, column) in columns.enumerated() {
          let own = sums.baseAddress! + place * ColumnBins.most * 2
          binned[column].withUnsafeBufferPointer { bins in
            for row in rows {
              let bin = 2 * Int(bins[Int(row)])
              own[bin] += signs[Int(row)]
              own[bin + 1] += 1
            }
          }
        }
      }
    }
    return sums
  }

  private func best(_ leaf: Leaf) -> Split? {
    let fewest = Double(settings.fewestRows), count = Double(leaf.rows.count)
    guard count >= 2 * fewest else { return nil }
    var found: Split?
    for (place, column) in columns.enumerated() {
      let own = place * ColumnBins.most * 2
      var total = 0.0
      for bin in 0..<ColumnBins.most { total += leaf.sums[own + 2 * bin] }
      var sum = 0.0, rows = 0.0
      for bin in 0..<(ColumnBins.most - 1) {
        sum += leaf.sums[own + 2 * bin]
        rows += leaf.sums[own + 2 * bin + 1]
        guard rows >= fewest else { continue }
        guard count - rows >= fewest else { break }
        let rest = total - sum
        let gain =
          sum * sum / (rows + settings.penalty) + rest * rest / (count - rows + settings.penalty)
          - total * total / (count + settings.penalty)
        if gain > (found?.gain ?? 1e-9) { found = Split(gain: gain, column: column, bin: UInt8(bin)) }
      }
    }
    return found
  }
}
