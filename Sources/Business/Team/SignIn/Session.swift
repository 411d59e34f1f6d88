import Blueprint
package import Foundation
package import Kernel
import Secrets

/// A signed-in browser. The token is in its cookie alone; the database keeps a digest.
package struct Session: Codable, Sendable {
  package let id: ID<Session>
  package let device: String
  package let address: String
  package let startedAt: Date
  package let lastSeenAt: Date

  /// Without a call for so long, a session ends.
  package static let idleLife: TimeInterval = 12 * 3600
  /// However busy, a session ends.
  package static let longestLife: TimeInterval = 30 * 86_400
  /// The last call is written down once in this time.
  static let touchInterval: TimeInterval = 60

  /// What the web needs to know of the session a call came in.
  package struct Info: Sendable, Equatable {
    package let id: ID<Session>
    package let user: ID<User>
    package let startedAt: Date
    package let lastSeenAt: Date
    package let theme: User.Theme
    package let density: User.Density
  }
}

/// A session that begins; the token goes into the cookie and nowhere else.
package struct NewSession: Sendable {
  package let token: String
  package let user: User
}

extension SignIn {
  /// What a form of this session must carry. Only who holds the session's token can make it, and the token
  /// can't be found from it; a new session has a new one.
  package static func csrfToken(forSession token: String) -> String {
    Base64URL.encode(HMAC.sha256(Array("form".utf8), key: Array(token.utf8)))
  }

  /// Whether a form came from a page of this session, in constant time.
  package static func verify(csrfToken: String, forSession token: String) -> Bool {
    Entropy.constantTimeEqual(csrfToken, self.csrfToken(forSession: token))
  }
}
