import Accounts
import Activity
import Blueprint
import Foundation
import Kernel
import People
import Storage

/// Puts two years of activity into the demo's database, with tasks, promises and decisions.
struct DemoActivityWriter {
  let company: DemoCompany
  let contacts: DemoContactWriter
  let records: DemoRecords
  let context: Context

  private static let rowsAtOnce = 2_000

  func write() async throws {
    let touches = interactions()
    for start in stride(from: 0, to: touches.count, by: Self.rowsAtOnce) {
      let some = Array(touches[start..<min(start + Self.rowsAtOnce, touches.count)])
      try await context.database.write { try Interaction.insert(some, $0) }
    }
    let tasks = tasks()
    try await context.database.write { try WorkTask.save(tasks, $0) }
    for (owner, decision) in decisions() { _ = try await Decision.note(decision, acting(owner)) }
    try await ActivityClock.tick(context)
  }

  private func acting(_ owner: Int) -> Context {
    let person = DemoPeople.all[owner]
    return Context(
      actor: Actor(id: records.owners[owner], name: person.name, role: .director), now: context.now,
      database: context.database, requestID: context.requestID, folder: context.folder)
  }

  private func interactions() -> [(interaction: Interaction, people: [ID<Person>])] {
    let plan = DemoTouchPlan(company, contacts.plan)
    var series = company.draw.of(.contact).of(.noise).series
    return plan.touches.map { touch in
      let contact = contacts.plan.contacts[touch.contacts[0]]
      let day = context.today.advanced(by: -touch.daysAgo)
      let moment = Date(timeIntervalSince1970: Double(day.ordinal) * 86_400 + Double(touch.minute) * 60)
      var one = Interaction(
        id: ID(at: moment, using: &series), kind: touch.kind, subject: touch.subject,
        account: records.accountIDs[contact.account], at: moment,
        owner: records.owners[touch.byDirector ? 0 : company.retailers[contact.retailer].owner], made: moment)
      one.body = touch.body
      one.direction = touch.direction
      one.source = .demo
      one.minutes = touch.kind == .meeting || touch.kind == .visit ? 30 + touch.minute % 4 * 15 : nil
      return (one, touch.contacts.map { contacts.ids[$0] })
    }
  }

  private static let promises = [
    "Deliver the planogram data", "Send the cost breakdown", "Confirm the display dates",
    "Bring samples to the review",
    "Answer the deduction claim", "Share the category forecast",
  ]

  /// Six for each customer: two done, a promise kept, one broken here and there, one late, one to come.
  private func tasks() -> [WorkTask] {
    var series = company.draw.of(.contact).of(.commitment).series
    return company.retailers.flatMap { retailer -> [WorkTask] in
      let own = company.draw.of(.contact).of(.commitment).at(retailer.index)
      let people = contacts.plan.byRetailer[retailer.index]
      return (0..<6).map { turn in
        let kind: WorkTask.Kind = turn < 2 ? .task : turn == 3 ? .expectation : .promise
        let due = context.today.advanced(
          by: turn < 4
            ? -own.whole(20...200, turn) : turn == 4 ? -own.whole(1...9, turn) : own.whole(3...30, turn))
        var task = WorkTask(
          id: ID(at: context.now, using: &series), kind: kind, title: own.one(of: Self.promises, 10 + turn),
          account: records.accountIDs[company.places[retailer.index].group],
          owner: records.owners[retailer.owner], due: due, at: context.now)
        task.person = contacts.ids[people[own.whole(0...people.count - 1, 20 + turn)]]
        if turn < 4 {
          task.closedOn = due.advanced(by: own.whole(-6...4, 30 + turn))
          task.outcome = kind == .task ? .done : own.happens(0.8, 40 + turn) ? .kept : .broken
          task.evidence = task.outcome == .broken ? "Nothing came" : "Mail of the same day"
        }
        return task
      }
    }
  }

  private func decisions() -> [(owner: Int, Decision.New)] {
    company.retailers.prefix(8).map { retailer in
      let own = company.draw.of(.contact).of(.commitment).at(100 + retailer.index)
      var new = Decision.New(
        title: "No price talk before \(own.one(of: DemoTalk.topics))",
        account: records.accountIDs[company.places[retailer.index].group])
      new.reason = own.one(of: DemoTalk.endings, 1)
      new.decidedOn = context.today.advanced(by: -own.whole(10...300, 2))
      return (retailer.owner, new)
    }
  }
}
