package import Blueprint
import Foundation
package import Kernel
import Storage

extension User {
  /// Somebody to let in.
  package struct New: Codable, Sendable {
    package let name: String
    package let email: String
    package let role: Role
    package let team: ID<SalesTeam>?

    package init(name: String, email: String, role: Role, team: ID<SalesTeam>? = nil) {
      self.name = name
      self.email = email
      self.role = role
      self.team = team
    }
  }

  /// A user who was let in; `invitation` is shown this once.
  package struct Added: Reply {
    package let user: User
    package let invitation: Invitation.Shown?
  }

  /// Lets somebody in: with a password (the command line), or with an invitation to choose one.
  package static func add(
    _ new: New, password: String? = nil, _ context: Context, policy: PasswordPolicy = .standard
  ) async throws -> Added {
    let user = User(
      id: .new(at: context.now), name: try tidied(name: new.name), email: try Email(new.email).text,
      role: new.role,
      team: new.team, teamName: nil, isActive: true, hasPassword: password != nil, theme: .system,
      density: .comfortable, createdAt: context.now, lastSignInAt: nil, version: 1)
    let company = try await context.read { try Company.current($0).name }
    let hash = try password.map { try policy.hash($0, about: user, company) }
    return try await context.write { db in
      try user.insert(passwordHash: hash, db)
      let stored = try found(user.id, db)
      try context.publish(wasAdded, user.id, after: stored.facts, db)
      let invitation = hash == nil ? try Invitation.make(for: user.id, context, db) : nil
      return Added(user: stored, invitation: invitation)
    }
  }

  /// Changes a user. A new role ends their sessions, so that the next one begins with the new rights.
  package static func change(_ change: Change, _ context: Context) async throws -> User {
    try await context.write { db in
      let old = try found(change.id, db)
      let new = try old.changed(by: change)
      try refuseLosingTheLastAdmin(old, new, db)
      try new.save(db)
      let stored = try found(change.id, db)
      if old.role != new.role { try Session.end(of: old.id, db) }
      if old.facts != stored.facts {
        try context.publish(wasChanged, old.id, before: old.facts, after: stored.facts, db)
      }
      return stored
    }
  }

  /// Keeps a user out: sessions, tokens and open invitations end with it.
  package static func deactivate(_ id: ID<User>, _ context: Context) async throws -> User {
    try await context.write { db in
      let old = try found(id, db), new = try old.deactivated()
      try refuseLosingTheLastAdmin(old, new, db)
      try new.save(db)
      try Session.end(of: id, db)
      try Token.revokeAll(of: id, at: context.now, db)
      try Invitation.withdraw(from: id, db)
      try context.publish(wasDeactivated, id, before: old.facts, after: new.facts, db)
      return try found(id, db)
    }
  }

  /// Lets a deactivated user in again, with the password they had; tokens stay revoked.
  package static func reactivate(_ id: ID<User>, _ context: Context) async throws -> User {
    try await context.write { db in
      let old = try found(id, db)
      guard !old.isActive else { return old }
      let new = old.reactivated()
      try new.save(db)
      try context.publish(wasReactivated, id, before: old.facts, after: new.facts, db)
      return try found(id, db)
    }
  }

  /// Signs a user out everywhere.
  package static func endSessions(_ id: ID<User>, _ context: Context) async throws -> Done {
    try await context.write { db in
      _ = try found(id, db)
      try Session.end(of: id, db)
      try context.publish(sessionsWereEnded, id, db)
      return Done()
    }
  }

  private static func refuseLosingTheLastAdmin(_ old: User, _ new: User, _ db: Connection) throws {
    guard old.isWorkingAdmin, !new.isWorkingAdmin else { return }
    guard try otherAdmins(than: old.id, db) > 0 else { throw TeamRefusal.lastAdmin }
  }
}
