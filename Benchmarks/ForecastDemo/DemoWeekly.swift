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

  /// Coverage at 80 and 95 % over weeks 1 to 13 from nine origins four weeks apart, level by level.
  func reportCoverage() async throws {
    let category = company.items.map(\.category)
    let levels: [(name: String, key: ([Int]) -> [Int])] = [
      ("item at retailer", { $0 }), ("category at retailer", { [$0[0], category[$0[1]]] }),
      ("retailer", { [$0[0]] }), ("item", { [$0[1]] }), ("category", { [category[$0[1]]] }),
    ]
    for level in levels {
      let all = series(by: level.key)
      var hits = [0.0, 0], count = 0.0, wholes = [0.0, 0], sums = 0.0
      for origin in 0..<9 {
        let cut = Self.weeks - 13 - 4 * origin
        let known = Self.cut(all, at: cut)
        var engine = try ForecastEngine(horizon: 13)
        engine.threads = 2
        let forecasts = await engine.forecast(try known.map { try Series($0.past, season: 52) })
        for (one, forecast) in zip(known, forecasts) {
          for step in 0..<13 {
            count += 1
            for (place, interval) in forecast.intervals.enumerated()
            where (interval.lower[step] - 0.5...interval.upper[step] + 0.5).contains(one.future[step]) {
              hits[place] += 1
            }
          }
          let sum = one.future.reduce(0, +)
          sums += 1
          for (place, tail) in [0.1, 0.025].enumerated()
          where forecast.quantile(tail, ofSum: 0..<13) <= sum
            && sum <= forecast.quantile(1 - tail, ofSum: 0..<13)
          {
            wholes[place] += 1
          }
        }
      }
      print(
        "\(level.name): \(all.count) series; weeks 80 % holds \(percent(hits[0] / count)), 95 % \(percent(hits[1] / count));",
        "quarter's sums 80 % \(percent(wholes[0] / sums)), 95 % \(percent(wholes[1] / sums))")
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

  private func percent(_ share: Double) -> String { String(format: "%.1f", 100 * share) }
}
