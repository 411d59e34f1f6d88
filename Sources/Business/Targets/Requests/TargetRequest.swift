package import Accounts
package import Blueprint
package import Foundation
package import Kernel

/// Somebody asks for another target than was agreed, and says why; a director decides.
package struct TargetRequest: Reply, Located, Hashable {
  package enum Status: String, Choice { case open, approved, declined }

  package let id: ID<TargetRequest>
  package let node: ID<TargetNode>
  package let set: ID<TargetSet>
  /// What the target is about, by name, and its account where it is one.
  package let name: String
  package let account: ID<Account>?
  package let metric: TargetMetric
  package let currency: Currency
  package let year: Int
  package let source: TargetSource
  package let before: Int64
  package let asked: Int64
  package let reason: String
  package let askedBy: ID<Actor>
  package let askedByName: String
  package let askedAt: Date
  package let status: Status
  package let decidedByName: String?
  package let decidedAt: Date?
  package let note: String

  package var location: String { "/targets/requests" }
  package var unit: TargetUnit { TargetUnit(metric: metric, currency: currency) }

  package static let wasMade = EventKind<TargetNode>("target.requested")
  package static let wasDecided = EventKind<TargetNode>("target.decided")

  package struct New: Codable, Sendable {
    package var id: ID<TargetNode>
    package var amount: String
    package var from: TargetSource
    package var reason: String

    package init(_ id: ID<TargetNode>, amount: String, from: TargetSource, reason: String) {
      self.id = id
      self.amount = amount
      self.from = from
      self.reason = reason
    }
  }

  package struct Decision: Codable, Sendable {
    package var id: ID<TargetRequest>
    package var approve: Bool
    package var note: String?

    package init(_ id: ID<TargetRequest>, approve: Bool, note: String? = nil) {
      self.id = id
      self.approve = approve
      self.note = note
    }
  }

  package struct Requests: Reply {
    package let items: [TargetRequest]
  }
}
