package import Blueprint
package import Kernel
import Storage

/// What a user changes about themselves. Address, role and team are for administrators.
enum MyAccount {
  struct Change: Codable {
    let name: String?
    let theme: User.Theme?
    let density: User.Density?
  }

  struct PasswordChange: Codable {
    let current: String
    let password: String
  }

  static func read(_ context: Context) async throws -> User {
    try await context.read { try User.found(context.actor.user, $0) }
  }

  static func change(_ change: Change, _ context: Context) async throws -> User {
    try await context.write { db in
      let old = try User.found(context.actor.user, db)
      var new = old
      if let name = change.name { new.name = try tidied(name: name) }
      new.theme = change.theme ?? old.theme
      new.density = change.density ?? old.density
      new.version += 1
      try new.save(db)
      if old.facts != new.facts {
        try context.publish(User.wasChanged, old.id, before: old.facts, after: new.facts, db)
      }
      return new
    }
  }
}

extension User {
  /// A new password for oneself, who must know the present one. All other sessions end; `keeping` is the one
  /// that asks, where the caller knows it.
  package static func changePassword(
    from current: String, to password: String, keeping session: ID<Session>? = nil, _ context: Context,
    policy: PasswordPolicy = .standard
  ) async throws -> Done {
    try await SignIn.confirm(current, context, policy)
    guard PasswordPolicy.normal(current) != PasswordPolicy.normal(password) else {
      throw PasswordRefusal.unchanged
    }
    let (user, company) = try await context.read { db in
      (try found(context.actor.user, db), try Company.current(db).name)
    }
    let hash = try policy.hash(password, about: user, company)
    return try await context.write { db in
      try setPassword(user.id, hash: hash, db)
      let own = try context.session.flatMap { try Session.find(token: $0, db) }
      try Session.end(of: user.id, keeping: session ?? own, db)
      try context.publish(passwordWasSet, user.id, db)
      return Done()
    }
  }
}
