package import Accounts
package import Blueprint
package import Catalog
import Foundation
package import Kernel
package import Sales
package import Storage

/// All items of a category, competitors' too, the best first.
package struct CategoryRanking: Reply {
  package struct Line: Codable, Hashable, Sendable {
    package let id: ID<Product>
    package let name: String
    package let segment: String
    package let brand: String
    package let isOurs: Bool
    package let rank: ItemRank
    /// Per equivalised unit.
    package let price: Int64?
  }

  package let category: ID<Product>
  package let categoryName: String
  package let account: String?
  package let accountName: String?
  package let period: SalesPeriod
  package let lens: SalesLens?
  package let through: String
  package let lines: [Line]
}

/// Which category, where: at one account, or at all that are known.
package struct PlaceQuery: Codable, Sendable {
  package var id: ID<Product>
  package var account: ID<Account>?
  package var from: Day?
  package var to: Day?
  package var kind: SalesSource.Kind?
  /// Points from parity at which a price index is marked.
  package var alert: Int?

  package init(id: ID<Product>, account: ID<Account>? = nil) {
    self.id = id
    self.account = account
  }

  var period: CategoryPeriod { CategoryPeriod(from: from, to: to, kind: kind) }
}

extension CategoryDesk {
  package static func ranking(
    _ query: PlaceQuery, _ context: Context, _ db: Connection
  ) throws -> CategoryRanking {
    let ground = try CategoryGround(query.period, context, db), category = try ground.category(query.id)
    let items = ground.book.items(of: category)
    let account = try query.account.map { try Account.find($0, for: context.actor, db) }
    let cube = try account.map { try ground.cube(items, at: $0) } ?? ground.cube(items)
    return CategoryRanking(
      category: category.id, categoryName: category.name, account: account?.id.text,
      accountName: account?.name, period: ground.period, lens: ground.lens, through: ground.throughText,
      lines: try ranking(ground, cube, items, at: account))
  }

  static func ranking(
    _ ground: CategoryGround, _ cube: CategoryCube, _ items: [CategoryItem], at account: Account?
  ) throws -> [CategoryRanking.Line] {
    let place = account.map { _ in CategoryGround.here }
    let now = place.map { cube.cells(at: $0) } ?? cube.cells()
    let before = place.map { cube.cells(.before, at: $0) } ?? cube.cells(.before)
    let stores = try ground.sellingStores(items, at: account)
    let ranks = ItemRank.ranked(
      now.filter { $0.value.value != 0 }.map { number, cell in
        ItemRank.Sales(
          item: number, value: cell.value, lastYear: before[number]?.value ?? 0, units: cell.units,
          stores: stores[number])
      }, weeks: ground.period.count)
    return ranks.compactMap { rank in
      guard let item = cube.items[rank.item] else { return nil }
      let volume = item.factor.millionths(ofItemMillionths: rank.units * 1_000) ?? 0
      return CategoryRanking.Line(
        id: item.id, name: item.name, segment: ground.book.name(item.segment),
        brand: ground.book.name(item.brand), isOurs: item.isOurs, rank: rank,
        price: item.unit == cube.unit ? EquivalisedSales(value: rank.value, volume: volume).price : nil)
    }
  }
}

extension CategoryGround {
  /// How many stores sold each item, by the tills; items that no till reports are not among them.
  func sellingStores(_ items: [CategoryItem], at account: Account?) throws -> [Int32: Int] {
    guard !items.isEmpty, !tills.isEmpty else { return [:] }
    let sites = try account.map {
      SiteSet(try SalesDesk.sites(below: $0.id, on: context.today, for: context.actor, db))
    }
    var question = FactQuestion(
      [.total(.units)], of: tills,
      in: SalesScope(weeks: period.weeks, sites: sites ?? mine, products: items.map(\.number)), by: [.item])
    question.distinct = .sites
    let sums = try question.answer(db)
    return Dictionary(
      uniqueKeysWithValues: sums.cells.compactMap { key, cell in
        cell.distinct > 0 ? (key.item, Int(cell.distinct)) : nil
      })
  }
}
