import Blueprint
import Foundation
import Kernel
import Storage
import TestSupport
import Testing

@testable import Sales

struct FactQuestionTests {
  /// Asks random questions and holds every answer against a plain loop over the facts.
  private func ask(_ times: Int, _ sales: RandomSales, _ generator: inout Seeded) async throws {
    let facts = try await PlainFacts(sales.world)
    for _ in 0..<times {
      let question = try await sales.question(facts, &generator)
      let answer = try await sales.world.context.read { try question.answer($0) }
      #expect(answer.cells == facts.answer(question), "\(question)")
    }
  }

  @Test(arguments: 0..<6) func `any question is answered as a plain loop over the facts answers it`(seed: Int)
    async throws
  {
    var generator = Seeded(UInt64(seed) + 300)
    var sales = try await RandomSales.make()
    for _ in 0..<3 { try await sales.load(&generator) }
    try await ask(40, sales, &generator)
  }

  @Test func `answers follow imports, undone ones and those brought back`() async throws {
    // Files have a chance of their own: what is imported does not hang on what was asked before.
    var generator = Seeded(77), asking = Seeded(78)
    var sales = try await RandomSales.make()
    for _ in 0..<4 {
      try await sales.load(&generator)
      try await ask(12, sales, &asking)
    }
    for batch in [sales.batches[1], sales.batches[0]] {
      _ = try await SalesImport.undo(batch, sales.world.context)
      try await ask(12, sales, &asking)
    }
    _ = try await SalesImport.restore(sales.batches[1], sales.world.context)
    try await ask(12, sales, &asking)
    try await sales.load(&generator)
    try await ask(12, sales, &asking)
  }

  @Test(arguments: 0..<3)
  func `totals over groups of sites answer as the facts do, whatever changes after them`(
    seed: Int
  ) async throws {
    var generator = Seeded(UInt64(seed) + 900), asking = Seeded(UInt64(seed) + 950)
    var sales = try await RandomSales.make()
    try await sales.load(&generator)
    try await sales.addBanners()
    for _ in 0..<2 {
      try await sales.load(&generator)
      try await ask(30, sales, &asking)
    }
    // The newest: of an older one a later file may have repeated facts, and then its undo is refused.
    let newest = try #require(sales.batches.last)
    _ = try await SalesImport.undo(newest, sales.world.context)
    try await ask(30, sales, &asking)
    let groups = try await sales.world.context.read {
      try $0.count("SELECT COUNT(DISTINCT site_group) FROM sales_rollup_sites WHERE site_group > 0")
    }
    // The two banners, and the account above them with the one site that stayed.
    #expect(groups == 3)
  }

  @Test func `figures of items, sites and all are read from kept totals alone`() async throws {
    var generator = Seeded(12)
    var sales = try await RandomSales.make()
    for _ in 0..<3 { try await sales.load(&generator) }
    let facts = try await PlainFacts(sales.world)
    let sources = try await sales.world.context.read { try SalesSource.all($0) }
    let weeks = facts.facts.map(\.fact.week),
      scope = SalesScope(weeks: weeks.min()!...weeks.max()!, sites: nil)
    var ofSites = scope, items: Set<Int32> = []
    ofSites.pieces = [
      .init(weeks: scope.pieces[0].weeks, sites: SiteSet(facts.facts.prefix(9).map(\.fact.site)))
    ]
    for (_, fact) in facts.facts.prefix(30) { items.insert(fact.item) }
    var ofItems = scope
    ofItems.products = items.sorted()
    var questions = [scope, ofItems].flatMap { scope in
      [[], .week, .item, [.item, .week]].map {
        FactQuestion(RollUpSheet.quantities, of: sources, in: scope, by: $0)
      }
    }
    questions += [scope, ofSites].map {
      FactQuestion(RollUpSheet.quantities, of: sources, in: $0, by: [.site, .week])
    }
    questions[0].distinct = .items
    questions[8].distinct = .sites
    // Without the facts, only what is kept can answer.
    try await sales.world.context.database.write { _ = try $0.run("DELETE FROM sales_segments") }
    for question in questions {
      let answer = try await sales.world.context.read { try question.answer($0) }
      #expect(answer.cells == facts.answer(question) && !answer.cells.isEmpty)
    }
  }

  @Test(arguments: Backing.available)
  func `figures as known on a day leave out what came later and what was taken back by then`(
    backing: Backing
  ) async throws {
    var generator = Seeded(31)
    var sales = try await RandomSales.make(backing)
    func moment(_ day: Int) -> Date { Date(timeIntervalSince1970: Double(day) * 86_400) }
    var known: [PlainFacts] = []
    for day in 1...4 {
      try await sales.load(&generator)
      try await sales.setSpan(try #require(sales.batches.last), from: moment(day))
      known.append(try await PlainFacts(sales.world))
    }
    _ = try await SalesImport.undo(sales.batches[1], sales.world.context)
    try await sales.setSpan(sales.batches[1], from: moment(2), to: moment(9))
    known.append(try await PlainFacts(sales.world))
    for (place, day) in [1, 2, 3, 4, 9].enumerated() {
      for _ in 0..<8 {
        var question = try await sales.question(known[3], &generator)
        question.asKnownOn = moment(day).addingTimeInterval(3_600)
        let asked = question
        let answer = try await sales.world.context.read { try asked.answer($0) }
        #expect(answer.cells == known[place].answer(asked), "day \(day): \(asked)")
      }
    }
  }

  @Test(arguments: Backing.available)
  func `both databases give the same answers`(backing: Backing) async throws {
    var generator = Seeded(5)
    var sales = try await RandomSales.make(backing)
    for _ in 0..<2 { try await sales.load(&generator) }
    try await ask(15, sales, &generator)
  }
}
