/// The space that items take on the shelf against what they sell, and how long a full shelf lasts.
package struct SpaceIndex: Codable, Hashable, Sendable {
  package let facings: Int64
  package let allFacings: Int64
  /// Ten-thousandths of the currency's unit.
  package let sales: Int64
  package let allSales: Int64
  /// Units that a full shelf holds; nil where nobody counted.
  package let capacity: Int64?
  /// Thousandths of units sold in `days`.
  package let units: Int64
  package let days: Int64

  package init(
    facings: Int64, allFacings: Int64, sales: Int64, allSales: Int64, capacity: Int64?, units: Int64,
    days: Int64
  ) {
    self.facings = facings
    self.allFacings = allFacings
    self.sales = sales
    self.allSales = allSales
    self.capacity = capacity
    self.units = units
    self.days = days
  }

  /// Space share / sales share x 100, in hundredths; nil where either is unknown.
  package var index: Int64? {
    guard allFacings > 0, sales > 0, allSales > 0 else { return nil }
    return Quotient.rounded(
      Int128(facings) * Int128(allSales) * 10_000, Int128(allFacings) * Int128(sales))
  }

  /// Shelf capacity / daily units, in tenths of a day; nil where nothing sold or nobody counted.
  package var tenthsOfDaysOfSupply: Int64? {
    guard let capacity, units > 0 else { return nil }
    return Quotient.rounded(Int128(capacity) * 1_000 * Int128(days) * 10, Int128(units))
  }
}
