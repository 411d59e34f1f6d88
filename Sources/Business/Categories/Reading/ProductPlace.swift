import Accounts
package import Blueprint
package import Catalog
import Foundation
package import Kernel
package import Sales
package import Storage

/// An item, a brand or a segment in its category: rank, share, price, and where it lacks.
package struct ProductPlace: Reply {
  package struct Place: Codable, Hashable, Sendable {
    package let id: String
    package let name: String
    /// This product's part of the category there, against elsewhere.
    package let fair: FairShare
  }

  package let id: ID<Product>
  package let name: String
  package let isOurs: Bool
  package let category: ID<Product>?
  package let categoryName: String
  package let period: SalesPeriod
  package let lens: SalesLens?
  package let through: String
  /// `ours` is this product, `category` all of its category.
  package let sales: CategorySales
  package let lastYear: CategorySales
  /// Of an item: its place among all.
  package let rank: Int?
  package let items: Int
  /// The largest gap first: accounts where this product sells less than its share elsewhere.
  package let accounts: [Place]
  package let accountsSelling: Int
}

/// Which product, in which weeks.
package struct ProductPlaceQuery: Codable, Sendable {
  package var id: ID<Product>
  package var from: Day?
  package var to: Day?
  package var kind: SalesSource.Kind?

  package init(id: ID<Product>) { self.id = id }
}

extension CategoryDesk {
  package static func place(
    _ query: ProductPlaceQuery, _ context: Context, _ db: Connection
  ) throws -> ProductPlace {
    let product = try Product.find(query.id, db)
    let ground = try CategoryGround(
      CategoryPeriod(from: query.from, to: query.to, kind: query.kind), context, db)
    let category = try product.category.map { try ground.category($0) }
    let items = category.map { ground.book.items(of: $0) } ?? []
    let below = Set(try Product.subtree(of: product.id, db).map { Int32(clamping: $0.number) })
    // The same sums with this product in our place: its share of the category, here and elsewhere.
    let marked = items.map { $0.owned(below.contains($0.number)) }
    let whole = try ground.cube(items), cube = whole.with(marked)
    let names = Dictionary(uniqueKeysWithValues: ground.tops.map { ($0.number, $0) })
    let places = whole.known.compactMap { number -> ProductPlace.Place? in
      guard let one = names[number] else { return nil }
      let here = cube.sales(at: number)
      let all = whole.known.map { cube.sales(at: $0) }.reduce(.none, +)
      return ProductPlace.Place(
        id: one.id, name: one.name, fair: FairShare(here: here, elsewhere: all - here))
    }
    let cells = whole.cells(),
      ranked = cells.filter { $0.value.value != 0 }.sorted {
        ($1.value.value, $0.key) < ($0.value.value, $1.key)
      }
    let number = Int32(clamping: product.number)
    func total(_ year: CategoryCube.Year) -> CategorySales {
      whole.known.map { cube.sales(year, at: $0) }.reduce(.none, +)
    }
    return ProductPlace(
      id: product.id, name: product.name,
      isOurs: items.first { below.contains($0.number) }?.isOurs ?? product.isOurs,
      category: category?.id, categoryName: category?.name ?? "", period: ground.period, lens: ground.lens,
      through: ground.throughText, sales: total(.now), lastYear: total(.before),
      rank: ranked.firstIndex { $0.key == number }.map { $0 + 1 }, items: ranked.count,
      accounts: places.sorted { ($1.fair.gap ?? 0, $0.name) < ($0.fair.gap ?? 0, $1.name) },
      accountsSelling: places.count { $0.fair.here.ours > 0 })
  }
}

extension CategoryItem {
  /// The same item, counted as ours or not.
  func owned(_ isOurs: Bool) -> CategoryItem {
    CategoryItem(
      id: id, number: number, name: name, category: category, segment: segment, brand: brand, isOurs: isOurs,
      factor: factor, unit: unit, validity: validity)
  }
}
