import Demo
import Foundation
import Kernel
import TimeSeries

/// The demo company's sales by retailer, item and week, with the prices and promotions that moved them.
struct DemoWeekly {
  struct Cell {
    var units = 0.0
    var price = 0.0
    var regular = 0.0
    var facts = 0.0
    var features = 0.0
    var displays = 0.0
  }

  static let weeks = 156
  let company: DemoCompany
  private(set) var truths: [DemoTruth]
  /// By retailer and item; weeks without a fact have none.
  private(set) var cells: [[Int]: [Cell]] = [:]

  init(_ company: DemoCompany) {
    self.company = company
    truths = company.truth
    for retailer in company.retailers {
      let sales = DemoSales(company, retailer)
      var tally = sales.emptyTally
      for batch in sales.batches {
        sales.eachGroup(of: batch, into: &tally) { facts in
          guard batch.version == .first else { return }
          add(facts, retailer.index)
        }
      }
      truths += sales.truth(tally, [])
    }
  }

  private mutating func add(_ facts: borrowing DemoFacts, _ retailer: Int) {
    var line = cells[[retailer, facts.item]] ?? [Cell](repeating: Cell(), count: Self.weeks)
    for row in 0..<facts.count {
      let week = Int(facts.weeks[row])
      line[week].units += Double(facts.units[row])
      line[week].price += Double(facts.prices[row])
      line[week].regular += Double(facts.regularPrices[row])
      line[week].facts += 1
      line[week].features += facts.flags[row] & 1 == 0 ? 0 : 1
      line[week].displays += facts.flags[row] & 2 == 0 ? 0 : 1
    }
    cells[[retailer, facts.item]] = line
  }

  /// Weekly units of each member of a level; weeks before the first sale are left away.
  private func series(by key: ([Int]) -> [Int]) -> [[Double]] {
    var sums: [[Int]: [Double]] = [:]
    for (place, line) in cells {
      var sum = sums[key(place)] ?? [Double](repeating: 0, count: Self.weeks)
      for week in line.indices { sum[week] += line[week].units }
      sums[key(place)] = sum
    }
    return sums.keys.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { sums[$0] }
  }

  /// Sales for the judge of levels.
  var byLevel: DemoLevels {
    DemoLevels(
      lines: cells.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, line in
        .init(
          retailer: key[0], item: key[1], category: company.items[key[1]].category, units: line.map(\.units))
      })
  }

  /// How often intervals of 80 and 95 % held over weeks 1 to 13 from nine origins four weeks apart, level by level.
  func coverage() async throws -> [DemoCoverage] {
    let category = company.items.map(\.category)
    let levels: [(name: String, key: ([Int]) -> [Int])] = [
      ("item at retailer", { $0 }), ("category at retailer", { [$0[0], category[$0[1]]] }),
      ("retailer", { [$0[0]] }), ("item", { [$0[1]] }), ("category", { [category[$0[1]]] }),
    ]
    var found: [DemoCoverage] = []
    for level in levels {
      let all = series(by: level.key)
      var one = DemoCoverage(level: level.name, series: all.count)
      for origin in 0..<9 {
        let known = Self.cut(all, at: Self.weeks - 13 - 4 * origin)
        var engine = try ForecastEngine(horizon: 13)
        engine.threads = 2
        let forecasts = await engine.forecast(try known.map { try Series($0.past, season: 52) })
        for (truth, forecast) in zip(known, forecasts) { one.add(forecast, truth.future) }
      }
      found.append(one)
    }
    return found
  }

  /// Weekly units of items at retailers, one row a week, series after series: `id,value`.
  var rows: [String] {
    cells.keys.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { key in
      let units = (cells[key] ?? []).map(\.units)
      return units.drop { $0 == 0 }.map { "\(key[0])/\(key[1]),\(Int($0))" }
    }
  }

  /// What was known at a week, and the quarter behind it, of the series that sold before and behind.
  private static func cut(_ all: [[Double]], at cut: Int) -> [(past: [Double], future: [Double])] {
    all.compactMap { values in
      guard let first = values.firstIndex(where: { $0 > 0 }), first < cut - 26,
        values[(cut - 26)..<cut].contains(where: { $0 > 0 }), values[cut...].contains(where: { $0 > 0 })
      else { return nil }
      return (Array(values[first..<cut]), Array(values[cut..<(cut + 13)]))
    }
  }
}
