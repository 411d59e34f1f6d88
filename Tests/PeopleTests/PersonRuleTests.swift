import Blueprint
import Catalog
import Foundation
import Kernel
import Testing

@testable import People

@Suite struct PersonRuleTests {
  private let a = ID<Person>.new(), b = ID<Person>.new(), c = ID<Person>.new()

  private func line(
    _ person: ID<Person>, _ boss: ID<Person>, _ from: String = "2026-01-01", _ to: String? = nil
  )
    -> ReportingLine
  {
    ReportingLine(person: person, boss: boss, days: Validity(Day(from), to.flatMap { Day($0) })!)
  }

  @Test func `a circle of three is found with the first day on which it closes`() {
    let standing = [line(b, c, "2026-03-01"), line(a, b, "2026-02-01")]
    #expect(ReportingLine.firstCycle(adding: line(c, a, "2026-01-01"), to: standing) == Day("2026-03-01"))
  }

  @Test func `lines that never hold on one day make no circle`() {
    let standing = [line(a, b, "2025-01-01", "2025-12-31")]
    #expect(ReportingLine.firstCycle(adding: line(b, a, "2026-01-01"), to: standing) == nil)
    #expect(ReportingLine.firstCycle(adding: line(b, a, "2025-12-31"), to: standing) == Day("2025-12-31"))
  }

  @Test func `a circle that stands in the data already does not keep the search going for ever`() {
    let standing = [line(a, b), line(b, a)]
    #expect(ReportingLine.firstCycle(adding: line(c, a), to: standing) == nil)
  }

  @Test func `two who disagree are both shown, each with the newest word`() {
    let nora = ID<Actor>.new(), sam = ID<Actor>.new()
    func said(_ who: ID<Actor>, _ strength: Int, _ day: String, _ stance: Stance? = nil) -> Assessment {
      Assessment(
        id: .new(), person: a, role: nil, stance: stance, power: nil, strength: strength, evidence: "A talk",
        saidOn: Day(day)!, actor: who, actorName: "x")
    }
    let all = [
      said(nora, 80, "2026-05-01", .supporter), said(sam, 30, "2026-06-01", .sceptic),
      said(nora, 70, "2026-07-01"),
    ]
    let today = Day("2026-11-22")!
    #expect(Assessment.opinions(all, on: today).map(\.strength) == [70, 30])
    #expect(Assessment.standing(all, on: today).stance == .sceptic)
    #expect(Assessment.standing(all, on: Day("2026-05-31")!).stance == .supporter)
    #expect(Assessment.opinions(all, on: Day("2026-05-31")!).map(\.strength) == [80])
  }

  @Test(arguments: ["anna@example.com", "a.b+c@mail.example.co.uk", "ø@exämple.no"])
  func `what mail can be sent to is an address`(text: String) { #expect(Person.isAddress(text)) }

  @Test(arguments: [
    "anna", "anna@", "@example.com", "anna@example", "a b@example.com", "a@b@c.com", "a@b..com", "x,y@z.com",
  ])
  func `what it can't be sent to is none`(text: String) { #expect(!Person.isAddress(text)) }

  @Test func `people are ordered and found by the family name`() {
    #expect(Person.familyKey("Anna Maria Berg") == "berg anna maria")
    #expect(Person.familyKey("Cher") == "cher")
  }

  @Test func `of two positions the one begun last says where somebody is`() {
    let account = ID<Position>.new()
    let old = Position(id: account, person: a, account: .new(), title: "Buyer", .from(Day("2020-01-01")!))
    let new = Position(id: .new(), person: a, account: .new(), title: "Head", .from(Day("2026-01-01")!))
    #expect(Position.main(of: [new, old], on: Day("2026-11-22")!)?.title == "Head")
    #expect(Position.main(of: [new, old], on: Day("2025-11-22")!)?.title == "Buyer")
    #expect(Position.main(of: [new, old], on: Day("2019-11-22")!) == nil)
  }
}
