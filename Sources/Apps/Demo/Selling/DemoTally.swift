/// What a retailer's sales add up to while they are told: for the truth, and for the shipments behind them.
package struct DemoTally: Sendable {
  /// Facts, units and cents as first reported, and what restatements told again.
  package struct Totals: Hashable, Sendable {
    package internal(set) var facts = 0
    package internal(set) var units: Int64 = 0
    package internal(set) var cents: Int64 = 0
  }

  /// Expected units of one event over all stores: what would have sold anyway, and with it.
  struct EventUnits: Sendable {
    var base = 0.0
    var promoted = 0.0
  }

  package internal(set) var first = Totals()
  package internal(set) var restated = Totals()
  /// True units by listed item, then by DC and week (`dc * 156 + week`).
  var unitsByDC: [[Int32]]
  /// By listed item and event.
  var events: [[EventUnits]]
  /// Facts that a store sold short for want of stock.
  package internal(set) var shortages = 0

  init(_ plan: RetailerPlan) {
    let empty = [Int32](repeating: 0, count: plan.retailer.dcs * DemoHistory.count)
    unitsByDC = plan.items.map { _ in empty }
    events = plan.items.map { $0.events.map { _ in EventUnits() } }
  }
}
