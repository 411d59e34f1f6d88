import Blueprint
package import Kernel

/// One place of a target tree: the company, a team, a manager, an account, or a product group at an account.
package struct TargetNode: Codable, Hashable, Sendable {
  package enum Kind: String, Choice {
    case company, team, manager, account, product

    /// Whether a node of this kind may hang below one of the other.
    func mayHang(below other: Kind) -> Bool {
      switch (self, other) {
      case (.company, _): false
      case (.team, .company), (.team, .team): true
      case (.manager, .company), (.manager, .team): true
      case (.account, .company), (.account, .team), (.account, .manager): true
      case (.product, .account): true
      default: false
      }
    }
  }

  package let id: ID<TargetNode>
  package var parent: ID<TargetNode>?
  package let kind: Kind
  /// The id of the team, user, account or product it is about; the company has none.
  package let subject: String?
  package var name: String
  /// By period, in the smallest unit of the metric: the target of a node without children; of one with children what it
  /// holds back. So a node is always its children plus its hold-back, to the last cent.
  package var own: [Int64]

  package init(
    id: ID<TargetNode>, parent: ID<TargetNode>?, kind: Kind, subject: String?, name: String,
    own: [Int64] = TargetNode.nothing
  ) {
    self.id = id
    self.parent = parent
    self.kind = kind
    self.subject = subject
    self.name = name
    self.own = own
  }

  /// Twelve periods without a target.
  package static let nothing = [Int64](repeating: 0, count: 12)
}
