import Accounts
package import Blueprint
package import Catalog
import Foundation
package import Kernel
package import Sales
package import Storage

/// One account's category, in the order in which its buyer reads: the category, its segments, our share, what is left on
/// the table, what is missing on the shelf, the ranking, prices.
package struct AccountCategory: Reply {
  /// A category that the account sells, for choosing.
  package struct Choice: Codable, Hashable, Sendable {
    package let id: ID<Product>
    package let name: String
    package let gap: Int64?
  }

  package let account: String
  package let accountName: String
  package let category: ID<Product>?
  package let categoryName: String
  package let choices: [Choice]
  package let role: CategoryRoles.Kept?
  package let period: SalesPeriod
  package let lens: SalesLens?
  /// Whether competitors' sales at this account are known.
  package let isKnown: Bool
  package let through: String
  package let fair: FairShare
  package let lastYear: CategorySales
  package let parts: GapParts?
  package let segments: [CategoryPart]
  package let price: PriceGap
  package let priceLastYear: PriceGap
  package let weeks: [CategoryWeek]
  package let ranking: [CategoryRanking.Line]
  package let voids: Voids
  package let range: [RangeChange]
  package let space: ShelfSpace
}

/// Which account, and which of its categories; without one, that with the largest gap.
package struct AccountCategoryQuery: Codable, Sendable {
  package var id: String
  package var category: ID<Product>?
  package var from: Day?
  package var to: Day?
  package var kind: SalesSource.Kind?

  package init(id: String, category: ID<Product>? = nil) {
    self.id = id
    self.category = category
  }
}

extension CategoryDesk {
  package static func review(
    _ query: AccountCategoryQuery, _ context: Context, _ db: Connection
  ) throws -> AccountCategory {
    guard let id = ID<Account>(query.id) else { throw AccountRefusal.notThere }
    let account = try Account.find(id, for: context.actor, db)
    let ground = try CategoryGround(
      CategoryPeriod(from: query.from, to: query.to, kind: query.kind), context, db)
    let choices = try choices(ground, at: account)
    let chosen = try (query.category ?? choices.first?.id).map { try ground.category($0) }
    let items = chosen.map { ground.book.items(of: $0) } ?? [], cube = try ground.cube(items, at: account)
    let here = CategoryGround.here, isKnown = cube.known.contains(here)
    let plan = try rangePlan(ground, cube, items, at: account, .usual)
    let sites = SiteSet(try SalesDesk.sites(below: id, on: context.today, for: context.actor, db))
    return AccountCategory(
      account: account.id.text, accountName: account.name, category: chosen?.id,
      categoryName: chosen?.name ?? "", choices: choices,
      role: try chosen.flatMap { try CategoryRoles.role(of: $0.id, at: id, db) }, period: ground.period,
      lens: ground.lens, isKnown: isKnown, through: ground.throughText, fair: cube.fairShare(at: here),
      lastYear: cube.sales(.before, at: here), parts: GapParts(cube.fairShares(at: here, by: \.segment)),
      segments: parts(ground.book, cube, at: here, by: \.segment), price: cube.priceGap(at: here),
      priceLastYear: cube.priceGap(.before, at: here),
      weeks: isKnown ? try weeks(ground, items, cube, sites) : [],
      ranking: try ranking(ground, cube, items, at: account),
      voids: try voids(VoidQuery(id: query.id, category: chosen?.id), at: account, ground),
      range: isKnown ? plan.best(5).map { change($0, ground, cube) } : [],
      space: try space(ground, items, at: account))
  }

  /// The categories that the account sells, the largest gap first.
  private static func choices(_ ground: CategoryGround, at account: Account) throws -> [AccountCategory
    .Choice]
  {
    try ground.book.categories.compactMap { category in
      let cube = try ground.cube(ground.book.items(of: category), at: account), here = CategoryGround.here
      guard !cube.cells(at: here).isEmpty else { return nil }
      let gap = cube.known.contains(here) ? cube.fairShare(at: here).gap : nil
      return AccountCategory.Choice(id: category.id, name: category.name, gap: gap)
    }.sorted { ($1.gap ?? Int64.min, $0.name) < ($0.gap ?? Int64.min, $1.name) }
  }
}
