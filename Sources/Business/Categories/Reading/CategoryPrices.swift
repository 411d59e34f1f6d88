import Accounts
package import Blueprint
package import Catalog
import Foundation
package import Kernel
package import Sales
package import Storage

/// Our price per equivalised unit against competitors', by account, segment and week.
package struct CategoryPrices: Reply {
  package struct Place: Codable, Hashable, Sendable {
    package let id: String
    package let name: String
    package let now: PriceGap
    package let lastYear: PriceGap
  }

  package let category: ID<Product>
  package let categoryName: String
  package let period: SalesPeriod
  package let lens: SalesLens?
  package let through: String
  package let unit: Quantity.Unit?
  /// Items measured in another unit, which can't be compared.
  package let leftOut: Int
  /// Hundredths of a point.
  package let alert: Int64
  package let now: PriceGap
  package let lastYear: PriceGap
  package let weeks: [CategoryWeek]
  /// The dearest first.
  package let accounts: [Place]
  package let segments: [CategoryPart]
}

extension CategoryDesk {
  package static func prices(
    _ query: PlaceQuery, _ context: Context, _ db: Connection
  ) throws -> CategoryPrices {
    let ground = try CategoryGround(query.period, context, db), category = try ground.category(query.id)
    let items = ground.book.items(of: category), cube = try ground.cube(items)
    let names = Dictionary(uniqueKeysWithValues: ground.tops.map { ($0.number, $0) })
    let accounts = cube.known.compactMap { number in
      names[number].map {
        CategoryPrices.Place(
          id: $0.id, name: $0.name, now: cube.priceGap(at: number),
          lastYear: cube.priceGap(.before, at: number))
      }
    }
    return CategoryPrices(
      category: category.id, categoryName: category.name, period: ground.period, lens: ground.lens,
      through: ground.throughText, unit: cube.unit, leftOut: items.count { $0.unit != cube.unit },
      alert: query.alert.map { Int64(min(max($0, 0), 100)) * 100 } ?? PriceGap.usualAlert,
      now: cube.priceGap(), lastYear: cube.priceGap(.before),
      weeks: try weeks(ground, items, cube, sites(ground, cube)),
      accounts: accounts.sorted {
        ($1.now.index ?? 0, $0.name, $0.id) < ($0.now.index ?? 0, $1.name, $1.id)
      }, segments: parts(ground.book, cube, at: nil, by: \.segment))
  }
}
