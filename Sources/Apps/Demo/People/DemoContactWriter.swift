import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import People
import Storage

/// Puts the contacts of the demo company into its database: people, positions, and what our managers think of them.
struct DemoContactWriter {
  let company: DemoCompany
  let plan: DemoContactPlan
  let records: DemoRecords
  let context: Context
  let ids: [ID<Person>]

  init(_ company: DemoCompany, _ plan: DemoContactPlan, _ records: DemoRecords, _ context: Context) {
    self.company = company
    self.plan = plan
    self.records = records
    self.context = context
    var series = company.draw.of(.contact).series
    ids = plan.contacts.map { _ in ID(at: context.now, using: &series) }
  }

  private func owner(_ contact: DemoContact) -> ID<Actor> {
    records.owners[company.retailers[contact.retailer].owner]
  }
  private func account(_ contact: DemoContact) -> ID<Account> { records.accountIDs[contact.account] }

  func write() async throws {
    let (today, persons, positions, said) = (context.today, persons(), positions(), assessments())
    let ids = ids
    try await context.database.write { db in
      try Person.save(persons, db)
      try Position.save(positions, db)
      try Assessment.insert(said, db)
      try Person.settle(ids, on: today, db)
    }
  }

  private func persons() -> [Person] {
    zip(ids, plan.contacts).map { id, contact in
      var person = Person(id: id, name: contact.name, on: context.today, at: context.now)
      person.email = contact.email(at: company.retailers[contact.retailer].stem)
      person.phone = "+1 555 01\(10 + Int(contact.warmth * 89))"
      person.owner = owner(contact)
      (person.role, person.power, person.stance) = (contact.role, contact.power, contact.stance)
      return person
    }
  }

  private func positions() -> [Position] {
    var series = company.draw.of(.contact).of(.places).series
    return zip(ids, plan.contacts).compactMap { id, contact in
      let first = context.today.advanced(by: -contact.daysSince)
      let last = contact.daysGone.map { context.today.advanced(by: -$0) }
      guard let days = Validity(first, last) else { return nil }
      return Position(
        id: ID(at: context.now, using: &series), person: id, account: account(contact), title: contact.title,
        department: contact.department, reportsTo: contact.boss.map { ids[$0] }, days)
    }
  }

  /// The manager of the account said it half a year ago; of some, a director thinks otherwise since.
  private func assessments() -> [Assessment] {
    var series = company.draw.of(.contact).of(.response).series
    var said: [Assessment] = []
    for (place, contact) in plan.contacts.enumerated() where contact.warmth > 0 {
      let owner = company.retailers[contact.retailer].owner
      said.append(
        Assessment(
          id: ID(at: context.now, using: &series), person: ids[place], role: contact.role,
          stance: contact.stance,
          power: contact.power, strength: Int((contact.warmth * 100).rounded()), evidence: "Account review",
          saidOn: context.today.advanced(by: -180), actor: records.owners[owner],
          actorName: DemoPeople.all[owner].name))
      guard contact.power == .decisive else { continue }
      said.append(
        Assessment(
          id: ID(at: context.now, using: &series), person: ids[place], role: nil, stance: nil, power: nil,
          strength: max(5, Int((contact.warmth * 70).rounded())),
          evidence: "Met at the trade fair; polite, no more",
          saidOn: context.today.advanced(by: -40), actor: records.owners[0], actorName: DemoPeople.all[0].name
        ))
    }
    return said
  }
}
