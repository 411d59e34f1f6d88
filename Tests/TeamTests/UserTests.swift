@testable import Team
import Blueprint
import Foundation
import Kernel
import Storage
import Testing

struct UserTests {
  @Test func `an e-mail address belongs to one user, however it is spelt`() async throws {
    try await Office.open { office async throws in
      await #expect(throws: TeamRefusal.emailTaken) {
        _ = try await User.add(
          .init(name: "Ada Two", email: "ADA@northgate.example", role: .viewer), office.asAdmin,
          policy: Office.policy)
      }
    }
  }

  @Test(arguments: ["", "ada", "@x", "a@", "a@b@c", "a b@c", "a@b\u{0}"])
  func `what is no e-mail address is refused`(text: String) {
    #expect(throws: TeamRefusal.notAnEmail) { try Email(text) }
  }

  @Test func `a name is kept without needless blanks and must not be empty`() throws {
    #expect(try tidied(name: "  Ada \n  Berg ") == "Ada Berg")
    #expect(throws: TeamRefusal.emptyName) { try tidied(name: " \t ") }
    #expect(throws: TeamRefusal.longName(most: 120)) { try tidied(name: String(repeating: "a", count: 121)) }
  }

  @Test func `the last administrator can be neither deactivated nor demoted`() async throws {
    try await Office.open { office async throws in
      await #expect(throws: TeamRefusal.lastAdmin) {
        _ = try await User.deactivate(office.admin.id, office.asAdmin)
      }
      await #expect(throws: TeamRefusal.lastAdmin) {
        _ = try await User.change(.init(office.admin.id, role: .director), office.asAdmin)
      }
      let second = try await office.hire("Bea Two", .admin)
      _ = try await User.deactivate(second.id, office.asAdmin)
      await #expect(throws: TeamRefusal.lastAdmin) {
        _ = try await User.deactivate(office.admin.id, office.asAdmin)
      }
      _ = try await User.reactivate(second.id, office.asAdmin)
      #expect(
        try await User.change(.init(office.admin.id, role: .director), office.asAdmin).role == .director)
    }
  }

  @Test func `of two administrators who demote each other at once one stays`() async throws {
    try await Office.open { office async throws in
      let second = try await office.hire("Bea Two", .admin)
      await withTaskGroup(of: Void.self) { group in
        for id in [office.admin.id, second.id] {
          group.addTask { _ = try? await User.change(.init(id, role: .viewer), office.asAdmin) }
        }
      }
      #expect(try await office.texts("SELECT role FROM users ORDER BY role") == ["admin", "viewer"])
    }
  }

  @Test func `a new role ends the user's sessions, so that the next begins with the new rights`() async throws
  {
    try await Office.open { office async throws in
      let max = try await office.hire("Max Mann")
      let session = try await office.signIn(max.email).token
      _ = try await User.change(.init(max.id, name: "Maximilian Mann"), office.asAdmin)
      #expect(try await office.holder(session)?.name == "Maximilian Mann")
      _ = try await User.change(.init(max.id, role: .director), office.asAdmin)
      #expect(try await office.holder(session) == nil)
    }
  }

  @Test func `a change made on an old version is refused`() async throws {
    try await Office.open { office async throws in
      let max = try await office.hire("Max Mann")
      _ = try await User.change(.init(max.id, name: "Max One"), office.asAdmin)
      var change = User.Change(max.id, name: "Max Two")
      change.version = max.version
      let stale = change
      await #expect(throws: TeamRefusal.changedMeanwhile) { _ = try await User.change(stale, office.asAdmin) }
      #expect(try await office.texts("SELECT name FROM users WHERE id = \(max.id)") == ["Max One"])
    }
  }

  @Test func `a team that is not there is refused by name`() async throws {
    try await Office.open { office async throws in
      await #expect(throws: TeamRefusal.unknownTeam) { _ = try await office.hire("Max Mann", team: ID.new()) }
    }
  }

  // ASVS 6.4.1, 6.4.6
  @Test func `an invitation lets its holder choose a password once, within a week`() async throws {
    try await Office.open { office async throws in
      let added = try await User.add(
        .init(name: "Ina New", email: "ina@northgate.example", role: .viewer), office.asAdmin,
        policy: Office.policy)
      let code = try #require(added.invitation?.code), anyone = office.context(.commandLine, after: 60)
      #expect(!added.user.hasPassword)
      await #expect(throws: SignInRefusal.wrong) { _ = try await office.signIn(added.user.email, code) }
      await #expect(throws: PasswordRefusal.short) {
        _ = try await Invitation.accept(code, password: "short", anyone, policy: Office.policy)
      }
      _ = try await Invitation.accept(code, password: "marble kayak tundra", anyone, policy: Office.policy)
      #expect(try await office.signIn(added.user.email, "marble kayak tundra").user.id == added.user.id)
      await #expect(throws: TeamRefusal.codeSpent) {
        _ = try await Invitation.accept(code, password: "another long phrase", anyone, policy: Office.policy)
      }
    }
  }

  // ASVS 6.4.1, 6.4.3
  @Test func `a code that was replaced or is a week old opens nothing`() async throws {
    try await Office.open { office async throws in
      let max = try await office.hire("Max Mann")
      let first = try #require(try await Invitation.renew(max.id, office.asAdmin).invitation?.code)
      let second = try #require(try await Invitation.renew(max.id, office.asAdmin).invitation?.code)
      for (code, seconds) in [(first, 60.0), (second, 7 * 86_400 + 1)] {
        await #expect(throws: TeamRefusal.codeSpent) {
          _ = try await Invitation.accept(
            code, password: "marble kayak tundra", office.context(.commandLine, after: seconds),
            policy: Office.policy)
        }
      }
      #expect(try await office.signIn(max.email).user.id == max.id)
    }
  }

  @Test func `every change of a user leaves who, before and after, and no secret`() async throws {
    try await Office.open { office async throws in
      let max = try await office.hire("Max Mann")
      let actor = office.actor(office.admin)
      _ = try await User.change(.init(max.id, role: .director), office.context(actor, after: 2))
      _ = try await User.deactivate(max.id, office.context(actor, after: 3))
      let history = try await office.database.read { try Event.history(of: max.id.text, $0) }
      #expect(history.map(\.kind).reversed() == ["user.added", "user.changed", "user.deactivated"])
      #expect(history.allSatisfy { $0.actor == "Ada Berg" })
      #expect(
        history[1].changes.map { "\($0.field): \($0.before) -> \($0.after)" } == ["role: manager -> director"]
      )
      #expect(history[0].changes.map(\.field) == ["isActive"])
    }
  }

  @Test func `a change that changes nothing leaves no event`() async throws {
    try await Office.open { office async throws in
      let max = try await office.hire("Max Mann")
      _ = try await User.change(.init(max.id, name: "Max Mann"), office.asAdmin)
      #expect(
        try await office.texts("SELECT kind FROM events WHERE subject_id = \(max.id)") == ["user.added"])
    }
  }

  // ASVS 8.2.2, 8.2.3
  @Test func `users change their own name and look, nothing else`() async throws {
    try await Office.open { office async throws in
      let max = try await office.hire("Max Mann"), mine = office.context(office.actor(max))
      let endpoint = try #require(MyAccount.endpoints.first { $0.method == .patch })
      let fields = Fields(json: [
        "name": .text("Maxi"), "theme": .text("dark"), "role": .text("admin"), "email": .text("x@y.example"),
        "id": .text(office.admin.id.text),
      ])
      _ = try await endpoint.call(fields, mine)
      let stored = try #require(try await office.database.read { try User.find(max.id, $0) })
      #expect(stored.name == "Maxi")
      #expect(stored.theme == .dark)
      #expect(stored.role == .manager)
      #expect(stored.email == max.email)
      #expect(try await office.texts("SELECT name FROM users WHERE id = \(office.admin.id)") == ["Ada Berg"])
    }
  }

  @Test func `the list of users searches, filters and sorts, for administrators alone`() async throws {
    try await Office.open { office async throws in
      _ = try await office.hire("Zoë Ünal", .director)
      _ = try await office.hire("Max Mann")
      let (found, filtered, all, none) = try await office.database.read { db in
        let admin = office.actor(office.admin)
        let director = Actor(id: admin.id, name: "", role: .director)
        return (
          try User.listing.fetch(ListQuery(q: "zoe unal"), for: admin, db).items.map(\.name),
          try User.listing.fetch(ListQuery(filter: ["role:manager", "state:active"]), for: admin, db).items
            .map(\.name),
          try User.listing.fetch(ListQuery(sort: "-name"), for: admin, db).items.map(\.name),
          try User.listing.fetch(ListQuery(), for: director, db).items.map(\.name)
        )
      }
      #expect(found == ["Zoë Ünal"])
      #expect(filtered == ["Max Mann"])
      #expect(all == ["Zoë Ünal", "Max Mann", "Ada Berg"])
      #expect(none.isEmpty)
    }
  }

  // ASVS 1.2.4
  @Test func `what looks like SQL is text`() async throws {
    try await Office.open { office async throws in
      let name = "Robert'); DROP TABLE users; --"
      let user = try await User.add(
        .init(name: name, email: "r'--@northgate.example", role: .viewer), password: Office.password,
        office.asAdmin,
        policy: Office.policy
      ).user
      #expect(user.name == name)
      await #expect(throws: SignInRefusal.wrong) { _ = try await office.signIn("' OR 1=1 --", "' OR 1=1 --") }
      let hits = try await office.database.read { try User.matching("%_", limit: 5, $0) }
      #expect(hits.isEmpty)
    }
  }
}
