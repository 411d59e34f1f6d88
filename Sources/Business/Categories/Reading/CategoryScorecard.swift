package import Blueprint
package import Catalog
import Foundation
package import Kernel
package import Sales
package import Storage

/// A part of a category (a segment, a brand) here, a year ago, and against the rest of the market.
package struct CategoryPart: Codable, Hashable, Sendable {
  /// Nil for the items that stand below none.
  package let id: ID<Product>?
  package let name: String
  package let sales: CategorySales
  package let lastYear: CategorySales
  /// Nil where nothing is compared: the whole market has no rest.
  package let fair: FairShare?
  package let price: PriceGap
}

/// Our sales and the category's in one week.
package struct CategoryWeek: Codable, Hashable, Sendable {
  package let week: Week
  package let sales: CategorySales
  package let price: PriceGap
}

/// One category over all accounts that the reader sees.
package struct CategoryScorecard: Reply {
  package struct Place: Codable, Hashable, Sendable {
    package let id: String
    package let name: String
    package let fair: FairShare
    package let lastYear: CategorySales
    package let price: PriceGap
    package let role: CategoryRole?
  }

  package let id: ID<Product>
  package let name: String
  package let period: SalesPeriod
  package let lens: SalesLens?
  package let knowsCategory: Bool
  package let through: String
  package let sales: CategorySales
  package let lastYear: CategorySales
  package let price: PriceGap
  package let priceLastYear: PriceGap
  package let unit: Quantity.Unit?
  package let weeks: [CategoryWeek]
  /// The largest gap first.
  package let accounts: [Place]
  /// Accounts with figures of ours alone.
  package let unknownAccounts: [String]
  package let segments: [CategoryPart]
  package let brands: [CategoryPart]

  package var opportunity: Int64 { accounts.compactMap(\.fair.gap).filter { $0 > 0 }.reduce(0, +) }
}

/// Which category, in which weeks.
package struct CategoryQuery: Codable, Sendable {
  package var id: ID<Product>
  package var from: Day?
  package var to: Day?
  package var kind: SalesSource.Kind?

  package init(id: ID<Product>, from: Day? = nil, to: Day? = nil, kind: SalesSource.Kind? = nil) {
    self.id = id
    self.from = from
    self.to = to
    self.kind = kind
  }

  var period: CategoryPeriod { CategoryPeriod(from: from, to: to, kind: kind) }
}

extension CategoryDesk {
  package static func scorecard(
    _ query: CategoryQuery, _ context: Context, _ db: Connection
  ) throws -> CategoryScorecard {
    let ground = try CategoryGround(query.period, context, db), category = try ground.category(query.id)
    let items = ground.book.items(of: category), cube = try ground.cube(items)
    let roles = try CategoryRoles.roles(of: category.id, db)
    let names = Dictionary(uniqueKeysWithValues: ground.tops.map { ($0.number, $0) })
    let accounts = cube.known.compactMap { number in
      names[number].map { place($0, cube, role: roles[$0.id]) }
    }
    return CategoryScorecard(
      id: category.id, name: category.name, period: ground.period, lens: ground.lens,
      knowsCategory: ground.knowsCategory, through: ground.throughText, sales: cube.sales(),
      lastYear: cube.sales(.before), price: cube.priceGap(), priceLastYear: cube.priceGap(.before),
      unit: cube.unit, weeks: try weeks(ground, items, cube, sites(ground, cube)),
      accounts: accounts.sorted {
        ($1.fair.gap ?? 0, $0.name, $0.id) < ($0.fair.gap ?? 0, $1.name, $1.id)
      }, unknownAccounts: cube.unknown.compactMap { names[$0]?.name }.sorted(),
      segments: parts(ground.book, cube, at: nil, by: \.segment),
      brands: parts(ground.book, cube, at: nil, by: \.brand))
  }

  private static func place(
    _ one: NamedNumber, _ cube: CategoryCube, role: CategoryRole?
  ) -> CategoryScorecard.Place {
    CategoryScorecard.Place(
      id: one.id, name: one.name, fair: cube.fairShare(at: one.number),
      lastYear: cube.sales(.before, at: one.number), price: cube.priceGap(at: one.number), role: role)
  }

  /// The sites of the accounts in which the category is known.
  static func sites(_ ground: CategoryGround, _ cube: CategoryCube) -> SiteSet {
    let known = Set(cube.known)
    return SiteSet(ground.top.filter { known.contains($0.value) }.map(\.key))
  }

  /// Segments or brands, the largest first.
  static func parts(
    _ book: ProductBook, _ cube: CategoryCube, at place: Int32?, by part: @escaping (CategoryItem) -> Int32
  ) -> [CategoryPart] {
    let now = cube.parts(at: place, by: part), before = cube.parts(.before, at: place, by: part)
    let fair = place.map { cube.fairShares(at: $0, by: part) }
    return now.keys.map { number in
      CategoryPart(
        id: number == 0 ? nil : book.ids[number], name: book.name(number), sales: now[number] ?? .none,
        lastYear: before[number] ?? .none, fair: fair?[number],
        price: cube.priceGap(at: place, of: { part($0) == number }))
    }.sorted { ($1.sales.category, $0.name) < ($0.sales.category, $1.name) }
  }

  /// Week by week over the period.
  static func weeks(
    _ ground: CategoryGround, _ items: [CategoryItem], _ cube: CategoryCube, _ sites: SiteSet
  ) throws -> [CategoryWeek] {
    guard !items.isEmpty else { return [] }
    var question = FactQuestion(
      [.total(.value), .total(.units)], of: ground.sources,
      in: SalesScope(weeks: ground.period.weeks, sites: sites, products: items.map(\.number)),
      by: [.item, .week])
    question.siteGroups = nil
    var cells: [Int32: [Int32: CategoryCube.Cell]] = [:]
    for (key, cell) in try question.answer(ground.db).cells {
      cells[key.week, default: [:]][key.item] = CategoryCube.Cell(
        value: cell.sums[0] ?? 0, units: cell.sums[1] ?? 0)
    }
    // A week stands where a place would: the same sums, split another way.
    let byWeek = CategoryCube(items, now: cells, before: [:])
    return (ground.period.first...ground.period.last).map { week in
      let number = Int32(week.ordinal)
      return CategoryWeek(
        week: week, sales: byWeek.sales(at: number), price: byWeek.priceGap(at: number))
    }
  }
}
