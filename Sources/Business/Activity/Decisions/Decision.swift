package import Accounts
package import Blueprint
import Foundation
package import Kernel
import People
import Storage

/// What was decided about an account, by whom, and why: so that nobody has to ask again.
package struct Decision: Codable, Hashable, Sendable {
  package let id: ID<Decision>
  package let title: String
  package let reason: String
  package let account: ID<Account>
  package let decidedBy: String
  package let decidedOn: Day
  package let reviewOn: Day?

  package static let wasTaken = EventKind<Decision>("decision.noted")

  package struct New: Codable, Sendable {
    package var title: String
    package var account: ID<Account>
    package var reason: String?
    package var decidedBy: String?
    package var decidedOn: Day?
    package var reviewOn: Day?

    package init(title: String, account: ID<Account>) {
      self.title = title
      self.account = account
    }

    func decision(_ context: Context) throws(ActivityRefusal) -> Decision {
      guard let title = Person.trimmed(title) else { throw .titleMissing }
      guard title.count <= 300 else { throw .tooLong(field: "title", limit: 300) }
      guard (reason ?? "").count <= 20_000 else { throw .tooLong(field: "reason", limit: 20_000) }
      return Decision(
        id: .new(at: context.now), title: title, reason: reason ?? "", account: account,
        decidedBy: Person.trimmed(decidedBy) ?? context.actor.name, decidedOn: decidedOn ?? context.today,
        reviewOn: reviewOn)
    }
  }

  package static func note(_ input: New, _ context: Context) async throws -> Decision {
    try await context.write { db in
      _ = try Interaction.accountOf(input.account, context, db)
      let new = try input.decision(context)
      try insert(new, by: context.actor.name, at: context.now, db)
      try context.publish(wasTaken, new.id, after: ["title": new.title], db)
      return new
    }
  }
}

/// A decision as a list shows it.
package struct DecisionRow: Reply, Hashable, Located {
  package let decision: Decision
  package let account: String
  package var location: String { "/decisions" }
}
