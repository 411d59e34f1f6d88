@testable import Team
import Blueprint
import Foundation
import Kernel
import Storage
import Testing

struct TokenTests {
  private let day: TimeInterval = 86_400

  private func holder(_ text: String, _ office: Office, after seconds: TimeInterval = 3) async throws
    -> Actor?
  {
    try await SignIn.actor(forToken: text, on: office.database, at: office.later(seconds))
  }

  @Test func `a token acts for its user and says so in the audit trail`() async throws {
    try await Office.open { office async throws in
      let shown = try await Token.create(.init(name: "nightly", scope: .read), office.asAdmin)
      #expect(shown.text.hasPrefix("mst_"))
      #expect(shown.text.count == 47)
      let actor = try #require(try await holder(shown.text, office))
      #expect(actor.id.text == office.admin.id.text)
      #expect(actor.name == "Ada Berg (nightly)")
      #expect(actor.scope == .read)
    }
  }

  // ASVS 8.2.1
  @Test func `only the scope admin carries an administrator's rights, and read never writes`() async throws {
    try await Office.open { office async throws in
      for (scope, role, writes, administers) in [
        (Actor.Scope.read, Role.director, false, false), (.write, .director, true, false),
        (.admin, .admin, true, true),
      ] {
        let shown = try await Token.create(.init(name: "key", scope: scope), office.asAdmin)
        let actor = try #require(try await holder(shown.text, office))
        #expect(actor.role == role)
        #expect(Permission.viewer.admits(actor, writing: true) == writes)
        #expect(Permission.admin.admits(actor, writing: true) == administers)
      }
    }
  }

  @Test func `a token can't make one that may do more`() async throws {
    try await Office.open { office async throws in
      let text = try await Token.create(.init(name: "key", scope: .write), office.asAdmin).text
      let actor = try #require(try await holder(text, office))
      await #expect(throws: TeamRefusal.scopeTooWide(.write)) {
        _ = try await Token.create(.init(name: "more", scope: .admin), office.context(actor))
      }
      #expect(
        try await Token.create(.init(name: "same", scope: .write), office.context(actor)).token.scope
          == .write)
    }
  }

  @Test func `a token lives for its days, 90 unless said otherwise`() async throws {
    try await Office.open { office async throws in
      let usual = try await Token.create(.init(name: "usual", scope: .read), office.asAdmin).text
      let short = try await Token.create(.init(name: "short", scope: .read, days: 1), office.asAdmin).text
      #expect(try await holder(short, office, after: day) != nil)
      #expect(try await holder(short, office, after: day + 1) == nil)
      #expect(try await holder(usual, office, after: 90 * day) != nil)
      #expect(try await holder(usual, office, after: 90 * day + 1) == nil)
      for days in [0, -3, 367] {
        await #expect(throws: TeamRefusal.tokenLife(most: 366)) {
          _ = try await Token.create(.init(name: "bad", scope: .read, days: days), office.asAdmin)
        }
      }
    }
  }

  @Test func `a revoked token is nobody's, and another's looks like none`() async throws {
    try await Office.open { office async throws in
      let max = try await office.hire("Max Mann")
      let shown = try await Token.create(.init(name: "key", scope: .read), office.asAdmin)
      await #expect(throws: TeamRefusal.notFound("token")) {
        _ = try await Token.revoke(shown.token.id, office.context(office.actor(max)))
      }
      #expect(try await holder(shown.text, office) != nil)
      _ = try await Token.revoke(shown.token.id, office.asAdmin)
      #expect(try await holder(shown.text, office) == nil)
    }
  }

  @Test func `a list of tokens holds one's own`() async throws {
    try await Office.open { office async throws in
      let max = try await office.hire("Max Mann")
      _ = try await Token.create(.init(name: "hers", scope: .read), office.asAdmin)
      _ = try await Token.create(.init(name: "his", scope: .read), office.context(office.actor(max)))
      let found = try await office.database.read { db in
        try Token.listing.fetch(ListQuery(), for: office.actor(max), db).items.map(\.name)
      }
      #expect(found == ["his"])
    }
  }

  @Test func `the command line makes a token for a user by address`() async throws {
    try await Office.open { office async throws in
      let max = try await office.hire("Max Mann")
      let console = office.context(.commandLine)
      let shown = try await Token.create(
        .init(name: "agent", scope: .read), for: " MAX.MANN@northgate.example", console)
      #expect(try await holder(shown.text, office)?.id.text == max.id.text)
      await #expect(throws: TeamRefusal.notFound("user")) {
        _ = try await Token.create(
          .init(name: "agent", scope: .read), for: "nobody@northgate.example", console)
      }
      _ = try await User.deactivate(max.id, office.asAdmin)
      await #expect(throws: TeamRefusal.deactivated) {
        _ = try await Token.create(.init(name: "agent", scope: .read), for: max.email, console)
      }
    }
  }

  @Test func `the last use is written down once a minute at most`() async throws {
    try await Office.open { office async throws in
      let text = try await Token.create(.init(name: "key", scope: .read), office.asAdmin).text
      for seconds in [10.0, 69, 70] { _ = try await holder(text, office, after: seconds) }
      #expect(try await office.texts("SELECT last_used_at FROM tokens") == ["2026-03-02T09:01:10.000Z"])
    }
  }
}
