import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import People

@Suite struct PersonActionTests {
  @Test(arguments: Backing.available)
  func `a manager sees the people of their accounts and nothing of others`(backing: Backing) async throws {
    try await House.open(backing) { house in
      let anna = try await house.add("Anna Berg", at: house.northgate, by: SmallCompany.north)
      #expect(try await house.list(SmallCompany.north).map(\.name) == ["Anna Berg"])
      #expect(try await house.list(SmallCompany.south).isEmpty)
      await #expect(throws: PersonRefusal.notThere) { try await house.record(anna.id, SmallCompany.south) }
      await #expect(throws: PersonRefusal.notThere) { try await house.record(.new(), SmallCompany.south) }
      await #expect(throws: PersonRefusal.accountUnknown) {
        try await house.add("Spy", at: house.northgate, by: SmallCompany.south)
      }
      let hits = try await Person.search.find("anna", 5, house.context(SmallCompany.south))
      #expect(hits.isEmpty)
      #expect(
        try await Person.search.find("ber", 5, house.context(SmallCompany.north)).map(\.title) == [
          "Anna Berg"
        ])
    }
  }

  @Test(arguments: Backing.available)
  func `who went to an account of others stays in our story without showing where they are`(backing: Backing)
    async throws
  {
    try await House.open(backing) { house in
      let anna = try await house.add(
        "Anna Berg", at: house.northgate, email: "anna@northgate.example", from: "2024-01-01")
      var move = Position.New(id: anna.id, account: house.southport, title: "Head of buying")
      move.firstDay = Day("2026-06-01")
      move.isMove = true
      _ = try await Position.take(move, house.context())
      let seen = try await house.record(anna.id, SmallCompany.north)
      #expect(seen.positions.map(\.account) == ["Northgate"])
      #expect(seen.positions[0].position.lastDay == Day("2026-05-31"))
      #expect((seen.person.account, seen.person.title, seen.person.email) == (nil, nil, nil))
      #expect(try await house.list(SmallCompany.north).isEmpty)
      #expect(try await house.list(SmallCompany.south).map(\.title) == ["Head of buying"])
    }
  }

  @Test(arguments: Backing.available)
  func `nobody reports to somebody who reports to them`(backing: Backing) async throws {
    try await House.open(backing) { house in
      let boss = try await house.add("Bo Boss", at: house.northgate)
      let anna = try await house.add("Anna Berg", at: house.northgate, reportsTo: boss.id)
      let carl = try await house.add("Carl Dahl", at: house.northgate, reportsTo: anna.id)
      let position = try await house.record(boss.id).positions[0].position
      var change = Position.Change(id: boss.id, position: position.id)
      change.reportsTo = .set(carl.id)
      let refused = await #expect(throws: PersonRefusal.self) {
        try await Position.change(change, house.context())
      }
      guard case .cycle(let name, let boss, _)? = refused else { throw refused! }
      #expect((name, boss) == ("Bo Boss", "Carl Dahl"))
      change.reportsTo = .set(position.person)
      await #expect(throws: PersonRefusal.reportsToSelf) {
        try await Position.change(change, house.context())
      }
    }
  }

  @Test(arguments: Backing.available)
  func `the people of an account are those of the day asked for`(backing: Backing) async throws {
    try await House.open(backing) { house in
      try await house.add("Anna Berg", at: house.northgate, from: "2026-05-01")
      let early = AccountPeople.Wanted(id: house.northgate, on: Day("2026-04-30"))
      let late = AccountPeople.Wanted(id: house.northgate, on: nil)
      let context = house.context(SmallCompany.north)
      #expect(try await context.read { try AccountPeople.find(early, context, $0) }.people.isEmpty)
      #expect(
        try await context.read { try AccountPeople.find(late, context, $0) }.people.map(\.name) == [
          "Anna Berg"
        ])
    }
  }

  @Test(arguments: Backing.available)
  func `an opinion needs evidence and is kept beside others`(backing: Backing) async throws {
    try await House.open(backing) { house in
      let anna = try await house.add("Anna Berg", at: house.northgate)
      await #expect(throws: PersonRefusal.evidenceMissing) {
        try await Assessment.say(
          .init(id: anna.id, stance: .advocate, evidence: " "), house.context(SmallCompany.north))
      }
      await #expect(throws: PersonRefusal.nothingSaid) {
        try await Assessment.say(.init(id: anna.id, evidence: "A talk"), house.context(SmallCompany.north))
      }
      _ = try await Assessment.say(
        .init(
          id: anna.id, role: .champion, stance: .advocate, strength: 90, evidence: "Spoke for us in June"),
        house.context(SmallCompany.north))
      _ = try await Assessment.say(
        .init(id: anna.id, stance: .sceptic, strength: 40, evidence: "Silent in the last review"),
        house.context(on: "2026-11-23"))
      let record = try await house.record(anna.id, on: "2026-11-23")
      #expect(record.assessments.map(\.strength) == [40, 90])
      #expect((record.person.role, record.person.stance) == (.champion, .sceptic))
    }
  }

  @Test(arguments: Backing.available)
  func `erasing takes out the personal data everywhere and leaves the counts`(backing: Backing) async throws {
    try await House.open(backing) { house in
      let anna = try await house.add("Anna Berg", at: house.northgate, email: "anna@northgate.example")
      var change = Person.Change(id: anna.id)
      change.phone = .set("+46 8 123")
      change.note = .set("Likes sailing")
      _ = try await Person.change(change, house.context())
      _ = try await Assessment.say(
        .init(id: anna.id, stance: .advocate, evidence: "Sailed with Anna"), house.context())
      _ = try await Person.erase(anna.id, house.context())
      let record = try await house.record(anna.id)
      #expect(
        record.person.name == Person.erasedName && record.positions.count == 1
          && record.assessments.count == 1)
      let traces = try await house.database.read { db in
        var found: [String] = []
        for table in ["persons", "person_positions", "person_assessments", "person_codes", "events"] {
          try db.each("SELECT * FROM \(raw: table)") { row in found.append("\(try row.values())") }
        }
        return found.joined()
      }
      for word in ["Anna", "anna", "Berg", "+46", "ailing"] {
        #expect(!traces.contains(word), "\(word) is left")
      }
      #expect(try await house.list().isEmpty)
      await #expect(throws: PersonRefusal.erased) { try await Person.change(change, house.context()) }
    }
  }

  @Test(arguments: Backing.available)
  func `a merge moves all that hung on the second and can be taken back`(backing: Backing) async throws {
    try await House.open(backing) { house in
      let anna = try await house.add("Anna Berg", at: house.northgate)
      let twin = try await house.add("A. Berg", at: house.southport)
      let carl = try await house.add("Carl Dahl", at: house.southport, reportsTo: twin.id)
      _ = try await Assessment.say(.init(id: twin.id, power: .high, evidence: "Signs"), house.context())
      let merge = try await PersonMerge.make(.init(kept: anna.id, merged: twin.id), house.context())
      let kept = try await house.record(anna.id)
      #expect(kept.positions.count == 2 && kept.assessments.count == 1)
      #expect(try await house.record(carl.id).positions[0].boss == "Anna Berg")
      #expect(try await house.list().map(\.name) == ["Anna Berg", "Carl Dahl"])
      _ = try await PersonMerge.undo(merge.id, house.context())
      #expect(try await house.record(anna.id).positions.count == 1)
      #expect(try await house.record(twin.id).assessments.count == 1)
      #expect(try await house.record(carl.id).positions[0].boss == "A. Berg")
      await #expect(throws: PersonRefusal.mergeUndone) {
        try await PersonMerge.undo(merge.id, house.context())
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a position of tomorrow counts from tomorrow`(backing: Backing) async throws {
    try await House.open(backing) { house in
      let anna = try await house.add("Anna Berg", at: house.northgate, from: "2026-11-23")
      #expect(anna.account == nil)
      try await Person.catchUp(house.context(on: "2026-11-23"))
      #expect(try await house.record(anna.id).person.account == house.northgate)
    }
  }
}
