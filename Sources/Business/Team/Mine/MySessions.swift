import Blueprint
import Foundation
import Kernel
import Storage

/// One's own sessions: to look at, and to end with the password.
enum MySessions {
  struct All: Reply {
    let items: [Session]
    /// The one that this call came in; a token has none.
    let current: ID<Session>?
  }
  struct One: Codable {
    let id: ID<Session>
    let password: String
  }
  struct Every: Codable {
    let password: String
  }

  static func all(_ context: Context) async throws -> All {
    try await context.read { db in
      All(
        items: try Session.living(of: context.actor.user, at: context.now, db),
        current: try context.session.flatMap { try Session.find(token: $0, db) })
    }
  }

  static func end(_ input: One, _ context: Context, policy: PasswordPolicy = .standard) async throws -> Done {
    try await SignIn.confirm(input.password, context, policy)
    return try await context.write { db in
      try Session.end(input.id, of: context.actor.user, db)
      try context.publish(User.sessionsWereEnded, context.actor.user, db)
      return Done()
    }
  }

  static func endAll(_ input: Every, _ context: Context, policy: PasswordPolicy = .standard) async throws
    -> Done
  {
    try await SignIn.confirm(input.password, context, policy)
    return try await context.write { db in
      try Session.end(of: context.actor.user, db)
      try context.publish(User.sessionsWereEnded, context.actor.user, db)
      return Done()
    }
  }
}
