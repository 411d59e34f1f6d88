import Accounts
import Blueprint
import Catalog
import Kernel
import Storage
import TestCompany
import TestSupport
import Testing

@testable import Pipeline

struct WhitespaceTests {
  /// Six places of one size buy 1 and 2; five of them buy 3, at 10 to 50; the last buys none of it.
  private var grid: WhitespaceGrid {
    var sales: [Int32: [Int32: Int64]] = [:]
    for place in Int32(1)...6 {
      sales[place] = [1: 600, 2: 400]
      if place < 6 { sales[place]?[3] = Int64(place) * 10 }
    }
    sales[7] = [:]
    return WhitespaceGrid(places: Array(1...7), sales: sales)
  }

  @Test func `what like places buy is the potential, with its interval and its peers`() throws {
    let guess = try #require(grid.guess(6, 3))
    #expect(guess.low == 10 && guess.middle == 30 && guess.high == 50)
    #expect(Set(guess.peers) == [1, 2, 3, 4, 5] && abs(guess.confidence - 4.0 / 6) < 1e-12)
  }

  @Test func `a place that is twice as large would buy twice as much`() throws {
    var sales = grid.sales
    sales[6] = [1: 1_200, 2: 800]
    let large = WhitespaceGrid(places: Array(1...7), sales: sales)
    #expect(large.guess(6, 3)?.middle == 60)
  }

  @Test func `where nothing is sold, or one place alone sells it, nobody can guess`() {
    #expect(grid.guess(7, 3) == nil)
    let lone = WhitespaceGrid(places: [1, 2], sales: [1: [1: 5, 2: 5], 2: [1: 5]])
    #expect(lone.guess(2, 2) == nil)
  }

  @Test(arguments: Backing.available)
  func `what is said of a cell stays with its day, and nobody says it of another's account`(backing: Backing)
    async throws
  {
    try await Firm.open(backing) { firm in
      let north = try await firm.add("Northgate", .group, team: SmallCompany.northTeam)
      let south = try await firm.add("Southgate", .group, team: SmallCompany.southTeam)
      let category = try await Product.add(.init(name: "Soups", kind: .category), firm.context())
      let brand = try await Product.add(
        .init(name: "Kettle", kind: .brand, parent: category.id), firm.context())
      _ = try await Product.add(.init(name: "Tomato", kind: .item, parent: brand.id), firm.context())
      var input = Whitespace.Said.New(id: north.id, product: brand.id, state: .inHouse)
      input.note = "Their own kitchen, said the buyer"
      _ = try await Whitespace.Said.say(input, firm.context(SmallCompany.north))
      let one = try await firm.database.read { try Whitespace.find(.init(), firm.context(), $0) }
      #expect(
        one.places.map(\.name) == ["Northgate", "Southgate"] && one.offerings.map(\.name) == ["Kettle"])
      #expect(one.cells.map(\.state) == [.inHouse, .unknown] && one.cells[0].said?.on == Day("2026-11-22"))
      #expect(one.penetration == BasisPoints(0) && one.ideas.isEmpty)
      await #expect(throws: AccountRefusal.notThere) {
        try await Whitespace.Said.say(
          .init(id: south.id, product: brand.id, state: .competitor), firm.context(SmallCompany.north))
      }
      await #expect(throws: DealRefusal.self) {
        try await Whitespace.Said.say(.init(id: north.id, product: brand.id, state: .us), firm.context())
      }
      var deal = Deal.New(name: "Kettle at Southgate", account: south.id, amount: "500")
      deal.product = brand.id
      let made = try await Deal.add(deal, firm.context())
      let after = try await firm.database.read { try Whitespace.find(.init(), firm.context(), $0) }
      #expect(after.cells[1].deal == made.id && !after.cells[1].isIdea)
      let own = try await firm.database.read {
        try Whitespace.find(.init(), firm.context(SmallCompany.north), $0)
      }
      #expect(own.places.map(\.name) == ["Northgate"])
    }
  }

  @Test(arguments: Backing.available)
  func `deals that stand still, are late or lack a step ask for something`(backing: Backing) async throws {
    try await Firm.open(backing) { firm in
      let north = try await firm.add("Northgate", .group, team: SmallCompany.northTeam)
      let south = try await firm.add("Southgate", .group, team: SmallCompany.southTeam)
      try await firm.open("Old", with: north.id, "1000", stage: 2, close: "2026-10-01", on: "2026-05-01")
      try await firm.open("Slow", with: north.id, "1000", stage: 2, close: "2027-03-01", on: "2026-05-01")
      try await firm.open("Fresh", with: north.id, "1000", stage: 2, close: "2027-03-01", on: "2026-11-20")
      try await firm.open("Theirs", with: south.id, "9000", stage: 2, close: "2026-10-01", on: "2026-05-01")
      let today = Day("2026-11-22")!
      func steps(_ name: String, _ who: ID<Actor>) async throws -> [NextStep] {
        let source = try #require(pipelineCapability.nextSteps.first { $0.name == name })
        return try await firm.database.read { try source.find(firm.context(who).actor, today, $0) }
      }
      let stuck = try await steps("deal-stuck", SmallCompany.north),
        passed = try await steps("deal-day-passed", SmallCompany.north)
      #expect(stuck.map(\.title) == ["Move Slow on, or let it go"])
      #expect(stuck.first?.reason.contains("205 days") == true && stuck.first?.chance == BasisPoints(4_000))
      // A deal is told once, with all that is amiss.
      #expect(passed.map(\.reason).allSatisfy { $0.hasSuffix("; no next step is said.") })
      #expect(passed.count == 1 && passed.first?.stake == Money(minor: 100_000, currency: .usd))
      let alone = try await steps("deal-without-step", SmallCompany.north)
      #expect(alone.map(\.title) == ["Agree the next step of Fresh"])
      #expect(try await steps("deal-stuck", SmallCompany.chief).count == 1)
      #expect(try await steps("deal-day-passed", SmallCompany.chief).count == 2)
    }
  }
}
