import Kernel
import Testing

@testable import Demo

@Suite struct DemoSalesTests {
  private let company = Samples.small

  @Test func `the same seed tells the same story, another seed another`() {
    #expect(Samples.checksum(company) == Samples.checksum(Samples.company()))
    #expect(Samples.checksum(company) != Samples.checksum(Samples.company(seed: 8)))
  }

  @Test func `a seed means the same company in every build`() {
    #expect(Samples.checksum(company) == 4_748_273_700_051_424_166)
  }

  @Test func `a larger company says the same of the smaller one's stores`() {
    let larger = Samples.company(facts: 200_000)
    for name in ["Brambleway", "Wexcombe", "Basketwing"] {
      let retailer = Samples.retailer(name, of: company)
      let stores = company.places[retailer.index].stores.count
      let same = Samples.lines(larger, retailer).filter { $0.store < stores }
      // Voids belong to stores that a smaller company may lack; elsewhere nothing differs.
      #expect(same == Samples.lines(company, retailer))
    }
  }

  @Test func `facts come in whole groups of an item and year, sorted by store and week, without repeats`() {
    for retailer in company.retailers {
      let sales = DemoSales(company, retailer)
      var tally = sales.emptyTally
      for batch in sales.batches {
        var last = (item: -1, year: 0)
        sales.eachGroup(of: batch, into: &tally) { facts in
          #expect((last.item, last.year) < (facts.item, facts.year))
          last = (facts.item, facts.year)
          let keys = (0..<facts.count).map { Int(facts.stores[$0]) * 1_000 + Int(facts.weeks[$0]) }
          #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 })
          #expect(facts.weeks.allSatisfy { company.history.years[Int($0)] == facts.year })
          #expect(facts.weeks.allSatisfy { batch.weeks.contains(Int($0)) })
          #expect(facts.units.allSatisfy { $0 > 0 } && facts.prices.allSatisfy { $0 > 0 })
        }
      }
    }
  }

  @Test func `first reports tell every week once, and nothing lies in the future`() {
    for retailer in company.retailers {
      let batches = DemoSales(company, retailer).batches
      let weeks = batches.filter { $0.version == .first }.flatMap { Array($0.weeks) }
      #expect(weeks == Array(0..<156))
      #expect(batches.map(\.receivedOn) == batches.map(\.receivedOn).sorted())
      #expect(batches.allSatisfy { $0.receivedOn <= Samples.lastWeek.lastDay.advanced(by: 1) })
    }
  }

  @Test func `two retailers say other figures for some weeks, four weeks later`() {
    var restating: [String] = []
    for retailer in company.retailers {
      let again = Samples.lines(company, retailer, .restated)
      guard !again.isEmpty else { continue }
      restating.append(retailer.stem)
      func key(_ line: Samples.Line) -> [Int] { [line.item, line.store, line.week] }
      let first = Dictionary(
        uniqueKeysWithValues: Samples.lines(company, retailer).map { (key($0), $0.units) })
      #expect(again.allSatisfy { first[key($0), default: 0] <= $0.units })
      let changed = again.filter { first[key($0)] != $0.units }
      #expect(Double(changed.count) > 0.3 * Double(again.count))
      #expect(again.count > Set(again.map(key)).intersection(first.keys).count)
    }
    #expect(restating == ["Wexcombe", "Copperlane"])
  }

  @Test func `about as many facts come as were asked for`() {
    for facts in [300_000, 900_000] {
      let company = Samples.company(facts: facts)
      let found = company.retailers.reduce(0) { sum, retailer in
        let sales = DemoSales(company, retailer)
        var tally = sales.emptyTally
        for batch in sales.batches { sales.eachGroup(of: batch, into: &tally) { _ in } }
        return sum + tally.first.facts
      }
      #expect(Double(found) > 0.9 * Double(facts) && Double(found) < 1.3 * Double(facts))
    }
  }
}
