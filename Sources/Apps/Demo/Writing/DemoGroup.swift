import Kernel
import Sales
import Storage

/// Facts of an item and year as a segment holds them: a restated week keeps only what changed.
struct DemoGroup {
  private(set) var columns = FactColumns(measures: [.units, .value, .price, .basePrice, .flags])
  private let year: Int
  private let kept: [Int]
  private let isRestated: Bool
  private var changed = 0
  private var before = Sums(), after = Sums()

  private struct Sums {
    var units: Int64 = 0
    var cents: Int64 = 0
  }

  init(_ facts: borrowing DemoFacts, sites: [Int32], firstWeek: Int, _ version: DemoBatch.Version) {
    year = facts.year
    isRestated = version == .restated
    var kept: [Int] = []
    for row in 0..<facts.count {
      if version == .restated, facts.firstUnits[row] == facts.units[row] { continue }
      kept.append(row)
      var fact = Fact(site: sites[Int(facts.stores[row])], item: 0, week: Int32(firstWeek) + facts.weeks[row])
      fact[.units] = Int64(facts.units[row]) * 1_000
      fact[.value] = facts.value(at: row) * 100
      fact[.price] = Int64(facts.prices[row]) * 100
      fact[.basePrice] = Int64(facts.regularPrices[row]) * 100
      fact[.flags] = Int64(facts.flags[row])
      columns.append(fact)
    }
    self.kept = kept
  }

  /// Counts the facts in their batch.
  mutating func add(_ facts: borrowing DemoFacts, to batch: inout DemoBatchRow) {
    batch.facts += kept.count
    batch.duplicates += facts.count - kept.count
    for row in kept {
      let units = Int64(facts.units[row]), cents = facts.value(at: row),
        old = isRestated ? Int64(facts.firstUnits[row]) : 0
      let oldCents = old * Int64(facts.prices[row])
      batch.units += units
      batch.cents += cents
      guard old > 0 else { continue }
      batch.restated += 1
      changed += 1
      before.units += old
      before.cents += oldCents
      after.units += units
      after.cents += cents
    }
  }

  /// A row of `sales_restatements`; nil where nothing was replaced.
  func restatement(batch: ID<SalesBatch>, product: Int32) -> [Value]? {
    guard changed > 0 else { return nil }
    return [
      batch.value, product.value, year.value, 0.value, changed.value, (before.units * 1_000).value,
      (after.units * 1_000).value, (before.cents * 100).value, (after.cents * 100).value,
    ]
  }
}
