import Blueprint
package import Kernel
import Statistics

/// Where a change of one target comes from, so that everybody knows what holds.
package enum TargetSource: String, Choice {
  /// The parent's target holds; what it holds back pays.
  case holdBack = "hold-back"
  /// The parent's target holds; those beside it pay, in proportion.
  case siblings
  /// All above it change by the same amount.
  case above

  var label: String {
    switch self {
    case .holdBack: "from the hold-back above it: totals above hold"
    case .siblings: "from those beside it, in proportion: totals above hold"
    case .above: "everything above it changes too"
    }
  }
}

/// Every change keeps to the last cent what it does not say it changes.
extension TargetTree {
  /// Another amount for one node; what hangs below it and what it holds back change in proportion.
  package func changed(
    _ id: ID<TargetNode>, to amount: Int64, from source: TargetSource
  ) throws(TargetRefusal) -> TargetTree {
    guard let node = nodes[id] else { throw .notThere("target") }
    guard amount >= 0 else { throw .negative }
    let delta = amount - total(of: id)
    var tree = self
    tree.scale(withThoseBelow(id), to: amount, like: phases(of: node.parent ?? id))
    guard delta != 0, source != .above else { return tree }
    guard let parent = node.parent, nodes[parent] != nil else { throw .nothingAbove(node.name) }
    switch source {
    case .holdBack:
      let left = holdBack(of: parent) - delta
      guard left >= 0 else { throw .holdBackTooSmall(node.name, missing: -left) }
      tree.scale([parent], to: left, like: phases(of: parent))
    case .siblings:
      let others = children(of: parent).filter { $0 != id }
      let left = others.map(total).reduce(0, +) - delta
      guard left >= 0, !others.isEmpty else { throw .siblingsTooSmall(node.name) }
      tree.scale(others.flatMap(withThoseBelow), to: left, like: phases(of: parent))
    case .above: break
    }
    return tree
  }

  /// Hangs a node elsewhere with its target: those above its old place fall, those above the new one rise.
  package func moved(_ id: ID<TargetNode>, below parent: ID<TargetNode>) throws(TargetRefusal) -> TargetTree {
    guard let node = nodes[id], let place = nodes[parent] else { throw .notThere("target") }
    guard !withThoseBelow(id).contains(parent) else { throw .circle(node.name) }
    guard node.kind.mayHang(below: place.kind) else { throw .wrongPlace(node.name, place.name) }
    var tree = self
    // A node that gets its first child would turn its own target into a hold-back nobody asked for.
    guard !isLeaf(parent) || total(of: parent) == 0 || place.kind != .account else {
      throw .wrongPlace(node.name, place.name)
    }
    tree.hang(id, below: parent)
    return tree
  }

  /// All cells of these nodes in proportion, so that together they come to `amount`; where all are empty, the leaves get
  /// it by the periods of `shape`.
  private mutating func scale(_ ids: [ID<TargetNode>], to amount: Int64, like shape: [Int64]) {
    let cells = ids.flatMap { nodes[$0]?.own ?? TargetNode.nothing }, base = cells.reduce(0, +)
    if base > 0 {
      let scaled = largestRemainder(cells, of: base, scale: amount)
      for (place, id) in ids.enumerated() { set(Array(scaled[place * 12..<place * 12 + 12]), of: id) }
      return
    }
    let leaves = ids.filter(isLeaf), takers = leaves.isEmpty ? ids : leaves
    let parts = FairSplit.even(amount, over: takers.count)
    for (id, part) in zip(takers, parts) { set(FairSplit.phased(part, by: shape), of: id) }
  }
}
