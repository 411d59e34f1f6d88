package import Blueprint
package import Foundation
package import Kernel
import Secrets
package import Storage

/// First run, signing in and out, and who stands behind a cookie or a bearer token. The web layer draws the
/// pages; what they do is here.
package enum SignIn {
  package struct Credentials: Sendable {
    package let email: String
    package let password: String
    /// The session that the browser came with; a new one takes its place.
    package let replacing: String?

    package init(email: String, password: String, replacing: String? = nil) {
      self.email = email
      self.password = password
      self.replacing = replacing
    }
  }

  /// Whether the database has no user yet.
  package static func needsSetUp(_ db: Connection) throws -> Bool { try User.count(db) == 0 }

  /// Begins a session, or refuses with `SignInRefusal`. The password is worked on outside of any transaction.
  package static func signIn(
    _ credentials: Credentials, from client: Client, on database: Database, at now: Date,
    policy: PasswordPolicy = .standard
  ) async throws -> NewSession {
    let attempt = SignInAttempt(email: credentials.email, address: client.address, at: now)
    let owner = try await attempted(attempt, credentials.password, on: database, at: now, policy) { db in
      try Credential.find(email: credentials.email, db)
    }
    guard let owner, let hash = owner.hash else { throw SignInRefusal.wrong }
    let newHash = try policy.renewed(hash, credentials.password)
    return try await database.write { db in
      guard try owner.signedIn(newHash: newHash, at: now, db) else { throw SignInRefusal.wrong }
      try attempt.succeeded(db)
      try Session.deleteExpired(at: now, db)
      if let old = credentials.replacing { try Session.end(token: old, db) }
      let token = try Session.begin(for: owner.user, from: client, at: now, db)
      let user = try User.found(owner.user, db)
      try context(of: user, client, database, now).publish(User.signedIn, user.id, after: client.audited, db)
      return NewSession(token: token, user: user)
    }
  }

  /// Who holds a session, and what is known of it; nil where it ended. One indexed statement, and a write once
  /// a minute.
  package static func actor(
    forSession token: String, on database: Database, at now: Date
  ) async throws -> (Actor, Session.Info)? {
    guard let (actor, info) = try await database.read({ try Session.holder(of: token, at: now, $0) }) else {
      return nil
    }
    if now.timeIntervalSince(info.lastSeenAt) >= Session.touchInterval {
      try await note(on: database) { try Session.touch(info.id, at: now, $0) }
    }
    return (actor, info)
  }

  /// Gives a session another token: the old one is worth nothing from then on. Nil where the session ended.
  package static func rotate(session token: String, on database: Database) async throws -> String? {
    let new = Entropy.randomToken()
    return try await database.write { try Session.rotate(token, to: new, $0) } ? new : nil
  }

  /// Signs out: the session is gone from the database, whoever kept its token.
  package static func revoke(session token: String, on database: Database) async throws {
    try await database.write { try Session.end(token: token, $0) }
  }

  /// Ends all other sessions of a user.
  package static func revokeAllOthers(of user: ID<User>, keeping session: ID<Session>?, on database: Database)
    async throws
  {
    try await database.write { try Session.end(of: user, keeping: session, $0) }
  }

  /// Who holds an API token; nil where it is unknown, revoked, too old or its user deactivated.
  package static func actor(
    forToken bearer: String, on database: Database, at now: Date
  ) async throws -> Actor? {
    guard bearer.hasPrefix(Token.mark),
      let holder = try await database.read({ try Token.holder(of: bearer, at: now, $0) })
    else { return nil }
    if now.timeIntervalSince(holder.lastUsedAt ?? .distantPast) >= Session.touchInterval {
      try await note(on: database) { try Token.touch(holder.id, at: now, $0) }
    }
    return holder.actor
  }

  /// Writes down when somebody was last here. A full disk must not keep anyone from reading.
  private static func note(
    on database: Database, _ body: @escaping @Sendable (Connection) throws -> Void
  ) async throws {
    do { try await database.write(body) } catch StorageError.full { return }
  }

  /// Asks the signed-in user for their password again, counted like a sign-in.
  static func confirm(_ password: String, _ context: Context, _ policy: PasswordPolicy) async throws {
    guard let user = try await context.read({ try User.find(context.actor.user, $0) }) else {
      throw PasswordRefusal.wrong
    }
    let attempt = SignInAttempt(email: user.email, address: "", at: context.now)
    let owner = try await attempted(attempt, password, on: context.database, at: context.now, policy) { db in
      try Credential.find(user.id, db)
    }
    guard owner != nil else { throw PasswordRefusal.wrong }
    try await context.database.write { try attempt.succeeded($0) }
  }

  // Written down first, then the password is worked on: with the decoy where there is no real hash.
  private static func attempted(
    _ attempt: SignInAttempt, _ password: String, on database: Database, at now: Date,
    _ policy: PasswordPolicy,
    _ find: @escaping @Sendable (Connection) throws -> Credential?
  ) async throws -> Credential? {
    let credential = try await database.write { db in
      try attempt.open(at: now, db)
      return try find(db)
    }
    return PasswordCheck(credential, decoy: policy.decoy).owner(of: password, policy)
  }

  static func context(of user: User, _ client: Client, _ database: Database, _ now: Date) -> Context {
    Context(
      actor: Actor(id: ID(user.id), name: user.name, role: user.role), now: now, database: database,
      requestID: client.requestID, folder: "")
  }
}

extension Client {
  /// What the audit trail keeps of a sign-in.
  struct Audited: Codable {
    let address: String
    let device: String
  }

  var audited: Audited { Audited(address: address, device: device) }
}
