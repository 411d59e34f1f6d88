package import Blueprint
package import Foundation
package import Kernel
import Secrets

/// A key for programs that act for a user. Its text is shown once and kept as a digest.
package struct Token: Codable, Sendable {
  package let id: ID<Token>
  package let name: String
  /// The first letters, by which its owner tells it from others.
  package let start: String
  package let scope: Actor.Scope
  package let createdAt: Date
  package let expiresAt: Date
  package let lastUsedAt: Date?
  package let revokedAt: Date?

  /// With what every token begins, so that scanners find one that leaked.
  package static let mark = "mst_"
  package static let usualDays = 90
  package static let mostDays = 366

  package static let wasCreated = EventKind<Token>("token.created")
  package static let wasRevoked = EventKind<Token>("token.revoked")

  /// What the audit trail keeps of a token.
  struct Facts: Codable {
    let user: String, name: String, scope: Actor.Scope, expiresAt: String
  }

  /// Who asks for a token, and for how long it lives.
  package struct New: Codable, Sendable {
    package let name: String
    package let scope: Actor.Scope
    package let days: Int?

    package init(name: String, scope: Actor.Scope, days: Int? = nil) {
      self.name = name
      self.scope = scope
      self.days = days
    }
  }

  /// A token that was made; `text` is shown this once.
  package struct Shown: Reply {
    package let token: Token
    package let text: String
  }

  static func fresh(_ new: New, at now: Date) throws(TeamRefusal) -> Shown {
    let days = new.days ?? usualDays
    guard (1...mostDays).contains(days) else { throw .tokenLife(most: mostDays) }
    let text = mark + Entropy.randomToken()
    let token = Token(
      id: .new(at: now), name: try tidied(name: new.name), start: String(text.prefix(mark.count + 4)),
      scope: new.scope,
      createdAt: now, expiresAt: now.addingTimeInterval(Double(days) * 86_400), lastUsedAt: nil,
      revokedAt: nil)
    return Shown(token: token, text: text)
  }

  /// What the holder of a token may do at most: only the scope `admin` carries an administrator's rights.
  static func role(_ role: Role, _ scope: Actor.Scope) -> Role {
    scope == .admin ? role : min(role, .director)
  }
}
