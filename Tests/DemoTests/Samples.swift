import Kernel

@testable import Demo

/// Companies that the tests look at, small ones of 60,000 facts mostly.
enum Samples {
  static let lastWeek = Week("2026-11-14")!
  static let small = company()

  /// The company of the laptop's scale, with all 480 stores.
  static let laptop = DemoCompany(seed: 7, lastWeek: lastWeek)

  static func company(seed: UInt64 = 7, facts: Int = 60_000) -> DemoCompany {
    DemoCompany(seed: seed, scale: DemoScale(facts: facts)!, lastWeek: lastWeek)
  }

  static func retailer(_ name: String, of company: DemoCompany) -> DemoRetailer {
    company.retailers.first { $0.stem == name }!
  }

  /// One fact with its keys, for comparing.
  struct Line: Hashable {
    let item, store, week: Int
    let units, price, regular: Int32
    let flags: UInt8
  }

  /// Everything that batches of a version say of a retailer.
  static func lines(
    _ company: DemoCompany, _ retailer: DemoRetailer, _ version: DemoBatch.Version = .first
  ) -> [Line] {
    let sales = DemoSales(company, retailer)
    var tally = sales.emptyTally, lines: [Line] = []
    for batch in sales.batches where batch.version == version {
      sales.eachGroup(of: batch, into: &tally) { facts in
        for row in 0..<facts.count { lines.append(line(facts, row)) }
      }
    }
    return lines
  }

  static func line(_ facts: borrowing DemoFacts, _ row: Int) -> Line {
    Line(
      item: facts.item, store: Int(facts.stores[row]), week: Int(facts.weeks[row]), units: facts.units[row],
      price: facts.prices[row], regular: facts.regularPrices[row], flags: facts.flags[row])
  }

  /// FNV-1a over everything that a company's retailers report.
  static func checksum(_ company: DemoCompany) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for retailer in company.retailers {
      let sales = DemoSales(company, retailer)
      var tally = sales.emptyTally
      for batch in sales.batches {
        sales.eachGroup(of: batch, into: &tally) { facts in
          for row in 0..<facts.count {
            let numbers = [
              Int64(facts.item), Int64(facts.stores[row]), Int64(facts.weeks[row]), Int64(facts.units[row]),
              facts.value(at: row), Int64(facts.regularPrices[row]), Int64(facts.flags[row]),
            ]
            for number in numbers { hash = (hash ^ UInt64(bitPattern: number)) &* 0x100_0000_01b3 }
          }
        }
      }
    }
    return hash
  }
}
