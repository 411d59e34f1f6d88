package import Blueprint
package import Foundation
package import Kernel

/// A person who may sign in. Never deleted: what they did keeps their name.
package struct User: Codable, Sendable, Equatable, Versioned {
  package enum Theme: String, Choice { case system, light, dark }
  package enum Density: String, Choice { case comfortable, compact }

  package let id: ID<User>
  package var name: String
  package var email: String
  package var role: Role
  package var team: ID<SalesTeam>?
  package var teamName: String?
  package var isActive: Bool
  /// Invited people have none yet.
  package var hasPassword: Bool
  package var theme: Theme
  package var density: Density
  package let createdAt: Date
  package var lastSignInAt: Date?
  package var version: Int

  /// What the audit trail keeps of a user.
  struct Facts: Codable, Equatable {
    let name: String, email: String, role: Role, team: String?, isActive: Bool
  }

  var facts: Facts { Facts(name: name, email: email, role: role, team: teamName, isActive: isActive) }

  var isWorkingAdmin: Bool { role == .admin && isActive }
}

extension User {
  package static let wasAdded = EventKind<User>("user.added")
  package static let wasChanged = EventKind<User>("user.changed")
  package static let wasDeactivated = EventKind<User>("user.deactivated")
  package static let wasReactivated = EventKind<User>("user.reactivated")
  package static let wasInvited = EventKind<User>("user.invited")
  package static let passwordWasSet = EventKind<User>("user.passwordSet")
  package static let signedIn = EventKind<User>("user.signedIn")
  package static let sessionsWereEnded = EventKind<User>("user.sessionsEnded")

  /// What an administrator may change; left out means as it is.
  package struct Change: Codable, Sendable {
    package let id: ID<User>
    package var name: String?
    package var email: String?
    package var role: Role?
    package var team: Patch<ID<SalesTeam>> = .keep
    /// Of the record as it was read; another one by now refuses the change.
    package var version: Int?

    package init(
      _ id: ID<User>, name: String? = nil, email: String? = nil, role: Role? = nil,
      team: Patch<ID<SalesTeam>> = .keep
    ) {
      self.id = id
      self.name = name
      self.email = email
      self.role = role
      self.team = team
    }
  }

  func changed(by change: Change) throws(TeamRefusal) -> User {
    guard change.version == nil || change.version == version else { throw .changedMeanwhile }
    var changed = self
    if let name = change.name { changed.name = try tidied(name: name) }
    if let email = change.email { changed.email = try Email(email).text }
    changed.role = change.role ?? role
    changed.team = change.team.applied(to: team)
    changed.version += 1
    return changed
  }

  func deactivated() throws(TeamRefusal) -> User {
    guard isActive else { throw .deactivated }
    var changed = self
    changed.isActive = false
    changed.version += 1
    return changed
  }

  func reactivated() -> User {
    var changed = self
    changed.isActive = true
    changed.version += 1
    return changed
  }
}

extension Actor {
  /// The user behind the actor. The command line has none: its id belongs to nobody.
  package var user: ID<User> {
    guard let user = ID<User>(id.text) else { preconditionFailure("an actor's id is an identifier") }
    return user
  }
}
