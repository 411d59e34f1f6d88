package import Blueprint
package import Catalog
package import Kernel
package import Sales
package import Storage

/// All categories at a glance: what the retailers sell of them, and how much of it is ours.
package struct CategoryOverview: Reply {
  package struct Line: Codable, Hashable, Sendable {
    package let id: ID<Product>
    package let name: String
    /// Items of ours and of competitors that sold in the period.
    package let ourItems: Int
    package let theirItems: Int
    package let sales: CategorySales
    package let lastYear: CategorySales
    /// What we would sell more at the accounts below our share elsewhere: the sum of their gaps.
    package let opportunity: Int64
    package let accountsBelow: Int
    /// Accounts in which the whole category is known, and those with figures of ours alone.
    package let accounts: Int
    package let unknownAccounts: Int
    package let priceIndex: Int64?
  }

  package let period: SalesPeriod
  package let lens: SalesLens?
  package let knowsCategory: Bool
  package let through: String
  /// The largest opportunity first.
  package let lines: [Line]
  package var hasCategories: Bool { !lines.isEmpty }
}

/// Categories as questions to the facts.
package enum CategoryDesk {
  package static func overview(
    _ asked: CategoryPeriod, _ context: Context, _ db: Connection
  ) throws -> CategoryOverview {
    let ground = try CategoryGround(asked, context, db)
    let lines = try ground.book.categories.map { category in
      line(category, try ground.cube(ground.book.items(of: category)))
    }
    return CategoryOverview(
      period: ground.period, lens: ground.lens, knowsCategory: ground.knowsCategory,
      through: ground.throughText,
      lines: lines.sorted {
        ($1.opportunity, $1.sales.category, $0.name, $0.id.text) < (
          $0.opportunity, $0.sales.category, $1.name, $1.id.text
        )
      })
  }

  private static func line(_ category: Product, _ cube: CategoryCube) -> CategoryOverview.Line {
    let gaps = cube.known.compactMap { cube.fairShare(at: $0).gap }.filter { $0 > 0 }
    let sold = cube.cells().filter { $0.value.value != 0 }.keys.compactMap { cube.items[$0] }
    return CategoryOverview.Line(
      id: category.id, name: category.name, ourItems: sold.count { $0.isOurs },
      theirItems: sold.count { !$0.isOurs }, sales: cube.sales(), lastYear: cube.sales(.before),
      opportunity: gaps.reduce(0, +), accountsBelow: gaps.count, accounts: cube.known.count,
      unknownAccounts: cube.unknown.count, priceIndex: cube.priceGap().index)
  }
}
