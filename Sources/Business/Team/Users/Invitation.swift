package import Blueprint
package import Foundation
package import Kernel
import Secrets
import Storage

/// A code that lets a person choose their password, once. Kept as its digest.
package struct Invitation: Sendable {
  /// What the inviting administrator sees, this once.
  package struct Shown: Codable, Sendable {
    package let code: String
    package let expiresAt: Date
    /// Where the invited person chooses a password.
    package var path: String { "/invitations/\(code)" }
  }

  static let life: TimeInterval = 7 * 86_400

  let user: ID<User>
  let expiresAt: Date

  static func make(for user: ID<User>, _ context: Context, _ db: Connection) throws -> Shown {
    let code = Entropy.randomToken(), end = context.now.addingTimeInterval(life)
    try db.run(
      """
      INSERT INTO invitations (user_id, code_hash, expires_at) VALUES (\(user), \(SHA256.hex(code)), \(end))
      ON CONFLICT (user_id) DO UPDATE SET code_hash = excluded.code_hash, expires_at = excluded.expires_at
      """)
    try context.publish(User.wasInvited, user, db)
    return Shown(code: code, expiresAt: end)
  }

  static func find(_ code: String, at now: Date, _ db: Connection) throws -> User {
    let user = try db.first(
      """
      SELECT user_id FROM invitations WHERE code_hash = \(SHA256.hex(code)) AND expires_at > \(now)
      """
    ) { try $0.id(0, as: User.self) }
    guard let user else { throw TeamRefusal.codeSpent }
    return try User.found(user, db)
  }

  static func spend(_ code: String, at now: Date, _ db: Connection) throws {
    let spent = try db.run(
      "DELETE FROM invitations WHERE code_hash = \(SHA256.hex(code)) AND expires_at > \(now)")
    guard spent == 1 else { throw TeamRefusal.codeSpent }
  }

  static func withdraw(from user: ID<User>, _ db: Connection) throws {
    try db.run("DELETE FROM invitations WHERE user_id = \(user)")
  }
}

extension Invitation {
  /// Invites a user again, also where they forgot their password: an administrator never chooses it.
  package static func renew(_ id: ID<User>, _ context: Context) async throws -> User.Added {
    try await context.write { db in
      let user = try User.found(id, db)
      guard user.isActive else { throw TeamRefusal.deactivated }
      return User.Added(user: user, invitation: try make(for: id, context, db))
    }
  }

  /// Takes the password that the invited person chose. Their other sessions end.
  package static func accept(
    _ code: String, password: String, _ context: Context, policy: PasswordPolicy = .standard
  ) async throws -> User {
    let (invited, company) = try await context.read { db in
      (try find(code, at: context.now, db), try Company.current(db).name)
    }
    let hash = try policy.hash(password, about: invited, company)
    let themselves = context.acting(as: invited)
    return try await context.write { db in
      try spend(code, at: context.now, db)
      try User.setPassword(invited.id, hash: hash, db)
      try Session.end(of: invited.id, db)
      try themselves.publish(User.passwordWasSet, invited.id, db)
      return try User.found(invited.id, db)
    }
  }
}

extension Context {
  /// The same call, as done by a user who is not signed in yet.
  func acting(as user: User) -> Context {
    Context(
      actor: Actor(id: ID(user.id), name: user.name, role: user.role), now: now, database: database,
      requestID: requestID, folder: folder)
  }
}

extension ID where Subject == Actor {
  init(_ user: ID<User>) {
    guard let id = ID(user.text) else { preconditionFailure("a user's id is an identifier") }
    self = id
  }
}
