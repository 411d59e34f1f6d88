import Accounts
import Activity
import Blueprint
import Catalog
import Foundation
import Kernel
import People
import Pipeline
import Sales
import Storage
import TestCompany
import TestDesk
import TestSupport
import Testing

@testable import Relationships

struct ReferralRuleTests {
  private static func seat(
    _ person: ID<Person>, _ account: ID<Account>, _ first: String?, _ last: String?, boss: ID<Person>? = nil,
    department: String? = nil
  ) -> Bond.Seat {
    Bond.Seat(
      position: Position(
        id: .new(), person: person, account: account, title: "Buyer", department: department, reportsTo: boss,
        Validity(first.flatMap { Day($0) }, last.flatMap { Day($0) })!), place: "Northgate")
  }

  @Test func `two are bound by where they sit or sat together, less the longer ago`() {
    let day = Day("2026-11-22")!, here = ID<Account>.new(), there = ID<Account>.new()
    let (anna, bo) = (ID<Person>.new(), ID<Person>.new())
    func strength(_ one: Bond.Seat, _ other: Bond.Seat) -> Int? {
      Bond.between(one, other, on: day)?.strength.count
    }
    let now = Self.seat(anna, here, "2020-01-01", nil)
    #expect(strength(now, Self.seat(bo, here, nil, nil)) == 4_000)
    #expect(strength(now, Self.seat(bo, here, nil, nil, boss: anna)) == 7_000)
    #expect(strength(now, Self.seat(bo, there, nil, nil)) == nil)
    #expect(strength(now, Self.seat(anna, here, nil, nil)) == nil, "nobody is bound to themselves")
    #expect(strength(now, Self.seat(bo, here, nil, "2019-12-31")) == nil, "one left before the other came")
    #expect(strength(now, Self.seat(bo, here, "2026-12-01", nil)) == nil, "not there yet")
    let near = Self.seat(anna, here, nil, nil, department: "Dairy")
    #expect(strength(near, Self.seat(bo, here, nil, nil, department: "Dairy")) == 5_000)
    // Two years and more together, parted today, five years ago, eleven years ago.
    #expect(strength(now, Self.seat(bo, here, nil, "2026-11-21")) == 3_998)
    #expect(strength(now, Self.seat(bo, here, nil, "2021-11-23")) == 1_898)
    let long = Self.seat(anna, here, nil, nil)
    #expect(strength(long, Self.seat(bo, here, nil, "2015-11-22")) == nil)
    #expect(Bond.between(now, Self.seat(bo, here, nil, "2026-11-21"), on: day)?.kind == .workedTogether)
  }

  /// A crowd of people with positions at random, and users with contacts at random.
  private static func map(_ random: inout SeededGenerator) -> (ReferralMap, [ID<Person>]) {
    let day = Day("2026-11-22")!
    let people = (0..<14).map { _ in ID<Person>.new() }, accounts = (0..<5).map { _ in ID<Account>.new() }
    let users = (0..<3).map { _ in ID<Actor>.new() }
    let seats = (0..<24).map { _ in
      let start = day.advanced(by: -Int.random(in: 100...4_000, using: &random))
      return Bond.Seat(
        position: Position(
          id: .new(), person: people.randomElement(using: &random)!,
          account: accounts.randomElement(using: &random)!,
          title: "", reportsTo: people.randomElement(using: &random)!,
          Validity(start, Bool.random(using: &random) ? nil : start.advanced(by: 900))!), place: "There")
    }
    let contacts = (0..<8).map { _ in
      ReferralMap.Contact(
        user: users.randomElement(using: &random)!, person: people.randomElement(using: &random)!,
        strength: Strength(
          (0..<Int.random(in: 1...9, using: &random)).map { age in
            Strength.Contact(
              interaction: .new(), subject: "Review", kind: .meeting, direction: .both,
              day: day.advanced(by: -20 * age))
          }, on: day))
    }
    var seen = Set<[String]>()
    let map = ReferralMap(
      on: day, names: Dictionary(uniqueKeysWithValues: people.map { ($0, $0.text) }),
      users: Dictionary(uniqueKeysWithValues: users.map { ($0, $0.text) }),
      contacts: contacts.filter { seen.insert([$0.user.text, $0.person.text]).inserted }, seats: seats,
      influences: [],
      targets: Set(people.prefix(4)))
    return (map, Array(people.prefix(4)))
  }

  @Test func `a way is as strong as the product of its hops, holds together and passes nobody twice`() {
    var random = SeededGenerator(seed: 5), count = 0
    for _ in 0..<60 {
      let (map, targets) = Self.map(&random)
      for (target, ways) in map.ways(to: targets) {
        #expect(
          ways.count <= Referrals.mostWays && ways.map(\.strength) == ways.map(\.strength).sorted(by: >))
        for way in ways {
          count += 1
          var exact = 1.0
          for hop in way.hops { exact *= Double(hop.strength.count) / 10_000 }
          #expect(abs(Double(way.strength.count) - exact * 10_000) < 0.51)
          #expect(way.hops.count <= Referrals.mostSteps && way.hops.last?.toPerson == target)
          #expect(way.hops[0].kind == .contact && way.hops.dropFirst().allSatisfy { $0.kind != .contact })
          for (one, next) in zip(way.hops, way.hops.dropFirst()) { #expect(one.toPerson == next.fromPerson) }
          #expect(Set(way.hops.map(\.toPerson)).count == way.hops.count)
        }
      }
    }
    #expect(count > 100)
  }
}

struct ReferralTests {
  private func open(_ backing: Backing, _ body: (Desk) async throws -> Void) async throws {
    try await Desk.open(backing, with: [pipelineCapability, relationshipsCapability], body)
  }

  private func deal(_ desk: Desk, with account: ID<Account>) async throws -> ID<Deal> {
    try await Deal.add(.init(name: "Chiller", account: account), desk.context()).id
  }

  private func ways(_ desk: Desk, _ deal: ID<Deal>, _ who: ID<Actor>) async throws -> [[String]] {
    let context = desk.context(who)
    let found = try await context.read { try Referrals.find(deal: deal, context, $0) }
    return found.people.flatMap { person in person.ways.map { [$0.hops[0].from] + $0.hops.map(\.to) } }
  }

  /// Anna of Northgate worked with Bo at Southport until the spring; Sam meets Bo often.
  private func colleagues(_ desk: Desk) async throws {
    var former = Position.New(id: desk.anna, account: desk.southport, title: "Planner")
    (former.firstDay, former.lastDay) = (Day("2022-01-01"), Day("2026-04-30"))
    _ = try await Position.take(former, desk.context())
    for month in 6...11 {
      let day = month < 10 ? "2026-0\(month)-15" : "2026-\(month)-15"
      try await desk.log(
        .meeting, "Review \(month)", desk.southport, with: [desk.bo], on: day, by: SmallCompany.south)
    }
  }

  @Test(arguments: Backing.available)
  func `who once worked with a decider opens the door, with each step and its evidence`(backing: Backing)
    async throws
  {
    try await open(backing) { desk in
      try await colleagues(desk)
      let deal = try await deal(desk, with: desk.northgate), context = desk.context()
      let found = try await context.read { try Referrals.find(deal: deal, context, $0) }
      let way = try #require(found.people.first { $0.person == desk.anna }?.ways.first)
      #expect(way.hops.map(\.kind) == [.contact, .workedTogether])
      #expect([way.hops[0].from] + way.hops.map(\.to) == ["Sam South", "Bo Dahl", "Anna Berg"])
      #expect(way.hops[1].why == "worked together at Southport, 1 Jan 2022 to 30 Apr 2026")
      #expect(way.hops[0].evidence.hasPrefix("/interactions/"))
      try await desk.log(.visit, "Store walk", desk.northgate, with: [desk.anna], on: "2026-11-21")
      #expect(try await ways(desk, deal, SmallCompany.chief).first == ["Nora North", "Anna Berg"])
    }
  }

  @Test(arguments: Backing.available)
  func `nobody and nothing of an account that the reader may not see stands in a way`(backing: Backing)
    async throws
  {
    try await open(backing) { desk in
      try await colleagues(desk)
      let deal = try await deal(desk, with: desk.northgate)
      #expect(try await ways(desk, deal, SmallCompany.chief) == [["Sam South", "Bo Dahl", "Anna Berg"]])
      #expect(try await ways(desk, deal, SmallCompany.north) == [])
      let context = desk.context(SmallCompany.north)
      let told = try await context.read { try JSON.text(of: try Referrals.find(deal: deal, context, $0)) }
      for secret in ["Bo Dahl", "Southport", "Sam South"] { #expect(!told.contains(secret)) }
      let stranger = desk.context(SmallCompany.south)
      await #expect(throws: DealRefusal.notThere) {
        try await stranger.read { try Referrals.find(deal: deal, stranger, $0) }
      }
    }
  }

  @Test(arguments: Backing.available)
  func `an erased person and one merged away stand in no way`(backing: Backing) async throws {
    try await open(backing) { desk in
      try await colleagues(desk)
      let deal = try await deal(desk, with: desk.northgate)
      _ = try await Person.erase(desk.bo, desk.context())
      #expect(try await ways(desk, deal, SmallCompany.chief) == [])
    }
  }
}
