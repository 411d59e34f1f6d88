import Accounts
import Activity
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

@testable import Relationships

@Suite struct RelationshipTests {
  private func find(_ floor: Desk, _ who: ID<Actor> = SmallCompany.north, on day: String? = nil) async throws
    -> AccountRelationships
  {
    let context = floor.context(who)
    let wanted = AccountRelationships.Wanted(id: floor.northgate, on: day.flatMap { Day($0) })
    return try await context.read { try AccountRelationships.find(wanted, context, $0) }
  }

  @Test(arguments: Backing.available)
  func `why somebody is strong: the meetings appear, with what each adds`(backing: Backing) async throws {
    try await Desk.open(backing, with: [relationshipsCapability]) { floor in
      for day in ["2026-11-20", "2026-10-20", "2026-09-20", "2026-08-20", "2026-07-20"] {
        try await floor.log(.meeting, "Review of \(day)", floor.northgate, with: [floor.anna], on: day)
      }
      try await floor.log(.note, "Only a thought", floor.northgate, with: [floor.anna])
      let context = floor.context(SmallCompany.north)
      let it = try await context.read { try PersonStrength.find(.init(id: floor.anna), context, $0) }
      #expect(
        it.strength.parts.map(\.subject) == [
          "Review of 2026-11-20", "Review of 2026-10-20", "Review of 2026-09-20", "Review of 2026-08-20",
          "Review of 2026-07-20",
        ])
      let line = try await find(floor).people[0]
      #expect(line.strength == it.strength.index && line.contacts == 5 && line.word == "Strong")
    }
  }

  @Test(arguments: Backing.available)
  func `the map of a day shows who was there, what was thought then, and how close we were`(backing: Backing)
    async throws
  {
    try await Desk.open(backing, with: [relationshipsCapability]) { floor in
      try await floor.log(.visit, "Late", floor.northgate, with: [floor.anna], on: "2026-11-01")
      _ = try await Assessment.say(
        .init(id: floor.anna, stance: .advocate, power: .high, evidence: "x", saidOn: Day("2026-06-01")),
        floor.context(SmallCompany.north))
      _ = try await Assessment.say(
        .init(id: floor.anna, stance: .opponent, evidence: "y", saidOn: Day("2026-11-10")),
        floor.context(SmallCompany.north))
      let now = try await find(floor), then = try await find(floor, on: "2026-09-01")
      #expect((now.people[0].stance, then.people[0].stance) == (.opponent, .advocate))
      #expect(now.people[0].strength > 0 && then.people[0].strength == 0)
      #expect((now.support, then.support) == (-100, 100))
    }
  }

  @Test(arguments: Backing.available)
  func `what the tier asks for and nobody holds is missing`(backing: Backing) async throws {
    try await Desk.open(backing, with: [relationshipsCapability]) { floor in
      let it = try await find(floor)
      #expect(it.coverage.covered == 1)
      #expect(it.coverage.missing == [.economicBuyer, .champion, .sponsor, .technicalBuyer])
    }
  }

  @Test(arguments: Backing.available)
  func `others see neither the map nor the strength`(backing: Backing) async throws {
    try await Desk.open(backing, with: [relationshipsCapability]) { floor in
      await #expect(throws: AccountRefusal.notThere) { try await find(floor, SmallCompany.south) }
      let context = floor.context(SmallCompany.south)
      await #expect(throws: PersonRefusal.notThere) {
        try await context.read { _ = try PersonStrength.find(.init(id: floor.anna), context, $0) }
      }
      await #expect(throws: RelationshipRefusal.personUnknown) {
        try await Influence.note(
          .init(id: floor.northgate, from: floor.anna, to: floor.bo), floor.context(SmallCompany.north))
      }
      await #expect(throws: AccountRefusal.notThere) {
        try await MapPlace.move(.init(id: floor.northgate, person: floor.anna, x: 1, y: 1), context)
      }
    }
  }

  @Test(arguments: Backing.available)
  func `dealings through one person are told as a next step until a second one is known`(backing: Backing)
    async throws
  {
    try await Desk.open(backing, with: [relationshipsCapability]) { floor in
      for day in 1...6 {
        try await floor.log(.call, "Call", floor.northgate, with: [floor.anna], on: "2026-11-0\(day)")
      }
      try await RelationshipClock.tick(floor.context())
      let step = try #require(try await floor.steps(of: relationshipsCapability, SmallCompany.north).first)
      #expect(step.title == "Know a second person at Northgate")
      #expect(step.reason == "6 of 6 contacts of the last year (100 %) run through Anna Berg.")
      #expect(try await floor.steps(of: relationshipsCapability, SmallCompany.south).isEmpty)
      #expect(try await find(floor).thread?.share == 100)
      let carl = try await Person.add(
        .init(name: "Carl Ek", account: floor.northgate), floor.context(SmallCompany.north))
      for day in 1...3 {
        try await floor.log(.call, "Call", floor.northgate, with: [carl.id], on: "2026-11-1\(day)")
      }
      try await RelationshipClock.tick(floor.context())
      #expect(try await floor.steps(of: relationshipsCapability, SmallCompany.north).isEmpty)
    }
  }

  @Test(arguments: Backing.available)
  func `a box stays where it was put`(backing: Backing) async throws {
    try await Desk.open(backing, with: [relationshipsCapability]) { floor in
      _ = try await MapPlace.move(
        .init(id: floor.northgate, person: floor.anna, x: 440, y: 90), floor.context(SmallCompany.north))
      let html = MapDrawing(try await find(floor)).html(csrf: "t")
      #expect(html.contains("translate(440 90)") && html.contains("Anna Berg"))
      await #expect(throws: RelationshipRefusal.badPlace) {
        try await MapPlace.move(
          .init(id: floor.northgate, person: floor.anna, x: -1, y: 90), floor.context(SmallCompany.north))
      }
    }
  }

  @Test(arguments: Backing.available)
  func `executives who have not met in their days are a next step`(backing: Backing) async throws {
    try await Desk.open(backing, with: [relationshipsCapability]) { floor in
      let input = ExecutivePair.New(
        id: floor.northgate, person: floor.anna, user: SmallCompany.chief, everyDays: 30)
      _ = try await ExecutivePair.join(input, floor.context(SmallCompany.north))
      await #expect(throws: RelationshipRefusal.pairedAlready("Cleo Chief")) {
        try await ExecutivePair.join(input, floor.context(SmallCompany.north))
      }
      let step = try #require(try await floor.steps(of: relationshipsCapability, SmallCompany.north).first)
      #expect(step.title == "Bring Cleo Chief and Anna Berg together")
      try await floor.log(.meeting, "Dinner", floor.northgate, with: [floor.anna], by: SmallCompany.chief)
      #expect(try await floor.steps(of: relationshipsCapability, SmallCompany.north).isEmpty)
      #expect(ExecutivePair.adherence(try await find(floor).pairs, on: Day("2026-11-22")!) == 100)
    }
  }

  @Test(arguments: Backing.available)
  func `when a buyer leaves, all that relies on them is listed, handed over, and the history stays`(
    backing: Backing
  )
    async throws
  {
    try await Desk.open(backing, with: [relationshipsCapability]) { floor in
      let north = floor.context(SmallCompany.north)
      let carl = try await Person.add(.init(name: "Carl Ek", account: floor.northgate, title: "Buyer"), north)
      var below = Person.New(name: "Dora Falk", account: floor.northgate, title: "Planner")
      below.reportsTo = floor.anna
      let dora = try await Person.add(below, north)
      var promise = WorkTask.New(title: "Send samples", account: floor.northgate, kind: .promise)
      promise.person = floor.anna
      _ = try await WorkTask.add(promise, north)
      try await floor.log(.meeting, "Autumn review", floor.northgate, with: [floor.anna], on: "2026-12-01")
      _ = try await Influence.note(.init(id: floor.northgate, from: floor.anna, to: carl.id), north)
      let all = try await north.read { try Dependents.find(floor.anna, north, $0) }
      #expect(all.tasks.map(\.task.title) == ["Send samples"])
      #expect(all.planned.map(\.interaction.subject) == ["Autumn review"])
      #expect(all.reports.map(\.name) == ["Dora Falk"] && all.influences.map(\.name) == ["Carl Ek"])
      #expect(all.roles.map(\.words) == ["Decision maker"] && all.count == 5)
      let after = try await Departure.carryOut(
        .init(id: floor.anna, on: Day("2026-11-21"), successor: carl.id), north)
      #expect(after.tasks.isEmpty && after.reports.isEmpty)
      let record = try await north.read { try PersonRecord.find(dora.id, for: north.actor, $0) }
      #expect(record.positions[0].boss == "Carl Ek")
      let left = try await north.read { try PersonRecord.find(floor.anna, for: north.actor, $0) }
      #expect(left.positions[0].position.lastDay == Day("2026-11-21") && left.person.account == nil)
      let story = try await north.read { try Interaction.with(floor.anna, for: north.actor, limit: 10, $0) }
      #expect(story.map(\.interaction.subject) == ["Autumn review", "Buyer leaves"])
      await #expect(throws: RelationshipRefusal.successorIsLeaver) {
        try await Departure.carryOut(.init(id: carl.id, successor: carl.id), north)
      }
    }
  }
}
