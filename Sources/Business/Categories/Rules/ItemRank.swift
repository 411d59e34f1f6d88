package import Kernel

/// One item among all of its category in one place.
package struct ItemRank: Codable, Hashable, Sendable {
  package let item: Int32
  package let rank: Int
  package let value: Int64
  package let lastYear: Int64
  package let units: Int64
  /// Different sites that sold it; nil where facts come from head office alone.
  package let stores: Int?
  /// Value per selling store and week; nil where stores are unknown.
  package let velocity: Int64?
  package let share: BasisPoints?
  /// This item's share and that of all before it.
  package let cumulative: BasisPoints?

  /// What is known of an item before it is ranked.
  package struct Sales: Sendable {
    package let item: Int32
    package let value: Int64
    package let lastYear: Int64
    package let units: Int64
    package let stores: Int?

    package init(item: Int32, value: Int64, lastYear: Int64, units: Int64, stores: Int?) {
      self.item = item
      self.value = value
      self.lastYear = lastYear
      self.units = units
      self.stores = stores
    }
  }

  /// The best first; equal values by the item's number.
  package static func ranked(_ items: [Sales], weeks: Int) -> [ItemRank] {
    let whole = items.reduce(0) { $0 + $1.value }
    var sum: Int64 = 0
    return items.sorted { ($1.value, $0.item) < ($0.value, $1.item) }.enumerated().map { place, one in
      sum += one.value
      let cells = one.stores.map { Int64($0) * Int64(weeks) }
      return ItemRank(
        item: one.item, rank: place + 1, value: one.value, lastYear: one.lastYear, units: one.units,
        stores: one.stores,
        velocity: cells.flatMap { $0 > 0 ? Quotient.rounded(Int128(one.value), Int128($0)) : nil },
        share: BasisPoints(one.value, of: whole), cumulative: BasisPoints(sum, of: whole))
    }
  }
}
