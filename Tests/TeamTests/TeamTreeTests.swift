@testable import Team
import Blueprint
import Foundation
import Kernel
import Storage
import Testing

struct TeamTreeTests {
  private func add(_ name: String, below parent: SalesTeam? = nil, _ office: Office) async throws -> SalesTeam
  {
    try await SalesTeam.add(.init(name: name, parent: parent?.id), office.asAdmin)
  }

  private func below(_ team: SalesTeam, _ office: Office) async throws -> Set<ID<SalesTeam>> {
    Set(try await office.database.read { try SalesTeam.withThoseBelow(team.id, $0) })
  }

  @Test func `an actor's teams are their own and all below it`() async throws {
    try await Office.open { office async throws in
      let north = try await add("North", office), lakes = try await add("Lakes", below: north, office)
      let shore = try await add("Shore", below: lakes, office), south = try await add("South", office)
      let max = try await office.hire("Max Mann", team: lakes.id)
      let actor = try #require(try await office.holder(try await office.signIn(max.email).token))
      #expect(Set(actor.teams) == [lakes.id.text, shore.id.text])
      let token = try await Token.create(.init(name: "key", scope: .read), office.context(actor)).text
      let program = try await SignIn.actor(forToken: token, on: office.database, at: office.later(9))
      #expect(program?.teams == actor.teams)
      #expect(try await below(north, office) == [north.id, lakes.id, shore.id])
      #expect(try await below(south, office) == [south.id])
    }
  }

  @Test func `a user without a team has none`() async throws {
    try await Office.open { office async throws in
      #expect(try await office.holder(office.adminSession)?.teams == [])
    }
  }

  @Test func `moving a team takes those below along`() async throws {
    try await Office.open { office async throws in
      let north = try await add("North", office), lakes = try await add("Lakes", below: north, office)
      let shore = try await add("Shore", below: lakes, office), south = try await add("South", office)
      _ = try await SalesTeam.change(.init(lakes.id, parent: .set(south.id)), office.asAdmin)
      #expect(try await below(south, office) == [south.id, lakes.id, shore.id])
      #expect(try await below(north, office) == [north.id])
    }
  }

  @Test func `a team can't stand beneath itself or its own`() async throws {
    try await Office.open { office async throws in
      let north = try await add("North", office), lakes = try await add("Lakes", below: north, office)
      let shore = try await add("Shore", below: lakes, office)
      for parent in [north, lakes, shore] {
        await #expect(throws: TeamRefusal.insideItself) {
          _ = try await SalesTeam.change(.init(north.id, parent: .set(parent.id)), office.asAdmin)
        }
      }
      await #expect(throws: TeamRefusal.unknownTeam) {
        _ = try await SalesTeam.change(.init(north.id, parent: .set(ID.new())), office.asAdmin)
      }
    }
  }

  @Test func `teams stand twelve deep at most, also after a move`() async throws {
    try await Office.open { office async throws in
      var chain: [SalesTeam] = []
      for level in 1...12 { chain.append(try await add("Level \(level)", below: chain.last, office)) }
      let last = chain[11]
      await #expect(throws: TeamRefusal.tooDeep(most: 12)) {
        _ = try await add("Level 13", below: last, office)
      }
      let top = try await add("Top", office), first = chain[0]
      await #expect(throws: TeamRefusal.tooDeep(most: 12)) {
        _ = try await SalesTeam.change(.init(first.id, parent: .set(top.id)), office.asAdmin)
      }
    }
  }

  @Test func `two moves at once never close a ring`() async throws {
    try await Office.open { office async throws in
      let one = try await add("One", office), two = try await add("Two", office)
      await withTaskGroup(of: Void.self) { group in
        group.addTask { _ = try? await SalesTeam.change(.init(one.id, parent: .set(two.id)), office.asAdmin) }
        group.addTask { _ = try? await SalesTeam.change(.init(two.id, parent: .set(one.id)), office.asAdmin) }
      }
      #expect(try await office.texts("SELECT id FROM teams WHERE parent_id IS NULL").count == 1)
    }
  }

  @Test func `a team that somebody belongs to is not removed`() async throws {
    try await Office.open { office async throws in
      let north = try await add("North", office), lakes = try await add("Lakes", below: north, office)
      let max = try await office.hire("Max Mann", team: lakes.id)
      for id in [north.id, lakes.id] {
        await #expect(throws: TeamRefusal.teamInUse) { _ = try await SalesTeam.remove(id, office.asAdmin) }
      }
      _ = try await User.change(.init(max.id, team: .set(nil)), office.asAdmin)
      for id in [lakes.id, north.id] { _ = try await SalesTeam.remove(id, office.asAdmin) }
      #expect(try await office.texts("SELECT id FROM teams").isEmpty)
    }
  }

  @Test func `the tree reads from the top down, by name, with its members`() async throws {
    try await Office.open { office async throws in
      let north = try await add("North", office)
      _ = try await add("Alps", office)
      let lakes = try await add("Lakes", below: north, office)
      _ = try await office.hire("Max Mann", team: lakes.id)
      let lines = try await office.database.read { try SalesTeam.tree($0).lines }
      #expect(
        lines.map { "\($0.level) \($0.team.name) \($0.members)" } == ["0 Alps 0", "0 North 0", "1 Lakes 1"])
      let page = try await TeamsPage.page(
        SalesTeam.All(items: lines.map { .init(team: $0.team, level: $0.level, members: $0.members) }),
        Visit(context: office.asAdmin, path: "/teams", query: "", fields: Fields()))
      let content = try #require(page.content as? TeamsPage)
      #expect(content.nodes.map(\.name) == ["Alps", "North"])
      #expect(content.nodes[1].children.map(\.value) == ["1 user"])
    }
  }
}
