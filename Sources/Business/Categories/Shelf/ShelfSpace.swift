import Accounts
import Blueprint
package import Catalog
import Foundation
package import Kernel
import Sales
import Storage

/// How the shelf is shared out at an account, where facings were counted.
package struct ShelfSpace: Codable, Hashable, Sendable {
  package struct Line: Codable, Hashable, Sendable {
    package let item: ID<Product>
    package let name: String
    package let isOurs: Bool
    package let index: SpaceIndex
    package let indexHundredths: Int64?
    package let tenthsOfDaysOfSupply: Int64?
  }

  /// The day of the newest count; nil where nobody counted.
  package let countedOn: Day?
  package let places: Int
  /// The largest space first.
  package let lines: [Line]

  static let none = ShelfSpace(countedOn: nil, places: 0, lines: [])
}

extension CategoryDesk {
  /// Of each place and item the newest count; sales are those of the counted places alone.
  static func space(_ ground: CategoryGround, _ items: [CategoryItem], at account: Account) throws
    -> ShelfSpace
  {
    let below = try SalesDesk.sites(
      below: account.id, on: ground.context.today, for: ground.context.actor, ground.db)
    let rows = try ground.db.all(
      """
      SELECT a.number, p.number, f.day, f.facings, f.capacity FROM shelf_facings f
      JOIN accounts a ON a.id = f.account_id JOIN products p ON p.id = f.product_id
      WHERE a.number IN \(SQL.list(below)) AND p.number IN \(SQL.list(items.map(\.number)))
      ORDER BY f.day, a.number, p.number
      """
    ) { row in
      (
        place: Int32(try row.int(0)), item: Int32(try row.int(1)), day: try row.day(2),
        facings: try row.int64(3), capacity: try row.intOrNil(4).map { Int64($0) }
      )
    }
    guard let newest = rows.last?.day else { return .none }
    var counted: [Int32: [Int32: (facings: Int64, capacity: Int64?)]] = [:]
    for row in rows { counted[row.place, default: [:]][row.item] = (row.facings, row.capacity) }
    let (sold, knowsAll) = try soldAt(counted.keys.sorted(), ground, items)
    // Where only our own sales are known, our items are compared among themselves.
    let items = items.filter { knowsAll || $0.isOurs }
    let whole = items.reduce(0) { sum, item in
      counted.values.reduce(sum) { $0 + ($1[item.number]?.facings ?? 0) }
    }
    let sales = items.reduce(0) { $0 + (sold[$1.number]?.value ?? 0) }
    let lines = items.compactMap { item -> ShelfSpace.Line? in
      let counts = counted.values.compactMap { $0[item.number] }, cell = sold[item.number] ?? .init()
      guard !counts.isEmpty else { return nil }
      let capacities = counts.compactMap(\.capacity)
      let index = SpaceIndex(
        facings: counts.reduce(0) { $0 + $1.facings }, allFacings: whole, sales: cell.value, allSales: sales,
        capacity: capacities.count == counts.count ? capacities.reduce(0, +) : nil, units: cell.units,
        days: Int64(ground.period.count * 7))
      return ShelfSpace.Line(
        item: item.id, name: item.name, isOurs: item.isOurs, index: index, indexHundredths: index.index,
        tenthsOfDaysOfSupply: index.tenthsOfDaysOfSupply)
    }
    return ShelfSpace(
      countedOn: newest, places: counted.count,
      lines: lines.sorted { ($1.index.facings, $0.name) < ($0.index.facings, $1.name) })
  }

  /// What the counted places sold: by the category's figures where they know the places, else by the tills.
  private static func soldAt(
    _ places: [Int32], _ ground: CategoryGround, _ items: [CategoryItem]
  ) throws -> (sold: [Int32: CategoryCube.Cell], knowsAll: Bool) {
    let sites = SiteSet(places)
    var cells = try ground.cells(items, ground.period.weeks, sites: sites, groups: nil, of: ground.sources)
    if cells.isEmpty {
      cells = try ground.cells(items, ground.period.weeks, sites: sites, groups: nil, of: ground.tills)
    }
    let sold = cells.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
    return (sold, items.contains { !$0.isOurs && (sold[$0.number]?.value ?? 0) > 0 })
  }
}
