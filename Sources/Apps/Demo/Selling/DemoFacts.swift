/// Weekly sales of one item at one retailer in one fiscal year, ascending by store, then week.
package struct DemoFacts: Sendable {
  /// Place among `DemoCompany.items`, and the fiscal year.
  package internal(set) var item = 0
  package internal(set) var year = 0
  /// Places among the retailer's stores, and weeks of history.
  package private(set) var stores: [Int32] = []
  package private(set) var weeks: [Int32] = []
  package private(set) var units: [Int32] = []
  /// What was reported first: the same, but for restated weeks; 0 where the fact was missing.
  package private(set) var firstUnits: [Int32] = []
  /// What a shopper paid and the regular price, in cents.
  package private(set) var prices: [Int32] = []
  package private(set) var regularPrices: [Int32] = []
  /// Bits 1 feature, 2 display, 4 price cut.
  package private(set) var flags: [UInt8] = []

  package var count: Int { stores.count }
  package var isEmpty: Bool { stores.isEmpty }

  /// Sales in cents.
  package func value(at row: Int) -> Int64 { Int64(units[row]) * Int64(prices[row]) }

  @inline(__always)
  mutating func append(
    store: Int, week: Int, units count: Int32, first: Int32, _ plan: ItemPlan.WeekPlan, flags bits: UInt8
  ) {
    stores.append(Int32(truncatingIfNeeded: store))
    weeks.append(Int32(truncatingIfNeeded: week))
    units.append(count)
    firstUnits.append(first)
    prices.append(plan.price)
    regularPrices.append(plan.regular)
    flags.append(bits)
  }

  mutating func removeAll() {
    stores.removeAll(keepingCapacity: true)
    weeks.removeAll(keepingCapacity: true)
    units.removeAll(keepingCapacity: true)
    firstUnits.removeAll(keepingCapacity: true)
    prices.removeAll(keepingCapacity: true)
    regularPrices.removeAll(keepingCapacity: true)
    flags.removeAll(keepingCapacity: true)
  }
}
