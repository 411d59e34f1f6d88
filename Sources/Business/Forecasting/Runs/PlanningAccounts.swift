import Accounts
import Kernel
import Storage

/// The accounts that sales are planned for: the banner of a site, or else its group.
struct PlanningAccounts: Sendable {
  struct Node: Sendable {
    let id: ID<Account>
    let number: Int32
    let name: String
    let isCustomer: Bool
    /// Where it hangs today; of a merged account the one it turned out to be.
    let above: ID<Account>?
  }

  private let nodes: [ID<Account>: Node]
  private let scope: ID<Account>?

  init(_ nodes: [Node], below scope: ID<Account>?) {
    self.nodes = Dictionary(nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.scope = scope
  }

  /// The account itself and all above it.
  func path(of id: ID<Account>) -> [Node] {
    var path: [Node] = [], next: ID<Account>? = id
    while let here = next.flatMap({ nodes[$0] }), path.count < 100 {
      path.append(here)
      next = here.above
    }
    return path
  }

  /// The nearest group or banner at or above an account, within the scope; nil outside of it.
  func planned(_ id: ID<Account>) -> Node? {
    var path = path(of: id)
    if let scope {
      guard let top = path.firstIndex(where: { $0.id == scope }) else { return nil }
      path = Array(path[...top])
    }
    return path.first(where: \.isCustomer) ?? path.last
  }

  /// For the number of every account that of the one it is planned for, and those by number.
  func groups() -> (bySite: [Int32: Int32], planned: [Int32: Node]) {
    var bySite: [Int32: Int32] = [:], planned: [Int32: Node] = [:]
    for node in nodes.values {
      guard let one = self.planned(node.id) else { continue }
      bySite[node.number] = one.number
      planned[one.number] = one
    }
    return (bySite, planned)
  }
}
