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

@Suite struct TaskTests {
  private let moment = Date(timeIntervalSince1970: 0)

  private func task(_ kind: WorkTask.Kind, due: String? = nil) -> WorkTask {
    WorkTask(
      id: .new(), kind: kind, title: "Send", account: .new(), owner: nil, due: due.flatMap { Day($0) },
      at: moment)
  }

  @Test func `a promise is kept or broken, a task is done`() throws {
    let today = Day("2026-11-22")!
    let kept = try task(.promise).closed(nil, evidence: "Mail", on: today, at: moment)
    #expect((kept.outcome, kept.closedOn, kept.evidence) == (.kept, today, "Mail"))
    #expect(throws: ActivityRefusal.wrongOutcome("kept", known: "done, dropped")) {
      try task(.task).closed(.kept, evidence: nil, on: today, at: moment)
    }
    #expect(throws: ActivityRefusal.closedAlready) {
      try kept.closed(nil, evidence: nil, on: today, at: moment)
    }
    #expect(try kept.reopened(at: moment).isOpen)
  }

  @Test func `of the promises that came due, the share kept in time is told`() throws {
    let today = Day("2026-11-22")!
    let inTime = try task(.promise, due: "2026-11-30").closed(.kept, evidence: nil, on: today, at: moment)
    let tooLate = try task(.promise, due: "2026-11-01").closed(.kept, evidence: nil, on: today, at: moment)
    let broken = try task(.expectation).closed(.broken, evidence: nil, on: today, at: moment)
    let dropped = try task(.promise).closed(.dropped, evidence: nil, on: today, at: moment)
    let overdue = task(.promise, due: "2026-11-01"), open = task(.promise, due: "2026-12-01")
    #expect(
      WorkTask.keptShare([inTime, tooLate, broken, overdue, open, dropped, task(.task)], on: today) == 25)
    #expect(WorkTask.keptShare([open], on: today) == nil)
  }

  @Test(arguments: Backing.available)
  func `a late promise is a next step until it is closed`(backing: Backing) async throws {
    try await Desk.open(backing) { desk in
      try await desk.log(.call, "In touch", desk.northgate, with: [desk.anna])
      var input = WorkTask.New(title: "Deliver the samples", account: desk.northgate, kind: .promise)
      (input.due, input.person) = (Day("2026-11-10"), desk.anna)
      let task = try await WorkTask.add(input, desk.context(SmallCompany.north))
      let step = try #require(try await desk.steps(of: activityCapability, SmallCompany.north).first)
      #expect(step.title == "Deliver the samples")
      #expect(step.reason == "Our promise, 12 days late, for Nora North, with Anna Berg.")
      #expect(
        try await desk.steps(of: activityCapability, SmallCompany.south).allSatisfy {
          $0.account != desk.northgate.text
        })
      _ = try await WorkTask.close(.init(id: task.id, outcome: .kept), desk.context(SmallCompany.north))
      #expect(try await desk.steps(of: activityCapability, SmallCompany.north).isEmpty)
    }
  }

  @Test(arguments: Backing.available)
  func `nobody closes a task of another's account, nor learns that it is there`(backing: Backing) async throws
  {
    try await Desk.open(backing) { desk in
      let task = try await WorkTask.add(
        .init(title: "Ours", account: desk.northgate), desk.context(SmallCompany.north))
      await #expect(throws: ActivityRefusal.notThere("task")) {
        try await WorkTask.close(.init(id: task.id), desk.context(SmallCompany.south))
      }
      await #expect(throws: ActivityRefusal.accountUnknown) {
        try await WorkTask.add(.init(title: "Spy", account: desk.northgate), desk.context(SmallCompany.south))
      }
    }
  }
}

@Suite struct ContactTests {
  @Test(arguments: Backing.available)
  func `silence past the days of the tier is a next step, and one note of a call ends it`(backing: Backing)
    async throws
  {
    try await Desk.open(backing) { desk in
      try await desk.log(.visit, "Store", desk.store, with: [desk.anna], on: "2026-11-01")
      #expect(try await desk.steps(of: activityCapability, SmallCompany.north, on: "2026-11-14").isEmpty)
      let step = try #require(
        try await desk.steps(of: activityCapability, SmallCompany.north, on: "2026-11-16").first)
      #expect(step.title == "Get in touch with Northgate")
      #expect(step.reason == "No contact for 15 days; tier A asks for one every 14.")
      #expect(step.due == Day("2026-11-15"))
      try await desk.log(.note, "Only a note", desk.northgate, on: "2026-11-16")
      #expect(try await desk.steps(of: activityCapability, SmallCompany.north, on: "2026-11-16").count == 1)
      try await desk.log(.call, "Hello", desk.northgate, on: "2026-11-16")
      #expect(try await desk.steps(of: activityCapability, SmallCompany.north, on: "2026-11-16").isEmpty)
    }
  }

  @Test(arguments: Backing.available)
  func `a key person who is never spoken to is told once the account itself is in touch`(backing: Backing)
    async throws
  {
    try await Desk.open(backing) { desk in
      try await desk.log(.call, "With the desk", desk.northgate)
      let steps = try await desk.steps(of: activityCapability, SmallCompany.north)
      #expect(steps.map(\.title) == ["Get in touch with Anna Berg (Buyer, Northgate)"])
      #expect(steps[0].reason == "No contact is noted; tier A asks for one every 45.")
    }
  }

  @Test(arguments: Backing.available)
  func `the week's list holds what is due by its Sunday, of my accounts only`(backing: Backing) async throws {
    try await Desk.open(backing) { desk in
      try await desk.log(.call, "In touch", desk.northgate, with: [desk.anna], on: "2026-11-05")
      // Monday 16 November: due on the 19th, within the week.
      let context = desk.context(SmallCompany.north, on: "2026-11-16")
      let week = try await context.read { try ContactWeek.find(.init(scope: nil), context, $0) }
      #expect(week.until == Day("2026-11-22"))
      #expect(week.accounts.map(\.accountName) == ["Northgate"] && week.people.isEmpty)
      #expect((week.onTime, week.covered) == (1, 1))
      let early = desk.context(SmallCompany.north, on: "2026-11-10")
      #expect(try await early.read { try ContactWeek.find(.init(scope: nil), early, $0) }.accounts.isEmpty)
    }
  }

  @Test(arguments: Backing.available)
  func `a moved account takes its contact along once the days are counted anew`(backing: Backing) async throws
  {
    try await Desk.open(backing) { desk in
      try await desk.log(.visit, "Store", desk.store, on: "2026-11-20")
      _ = try await Account.move(.init(id: desk.store, parent: desk.southport), desk.context())
      try await desk.database.write { try ContactDays.rebuild(on: Day("2026-11-22")!, $0) }
      let steps = try await desk.steps(of: activityCapability, SmallCompany.chief)
      #expect(steps.contains { $0.title == "Get in touch with Northgate" })
      #expect(!steps.contains { $0.title == "Get in touch with Southport" })
    }
  }
}
