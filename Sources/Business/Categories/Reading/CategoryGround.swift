import Accounts
import Blueprint
import Catalog
import Foundation
package import Kernel
package import Sales
import Storage
import Team

/// Which period and kind of figures a page about categories shows.
package struct CategoryPeriod: Codable, Sendable {
  package var from: Day?
  package var to: Day?
  package var kind: SalesSource.Kind?

  package init(from: Day? = nil, to: Day? = nil, kind: SalesSource.Kind? = nil) {
    self.from = from
    self.to = to
    self.kind = kind
  }
}

/// What every page about categories starts from: the catalogue, what the reader may see, and which figures know the
/// retailer's whole category.
struct CategoryGround {
  let context: Context
  let db: Connection
  let book: ProductBook
  let calendar: FiscalCalendar
  let all: [SalesSource]
  private let ends: [Int64: Int32]
  let lens: SalesLens?
  /// Whether these figures hold competitors' items; without them there is no category.
  let knowsCategory: Bool
  let period: SalesPeriod
  /// Nil: every site.
  let mine: SiteSet?
  /// The accounts at the top of what the reader may see, and for each site the one above it.
  let tops: [NamedNumber]
  let top: [Int32: Int32]

  init(_ asked: CategoryPeriod, _ context: Context, _ db: Connection) throws {
    self.context = context
    self.db = db
    book = try ProductBook(db)
    calendar = try Company.current(db).calendar
    let ends = try SalesDesk.through(for: context.actor, db)
    self.ends = ends
    let all = try SalesSource.all(db).filter { ends[$0.number] != nil }
    self.all = all
    let theirs = book.all.filter { !$0.isOurs }.map(\.number)
    let lenses = Self.lenses(all, kind: asked.kind)
    let whole = try lenses.first { try Self.holds(theirs, $0, all, db) }
    let chosen = whole ?? lenses.first
    lens = chosen
    knowsCategory = whole != nil
    let last = all.filter { $0.lens == chosen }.compactMap { ends[$0.number] }.max()
    period = try SalesPeriod(from: asked.from, to: asked.to, through: last, today: context.today, calendar)
    mine = try SalesDesk.visibleSites(for: context.actor, db)
    (tops, top) = try SalesDesk.tops(for: context.actor, db)
  }

  /// Market research before tills: it holds all retailers alike. Deliveries never say what a shopper bought.
  private static func lenses(_ sources: [SalesSource], kind: SalesSource.Kind?) -> [SalesLens] {
    let order: [SalesSource.Kind] = [.syndicated, .pos]
    let counts = Dictionary(grouping: sources.filter { kind == nil || $0.kind == kind }, by: \.lens)
      .mapValues(\.count)
    func rank(_ lens: SalesLens) -> Int { order.firstIndex(of: lens.kind) ?? order.count }
    return counts.keys.filter { order.contains($0.kind) }.sorted {
      (rank($0), -(counts[$0] ?? 0), $0.currency.code) < (rank($1), -(counts[$1] ?? 0), $1.currency.code)
    }
  }

  private static func holds(
    _ products: [Int32], _ lens: SalesLens, _ sources: [SalesSource], _ db: Connection
  ) throws -> Bool {
    let numbers = sources.filter { $0.lens == lens }.map(\.number)
    guard !products.isEmpty, !numbers.isEmpty else { return false }
    return try db.first(
      """
      SELECT g.product FROM sales_segments g JOIN sales_batches b ON b.number = g.batch
      WHERE g.source IN \(SQL.list(numbers)) AND g.product IN \(SQL.list(products)) AND b.state = 'visible' LIMIT 1
      """
    ) { try $0.int(0) } != nil
  }

  var sources: [SalesSource] { all.filter { $0.lens == lens } }

  /// Point-of-sale figures by store, in the same money: for what happens on the shelf.
  var tills: [SalesSource] {
    all.filter { $0.kind == .pos && (lens == nil || $0.currency == lens?.currency) }
  }

  func last(of source: SalesSource) -> Int32? { ends[source.number] }

  var currency: String { lens?.currency.code ?? "" }

  func category(_ id: ID<Product>) throws(CategoryRefusal) -> Product {
    guard let found = book.categories.first(where: { $0.id == id }) else { throw .notThere }
    return found
  }

  /// Sums by item and place; sites by what stands for them.
  func cells(
    _ items: [CategoryItem], _ weeks: ClosedRange<Int32>, sites: SiteSet?, groups: [Int32: Int32]?,
    of sources: [SalesSource]
  ) throws -> [Int32: [Int32: CategoryCube.Cell]] {
    guard !items.isEmpty else { return [:] }
    var question = FactQuestion(
      [.total(.value), .total(.units)], of: sources,
      in: SalesScope(weeks: weeks, sites: sites, products: items.map(\.number)), by: [.item, .site])
    question.siteGroups = groups
    var found: [Int32: [Int32: CategoryCube.Cell]] = [:]
    for (key, cell) in try question.answer(db).cells {
      found[key.site, default: [:]][key.item] = CategoryCube.Cell(
        value: cell.sums[0] ?? 0, units: cell.sums[1] ?? 0)
    }
    return found
  }

  /// A category by account at the top of what the reader sees.
  func cube(_ items: [CategoryItem]) throws -> CategoryCube {
    CategoryCube(
      items, now: try cells(items, period.weeks, sites: mine, groups: top, of: sources),
      before: try cells(items, period.lastYear.weeks, sites: mine, groups: top, of: sources))
  }

  /// The place that stands for an account which is not at the top.
  static let here: Int32 = -1

  /// A category in one account and in all the others: the account as `here`, each other by its own number.
  func cube(_ items: [CategoryItem], at account: Account) throws -> CategoryCube {
    let below = try SalesDesk.sites(below: account.id, on: context.today, for: context.actor, db)
    var groups = top
    for site in below { groups[site] = Self.here }
    return CategoryCube(
      items, now: try cells(items, period.weeks, sites: mine, groups: groups, of: sources),
      before: try cells(items, period.lastYear.weeks, sites: mine, groups: groups, of: sources))
  }

  var throughText: String {
    let found = sources.compactMap { source in ends[source.number].map { (source.name, $0) } }
    guard let newest = found.map(\.1).max() else { return "No data yet." }
    func day(_ week: Int32) -> String {
      DisplayNumber.day(Week(ordinal: Int(week), endingOn: calendar.weekEnding).lastDay)
    }
    let late = found.filter { $0.1 < newest - 2 }.prefix(3).map { "\($0.0) only to \(day($0.1))" }
    let from = found.count == 1 ? found[0].0 : "\(found.count) sources"
    return "Data through \(day(newest)) (\(from))\(late.isEmpty ? "" : "; " + late.joined(separator: ", "))."
  }
}

extension SalesSource {
  var lens: SalesLens { SalesLens(kind: kind, currency: currency) }
}
