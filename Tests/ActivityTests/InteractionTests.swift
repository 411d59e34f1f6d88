import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import People
import Storage
import TestCompany
import TestDesk
import TestSupport
import Testing

@testable import Activity

@Suite struct InteractionTests {
  @Test func `the words of a subject and a text are found folded, short ones of the text left out`() {
    #expect(
      SearchWords.of("Café: prices 2026", "We met at the café of Östersund") == [
        "cafe", "prices", "2026", "met", "the", "ostersund",
      ])
    #expect(SearchWords.of("x", String(repeating: "word ", count: 100_000)).count == 2)
  }

  @Test(arguments: Backing.available)
  func `what happened below an account stands in its timeline, and nobody else's`(backing: Backing)
    async throws
  {
    try await Desk.open(backing) { desk in
      try await desk.log(.visit, "Shelf check", desk.store, on: "2026-11-02")
      try await desk.log(.meeting, "Annual talk", desk.northgate, with: [desk.anna], on: "2026-11-10")
      try await desk.log(.call, "Order", desk.southport, with: [desk.bo], by: SmallCompany.south)
      let context = desk.context(SmallCompany.north)
      let found = try await context.read {
        try Interaction.below(desk.northgate, for: context.actor, limit: 10, $0)
      }
      #expect(found.map(\.interaction.subject) == ["Annual talk", "Shelf check"])
      #expect(found[0].people.map(\.name) == ["Anna Berg"])
      #expect(found[0].interaction.direction == .both)
      let all = try await context.read { try Interaction.listing.fetch(ListQuery(), for: context.actor, $0) }
      #expect(all.total == 2)
    }
  }

  @Test(arguments: Backing.available)
  func `others' activity is found neither by id nor by its words`(backing: Backing) async throws {
    try await Desk.open(backing) { desk in
      let one = try await desk.log(
        .meeting, "Secret price round", desk.southport, with: [desk.bo], by: SmallCompany.south)
      let context = desk.context(SmallCompany.north)
      await #expect(throws: ActivityRefusal.notThere("activity")) {
        try await context.read { _ = try Interaction.record(one.id, for: context.actor, $0) }
      }
      #expect(try await Interaction.search.find("secret", 5, context).isEmpty)
      #expect(try await Interaction.search.find("secr pri", 5, desk.context(SmallCompany.south)).count == 1)
      #expect(try await Interaction.search.find("secr wrong", 5, desk.context(SmallCompany.south)).isEmpty)
      await #expect(throws: ActivityRefusal.personUnknown) {
        try await desk.log(.call, "Hello", desk.northgate, with: [desk.bo])
      }
      await #expect(throws: ActivityRefusal.accountUnknown) {
        try await desk.log(.call, "Hello", desk.southport)
      }
    }
  }

  @Test(arguments: Backing.available)
  func `a call with a person is at their account, and what follows becomes a task`(backing: Backing)
    async throws
  {
    try await Desk.open(backing) { desk in
      var input = Interaction.New(kind: .call, subject: "Range", account: nil, people: [desk.anna])
      input.followUp = "Send the range"
      input.followUpDue = Day("2026-11-25")
      let one = try await Interaction.log(input, desk.context(SmallCompany.north))
      #expect(one.account == desk.northgate)
      let context = desk.context(SmallCompany.north)
      let tasks = try await context.read { try WorkTask.open(with: desk.anna, for: context.actor, $0) }
      #expect(tasks.map(\.task.title) == ["Send the range"])
      #expect(tasks[0].task.interaction == one.id && tasks[0].owner == "Nora North")
    }
  }

  @Test(arguments: Backing.available)
  func `bad input is told by field`(backing: Backing) async throws {
    try await Desk.open(backing) { desk in
      await #expect(throws: ActivityRefusal.subjectMissing) {
        try await desk.log(.call, "  ", desk.northgate)
      }
      await #expect(throws: ActivityRefusal.badDay(Day("2031-01-01")!)) {
        try await desk.log(.call, "Later", desk.northgate, on: "2031-01-01")
      }
      var input = Interaction.New(kind: .call, subject: "Long", account: desk.northgate)
      input.minutes = 2_000
      await #expect(throws: ActivityRefusal.badMinutes(2_000)) {
        try await Interaction.log(input, desk.context(SmallCompany.north))
      }
    }
  }

  @Test(arguments: Backing.available)
  func `what was with a merged person is with the one who was kept`(backing: Backing) async throws {
    try await Desk.open(backing) { desk in
      let twin = try await Person.add(
        .init(name: "A. Berg", account: desk.northgate, title: "Buyer"), desk.context(SmallCompany.north))
      try await desk.log(.call, "One", desk.northgate, with: [desk.anna])
      try await desk.log(.call, "Two", desk.northgate, with: [twin.id], on: "2026-11-21")
      _ = try await PersonMerge.make(
        .init(kept: desk.anna, merged: twin.id), desk.context(SmallCompany.north))
      let context = desk.context(SmallCompany.north)
      let found = try await context.read {
        try Interaction.with(desk.anna, for: context.actor, limit: 10, $0)
      }
      #expect(found.map(\.interaction.subject) == ["Two", "One"])
      #expect(found[0].people.map(\.name) == ["Anna Berg"])
    }
  }

  @Test(arguments: Backing.available)
  func `what was written with an erased person goes, that it happened stays`(backing: Backing) async throws {
    try await Desk.open(backing) { desk in
      try await desk.log(
        .meeting, "Anna's birthday", desk.northgate, with: [desk.anna], body: "Anna told of her boat")
      _ = try await Person.erase(desk.anna, desk.context())
      try await ActivityClock.tick(desk.context())
      let rows = try await desk.database.read { db in
        try db.all("SELECT subject, body FROM interactions") { [try $0.text(0), try $0.text(1)] }
      }
      #expect(rows == [["(erased)", ""]])
      let entries: SQL = "SELECT COUNT(*) FROM search_entries WHERE kind = '_interaction'"
      #expect(try await desk.database.read { try $0.count(entries) } == 0)
      #expect(try await desk.database.read { try $0.count("SELECT COUNT(*) FROM interaction_persons") } == 1)
    }
  }
}
