/// What one item sold in one period, in whole steps: units and value at whatever scale the caller keeps them.
package struct PeriodSales: Hashable, Sendable {
  package var units: Int64
  package var value: Int64
  /// In how much of the market it was to be had: stores, or their size; any scale, the same for both periods.
  package var distribution: Double

  package init(units: Int64, value: Int64, distribution: Double = 0) {
    self.units = units
    self.value = value
    self.distribution = distribution
  }

  package static let none = PeriodSales(units: 0, value: 0)

  var isEmpty: Bool { units == 0 && value == 0 }
  /// A price, and its logarithm, exist only where something was sold for something.
  var hasPrice: Bool { units > 0 && value > 0 }
}

/// One item in one place, before and after: the smallest thing that drivers are made of.
package struct DriverLeaf: Hashable, Sendable {
  /// What can be said of its change.
  package enum Standing: Hashable, Sendable {
    case continuing
    /// Nothing before: its whole sales are new, never a price effect.
    case new
    /// Nothing after.
    case lost
    /// No price in one of the periods: returns, free goods, value without units. Shown apart, never spread.
    case apart
  }

  package let before: PeriodSales
  package let after: PeriodSales

  package init(before: PeriodSales, after: PeriodSales) {
    self.before = before
    self.after = after
  }

  package var standing: Standing {
    if before.hasPrice, after.hasPrice { return .continuing }
    if before.isEmpty, after.hasPrice { return .new }
    if after.isEmpty, before.hasPrice { return .lost }
    return .apart
  }

  package var change: Int128 { Int128(after.value) - Int128(before.value) }

  package var reversed: DriverLeaf { DriverLeaf(before: after, after: before) }
}
