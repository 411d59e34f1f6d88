import Blueprint
import Kernel
import Storage

/// An account or a product as the drivers need it: a number, a name, what it hangs below.
struct DriverNode: Sendable {
  let number: Int32
  let id: String
  let name: String
  let parent: Int32?
  let isProvisional: Bool
  /// A store or a site: sales of its items are looked at in the account above.
  let isSite: Bool
}

/// A tree of accounts or products, as far as the reader may see it.
struct DriverTree: Sendable {
  let nodes: [Int32: DriverNode]

  init(_ nodes: [DriverNode]) {
    self.nodes = Dictionary(nodes.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The parent, where it is to be seen.
  func parent(of number: Int32) -> Int32? {
    guard let parent = nodes[number]?.parent, nodes[parent] != nil else { return nil }
    return parent
  }

  /// For every number at or below `root` (nil: any), what hangs directly below `root` at or above it; itself is `root`.
  func parts(below root: Int32?) -> [Int32: Int32] {
    var known: [Int32: Int32?] = [:]
    if let root { known[root] = root }
    for start in nodes.keys { _ = part(of: start, below: root, &known) }
    return known.compactMapValues { $0 }
  }

  private func part(of start: Int32, below root: Int32?, _ known: inout [Int32: Int32?]) -> Int32? {
    var path: [Int32] = [], number = start
    var found: Int32??
    while path.count < 100 {
      if let one = known[number] {
        // Right below the root a number is its own part.
        found = .some(number == root ? path.last ?? root : one)
        break
      }
      path.append(number)
      guard let parent = parent(of: number) else {
        found = .some(root == nil ? number : nil)
        break
      }
      number = parent
    }
    let part = found ?? nil
    for one in path { known[one] = .some(part) }
    return part
  }

  /// The leaf account of a site: the account directly above a store, any other itself.
  func holder(of site: Int32, in root: Int32?) -> Int32 {
    guard site != root, let node = nodes[site], node.isSite, let parent = parent(of: site) else {
      return site
    }
    return parent
  }

  /// From the top down to a number, itself included.
  func path(to number: Int32) -> [DriverNode] {
    var path: [DriverNode] = [], next: Int32? = number
    while let one = next, let node = nodes[one], path.count < 100 {
      path.append(node)
      next = parent(of: one)
    }
    return path.reversed()
  }
}
