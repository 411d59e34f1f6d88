@testable import Team
import Blueprint
import Foundation
import Kernel
import Secrets
import Storage
import Testing

/// ASVS 5.0 chapter 7.
struct SessionTests {
  private let ada = "ada@northgate.example"
  private let hour: TimeInterval = 3600

  // 7.2.3
  @Test func `a session's token holds 256 random bits`() async throws {
    try await Office.open { office async throws in
      let first = try await office.signIn(ada).token, second = try await office.signIn(ada).token
      #expect(first != second)
      #expect(Base64URL.decode(first)?.count == 32)
    }
  }

  // 7.2.1, 7.2.2
  @Test func `only a token that the database knows is a session`() async throws {
    try await Office.open { office async throws in
      #expect(try await office.holder(office.adminSession) != nil)
      #expect(try await office.holder(SHA256.hex(office.adminSession)) == nil)
      #expect(try await office.holder("") == nil)
      let token = try await Token.create(.init(name: "key", scope: .admin), office.asAdmin).text
      #expect(try await office.holder(token) == nil)
    }
  }

  // 7.2.4
  @Test func `signing in makes a new token and ends the one the browser came with`() async throws {
    try await Office.open { office async throws in
      let new = try await office.signIn(ada, replacing: office.adminSession).token
      #expect(try await office.holder(office.adminSession) == nil)
      #expect(try await office.holder(new) != nil)
    }
  }

  @Test func `a rotated session goes on under another token`() async throws {
    try await Office.open { office async throws in
      let new = try #require(try await SignIn.rotate(session: office.adminSession, on: office.database))
      #expect(try await office.holder(office.adminSession) == nil)
      #expect(try await office.holder(new)?.name == "Ada Berg")
      #expect(try await SignIn.rotate(session: office.adminSession, on: office.database) == nil)
    }
  }

  // 7.3.1
  @Test func `a session ends twelve hours after its last call`() async throws {
    try await Office.open { office async throws in
      #expect(try await office.holder(office.adminSession, after: 11 * hour) != nil)
      #expect(try await office.holder(office.adminSession, after: 22 * hour) != nil)
      #expect(try await office.holder(office.adminSession, after: 34 * hour) == nil)
    }
  }

  // 7.3.2
  @Test func `a session ends after thirty days, however busy`() async throws {
    try await Office.open { office async throws in
      for call in 0..<66 {
        #expect(try await office.holder(office.adminSession, after: Double(call) * 11 * hour) != nil)
      }
      #expect(try await office.holder(office.adminSession, after: 720 * hour) == nil)
    }
  }

  @Test func `the last call is written down once a minute at most`() async throws {
    try await Office.open { office async throws in
      _ = try await office.holder(office.adminSession, after: 59)
      #expect(try await office.texts("SELECT last_seen_at FROM sessions") == ["2026-03-02T09:00:00.000Z"])
      _ = try await office.holder(office.adminSession, after: 60)
      #expect(try await office.texts("SELECT last_seen_at FROM sessions") == ["2026-03-02T09:01:00.000Z"])
    }
  }

  // 7.4.1
  @Test func `signing out ends the session for whoever kept its token`() async throws {
    try await Office.open { office async throws in
      try await SignIn.revoke(session: office.adminSession, on: office.database)
      #expect(try await office.holder(office.adminSession) == nil)
      #expect(try await office.texts("SELECT id FROM sessions").isEmpty)
    }
  }

  // 7.4.2
  @Test func `deactivating a user ends their sessions, tokens and invitations`() async throws {
    try await Office.open { office async throws in
      let max = try await office.hire("Max Mann")
      let session = try await office.signIn(max.email).token
      let token = try await Token.create(.init(name: "key", scope: .read), office.context(office.actor(max)))
        .text
      _ = try await Invitation.renew(max.id, office.asAdmin)
      _ = try await User.deactivate(max.id, office.asAdmin)
      #expect(try await office.holder(session) == nil)
      #expect(try await SignIn.actor(forToken: token, on: office.database, at: office.later(3)) == nil)
      #expect(try await office.texts("SELECT code_hash FROM invitations").isEmpty)
      _ = try await User.reactivate(max.id, office.asAdmin)
      #expect(try await office.holder(session) == nil)
      #expect(try await SignIn.actor(forToken: token, on: office.database, at: office.later(3)) == nil)
      #expect(try await office.signIn(max.email).user.id == max.id)
    }
  }

  // 6.2.2, 6.2.3, 7.4.3
  @Test func `a new password needs the present one, and ends all other sessions`() async throws {
    try await Office.open { office async throws in
      let other = try await office.signIn(ada).token
      let (_, info) = try #require(
        try await SignIn.actor(forSession: office.adminSession, on: office.database, at: office.later(3)))
      await #expect(throws: PasswordRefusal.wrong) {
        _ = try await User.changePassword(
          from: "not the present one", to: "marble kayak tundra", office.asAdmin, policy: Office.policy)
      }
      await #expect(throws: PasswordRefusal.unchanged) {
        _ = try await User.changePassword(
          from: Office.password, to: Office.password, office.asAdmin, policy: Office.policy)
      }
      await #expect(throws: PasswordRefusal.personal) {
        _ = try await User.changePassword(
          from: Office.password, to: "northgate26", office.asAdmin, policy: Office.policy)
      }
      _ = try await User.changePassword(
        from: Office.password, to: "marble kayak tundra", keeping: info.id, office.asAdmin,
        policy: Office.policy)
      #expect(try await office.holder(office.adminSession) != nil)
      #expect(try await office.holder(other) == nil)
      await #expect(throws: SignInRefusal.wrong) { _ = try await office.signIn(ada) }
      #expect(try await office.signIn(ada, "marble kayak tundra").user.id == office.admin.id)
    }
  }

  @Test func `guessing the present password from a stolen session is throttled too`() async throws {
    try await Office.open { office async throws in
      for _ in 1...5 {
        await #expect(throws: PasswordRefusal.wrong) {
          _ = try await User.changePassword(
            from: "a guess", to: "marble kayak tundra", office.asAdmin, policy: Office.policy)
        }
      }
      await #expect(throws: SignInRefusal.throttled(retryAfter: 30)) {
        _ = try await User.changePassword(
          from: Office.password, to: "marble kayak tundra", office.asAdmin, policy: Office.policy)
      }
    }
  }

  // 7.4.5
  @Test func `an administrator signs a user out everywhere`() async throws {
    try await Office.open { office async throws in
      let max = try await office.hire("Max Mann")
      let sessions = [try await office.signIn(max.email).token, try await office.signIn(max.email).token]
      _ = try await User.endSessions(max.id, office.asAdmin)
      for session in sessions { #expect(try await office.holder(session) == nil) }
      #expect(try await office.holder(office.adminSession) != nil)
    }
  }

  // 7.5.2
  @Test func `users see their own sessions and end them with their password`() async throws {
    try await Office.open { office async throws in
      let max = try await office.hire("Max Mann"), mine = office.context(office.actor(max), after: 4)
      let token = try await office.signIn(max.email, address: "198.51.100.4").token
      let seen = try await MySessions.all(mine).items
      #expect(seen.map(\.device) == ["Firefox on Linux"])
      #expect(seen.map(\.address) == ["198.51.100.4"])
      await #expect(throws: PasswordRefusal.wrong) {
        _ = try await MySessions.end(.init(id: seen[0].id, password: "guess"), mine, policy: Office.policy)
      }
      #expect(try await office.holder(token) != nil)
      _ = try await MySessions.end(
        .init(id: seen[0].id, password: Office.password), mine, policy: Office.policy)
      #expect(try await office.holder(token) == nil)
    }
  }

  @Test func `the list of sessions says which one is this browser`() async throws {
    try await Office.open { office async throws in
      let max = try await office.hire("Max Mann")
      let token = try await office.signIn(max.email).token
      _ = try await office.signIn(max.email)
      let plain = office.context(office.actor(max), after: 4)
      let here = Context(
        actor: plain.actor, now: plain.now, database: plain.database, requestID: "1", folder: plain.folder,
        session: token)
      let all = try await MySessions.all(here)
      #expect(all.items.count == 2)
      let mine = try await plain.database.read { try Session.find(token: token, $0) }
      #expect(all.current != nil && all.current == mine)
      #expect(try await MySessions.all(plain).current == nil)
    }
  }

  // 8.2.2
  @Test func `another user's session looks like none`() async throws {
    try await Office.open { office async throws in
      let max = try await office.hire("Max Mann")
      let theirs = try await MySessions.all(office.asAdmin).items[0].id
      await #expect(throws: TeamRefusal.notFound("session")) {
        _ = try await MySessions.end(
          .init(id: theirs, password: Office.password), office.context(office.actor(max)),
          policy: Office.policy)
      }
      #expect(try await office.holder(office.adminSession) != nil)
    }
  }

  @Test func `a form's token belongs to one session`() async throws {
    let token = SignIn.csrfToken(forSession: "one")
    #expect(SignIn.verify(csrfToken: token, forSession: "one"))
    #expect(!SignIn.verify(csrfToken: token, forSession: "two"))
    #expect(!SignIn.verify(csrfToken: "", forSession: "one"))
    #expect(!token.contains("one"))
    #expect(Base64URL.decode(token)?.count == 32)
  }

  @Test func `expired sessions are cleared away by the next sign-in`() async throws {
    try await Office.open { office async throws in
      _ = try await office.signIn(ada, after: 13 * hour)
      #expect(try await office.texts("SELECT id FROM sessions").count == 1)
    }
  }

  @Test(arguments: [
    (
      "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
      "Edge on Windows"
    ),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
    ("curl/8.5.0", "curl"), ("", "Unknown device"),
  ])
  func `a session is named by browser and system`(agent: String, device: String) {
    #expect(Client(address: "", userAgent: agent).device == device)
  }
}
