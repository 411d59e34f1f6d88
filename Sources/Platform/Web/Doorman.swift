package import Blueprint
package import Foundation

/// Who may come in. The business supplies it; the web only asks.
package struct Doorman: Sendable {
  /// A signed-in browser.
  package struct Session: Sendable {
    package let actor: Actor
    /// What a form of this session must carry.
    package let formToken: String

    package init(actor: Actor, formToken: String) {
      self.actor = actor
      self.formToken = formToken
    }
  }

  /// Where a sign-in comes from.
  package struct Visitor: Sendable {
    package let address: String
    package let agent: String
    /// The session that the browser came with, if any; a new one takes its place.
    package let session: String?
  }

  package let needsSetUp: @Sendable () async throws -> Bool
  package let setUp: @Sendable (Fields, Visitor, Date) async throws -> String
  package let signIn: @Sendable (_ email: String, _ password: String, Visitor, Date) async throws -> String
  package let signOut: @Sendable (_ session: String, Date) async throws -> Void
  package let session: @Sendable (_ session: String, Date) async throws -> Session?
  package let bearer: @Sendable (_ token: String, Date) async throws -> Actor?

  package init(
    needsSetUp: @escaping @Sendable () async throws -> Bool,
    setUp: @escaping @Sendable (Fields, Visitor, Date) async throws -> String,
    signIn: @escaping @Sendable (String, String, Visitor, Date) async throws -> String,
    signOut: @escaping @Sendable (String, Date) async throws -> Void,
    session: @escaping @Sendable (String, Date) async throws -> Session?,
    bearer: @escaping @Sendable (String, Date) async throws -> Actor?
  ) {
    self.needsSetUp = needsSetUp
    self.setUp = setUp
    self.signIn = signIn
    self.signOut = signOut
    self.session = session
    self.bearer = bearer
  }
}
