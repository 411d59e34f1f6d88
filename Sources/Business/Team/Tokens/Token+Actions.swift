package import Blueprint
package import Kernel
import Storage

extension Token {
  /// Makes a token for oneself; never one that may do more than what made it.
  package static func create(_ new: New, _ context: Context) async throws -> Shown {
    guard context.actor.scope == .admin || new.scope == .read || new.scope == context.actor.scope else {
      throw TeamRefusal.scopeTooWide(context.actor.scope)
    }
    return try await context.write { db in
      try make(new, for: try User.found(context.actor.user, db), context, db)
    }
  }

  /// Makes a token for a user: for the command line, whose actor has none of its own.
  package static func create(_ new: New, for email: String, _ context: Context) async throws -> Shown {
    try await context.write { db in
      guard let user = try User.find(email: email, db) else { throw TeamRefusal.notFound("user") }
      guard user.isActive else { throw TeamRefusal.deactivated }
      return try make(new, for: user, context, db)
    }
  }

  private static func make(_ new: New, for user: User, _ context: Context, _ db: Connection) throws -> Shown {
    let shown = try fresh(new, at: context.now)
    try shown.token.insert(for: user.id, text: shown.text, db)
    try context.publish(wasCreated, shown.token.id, after: shown.token.facts(user), db)
    return shown
  }

  /// Ends one of one's own tokens at once.
  package static func revoke(_ id: ID<Token>, _ context: Context) async throws -> Done {
    try await context.write { db in
      let token = try find(id, of: context.actor.user, db)
      let user = try User.found(context.actor.user, db)
      try revoke(id, at: context.now, db)
      try context.publish(wasRevoked, id, before: token.facts(user), db)
      return Done()
    }
  }

  private func facts(_ user: User) -> Facts {
    Facts(user: user.email, name: name, scope: scope, expiresAt: Moment.text(expiresAt))
  }
}
