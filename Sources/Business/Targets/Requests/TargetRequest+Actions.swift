package import Blueprint
import Foundation
import Kernel
import Storage

/// Load, decide, save.
extension TargetRequest {
  package static func add(_ input: New, _ context: Context) async throws -> TargetRequest {
    var input = input
    input.reason = input.reason.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !input.reason.isEmpty, input.reason.count <= 2_000 else { throw TargetRefusal.reasonMissing }
    let tidy = input
    return try await context.write { db in
      let set = try TargetSet.holding(tidy.id, db)
      let tree = try TargetTree(TargetNode.all(of: set.id, for: context.actor, db))
      guard tree.nodes[tidy.id] != nil else { throw TargetRefusal.notThere("target") }
      let asked = try set.unit.parse(tidy.amount, field: "amount")
      guard asked >= 0 else { throw TargetRefusal.negative }
      let id = ID<TargetRequest>.new(at: context.now), before = tree.total(of: tidy.id)
      try insert(id, tidy, before: before, asked: asked, context, db)
      try context.publish(
        wasMade, tidy.id, before: ["amount": set.unit.exact(before)],
        after: ["amount": set.unit.exact(asked), "reason": tidy.reason], db)
      return try find(id, for: context.actor, db)
    }
  }

  /// Approving changes the tree in the same transaction. Nobody grants their own request.
  package static func decide(_ input: Decision, _ context: Context) async throws -> TargetRequest {
    try await context.write { db in
      let request = try find(input.id, for: context.actor, db)
      guard request.status == .open else { throw TargetRefusal.decided }
      guard request.askedBy != context.actor.id else { throw TargetRefusal.ownRequest }
      let status: Status = input.approve ? .approved : .declined
      try request.decide(status, note: input.note ?? "", context, db)
      if input.approve {
        try TargetSet.find(request.set, db)
          .apply(request.asked, to: request.node, from: request.source, context, db)
      }
      try context.publish(
        wasDecided, request.node, before: ["status": "open"],
        after: ["status": status.rawValue, "note": input.note ?? ""], db)
      return try find(input.id, for: context.actor, db)
    }
  }
}
