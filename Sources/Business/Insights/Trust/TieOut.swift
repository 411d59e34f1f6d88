import Kernel
package import Sales

/// Two sources of one account, held against each other: where their units differ, and by how much.
///
/// The difference is cut into parts that add up to it exactly: weeks that only one of them has, items that only one of
/// them has, and what is left where both speak. Between sell-in and sell-out that rest is the retailer's stock.
package struct TieOut: Codable, Sendable, Hashable {
  /// One item in one week.
  struct Cell: Hashable, Sendable {
    let item: Int32
    let week: Int32
  }

  /// The other source's name.
  package let other: String
  package let otherKind: SalesSource.Kind
  /// Thousandths of a unit, all of them.
  package let here: Int64
  package let there: Int64
  package let weeksOnlyHere: Int64
  package let weeksOnlyThere: Int64
  package let itemsOnlyHere: Int64
  package let itemsOnlyThere: Int64
  /// What is left of the difference where both have the item and the week.
  package let rest: Int64
  package let commonWeeks: Int
  package let commonItems: Int

  package var difference: Int64 { here - there }

  init(_ other: SalesSource, here: [Cell: Int64], there: [Cell: Int64]) {
    self.other = other.name
    otherKind = other.kind
    let weeks = Set(here.keys.map(\.week)).intersection(there.keys.map(\.week))
    func inWeeks(_ cells: [Cell: Int64]) -> [Cell: Int64] { cells.filter { weeks.contains($0.key.week) } }
    func sum(_ cells: [Cell: Int64]) -> Int64 { cells.values.reduce(0, +) }
    let (near, far) = (inWeeks(here), inWeeks(there))
    let items = Set(near.keys.map(\.item)).intersection(far.keys.map(\.item))
    func inItems(_ cells: [Cell: Int64]) -> Int64 { sum(cells.filter { items.contains($0.key.item) }) }
    let (nearBoth, farBoth) = (inItems(near), inItems(far))
    self.here = sum(here)
    self.there = sum(there)
    weeksOnlyHere = self.here - sum(near)
    weeksOnlyThere = self.there - sum(far)
    itemsOnlyHere = sum(near) - nearBoth
    itemsOnlyThere = sum(far) - farBoth
    rest = nearBoth - farBoth
    commonWeeks = weeks.count
    commonItems = items.count
  }
}
