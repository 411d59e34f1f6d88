import Accounts
package import Blueprint
import Catalog
import Foundation
import Kernel
package import Storage

extension SalesDesk {
  /// Most lines that a table of items shows.
  static let mostLines = 20

  /// How an account sold, with all below it that the actor may see.
  package static func performance(
    ofAccount query: PerformanceQuery, _ context: Context, _ db: Connection
  ) throws -> Performance {
    guard let id = ID<Account>(query.id) else { throw AccountRefusal.notThere }
    let account = try Account.find(id, for: context.actor, db), tree = query.tree ?? .today
    let reading = try PerformanceReading(context, db)
    let scope = try scopes(of: id, as: tree, weekEnding: reading.calendar.weekEnding, context, db)
    let (ground, weeks) = try reading.ground(query, scope)
    guard ground.lens != nil else { return .empty(account.id.text, account.name, "account", tree, ground) }
    let items = try reading.split(ground, by: [.item], scope)
    let below = try children(of: id, db, for: context.actor)
    let parts = try reading.split(ground, by: [.site], sites: below.child, scope)
    let best = items.current.sorted { ($1.value.value, $0.key) < ($0.value.value, $1.key) }.prefix(mostLines)
    return Performance(
      id: account.id.text, name: account.name, subject: "account", tree: tree, ground, weeks,
      selling: try reading.selling(ground, items: items, scope),
      products: PerformanceReading.lines(
        try reading.products(best.map(\.key)), items.current, items.lastYear),
      children: PerformanceReading.lines(
        below.children, parts.current, parts.lastYear))
  }

  /// An account's scope for any range of weeks. The sites of today are looked for once.
  private static func scopes(
    of id: ID<Account>, as tree: TreeMode, weekEnding: Weekday, _ context: Context, _ db: Connection
  ) throws -> (ClosedRange<Int32>) throws -> SalesScope {
    guard tree == .today else {
      return { try scope(of: id, weeks: $0, as: tree, weekEnding: weekEnding, context, db) }
    }
    let mine = SiteSet(try sites(below: id, on: context.today, for: context.actor, db))
    return { SalesScope(weeks: $0, sites: mine) }
  }

  /// What an account sold in this year's weeks and in last year's, and nothing else of it.
  static func totals(
    ofAccount query: PerformanceQuery, _ context: Context, _ db: Connection
  ) throws -> (current: SalesFigures, lastYear: SalesFigures) {
    guard let id = ID<Account>(query.id) else { throw AccountRefusal.notThere }
    _ = try Account.find(id, for: context.actor, db)
    let reading = try PerformanceReading(context, db)
    let scope = try scopes(of: id, as: .today, weekEnding: reading.calendar.weekEnding, context, db)
    let (ground, weeks) = try reading.ground(query, scope)
    return (
      PerformanceReading.sum(weeks, ground.period.weeks),
      PerformanceReading.sum(weeks, ground.period.lastYear.weeks)
    )
  }

  /// How a product sold, with all below it, at the sites that the actor may see.
  package static func performance(
    ofProduct query: PerformanceQuery, _ context: Context, _ db: Connection
  ) throws -> Performance {
    guard let id = ID<Product>(query.id) else { throw ProductRefusal.notThere }
    let product = try Product.find(id, db)
    let numbers = try Product.subtree(of: id, db).map { Int32(clamping: $0.number) }
    let mine = try visibleSites(for: context.actor, db)
    let reading = try PerformanceReading(context, db)
    let scope = { (weeks: ClosedRange<Int32>) in SalesScope(weeks: weeks, sites: mine, products: numbers) }
    let (ground, weeks) = try reading.ground(query, scope)
    guard ground.lens != nil else { return .empty(product.id.text, product.name, "product", .today, ground) }
    let items = try reading.split(ground, by: [.item], scope), tops = try tops(for: context.actor, db)
    let parts = try reading.split(ground, by: [.site], sites: tops.top, scope)
    return Performance(
      id: product.id.text, name: product.name, subject: "product", tree: .today, ground, weeks,
      selling: try reading.selling(ground, items: items, scope),
      products: PerformanceReading.lines(
        try reading.products(items.current.keys.filter { $0 != Int32(clamping: product.number) }),
        items.current,
        items.lastYear),
      children: PerformanceReading.lines(
        tops.tops, parts.current, parts.lastYear))
  }

  /// How all accounts sold that the actor may see.
  package static func portfolio(
    _ query: PerformanceQuery, _ context: Context, _ db: Connection
  ) throws -> Performance {
    let reading = try PerformanceReading(context, db)
    let (ground, weeks, scope) = try ofAll(query, reading, context, db)
    guard ground.lens != nil else { return .empty("", "All accounts", "portfolio", .today, ground) }
    return Performance(
      id: "", name: "All accounts", subject: "portfolio", tree: .today, ground, weeks,
      selling: try reading.selling(ground, items: ([:], [:]), scope), products: [],
      children: try lines(ofTops: reading, ground, scope, context, db))
  }

  /// Value and units of the accounts at the top of what the actor may see, without what takes long to count.
  package static func tops(_ context: Context, _ db: Connection) throws -> TopFigures {
    let reading = try PerformanceReading(context, db)
    let (ground, weeks, scope) = try ofAll(PerformanceQuery(id: ""), reading, context, db)
    return TopFigures(
      period: ground.period, lens: ground.lens, current: PerformanceReading.sum(weeks, ground.period.weeks),
      lastYear: PerformanceReading.sum(weeks, ground.period.lastYear.weeks),
      lines: ground.lens == nil ? [] : try lines(ofTops: reading, ground, scope, context, db))
  }

  private typealias Scope = (ClosedRange<Int32>) throws -> SalesScope

  private static func ofAll(
    _ query: PerformanceQuery, _ reading: PerformanceReading, _ context: Context, _ db: Connection
  ) throws -> (PerformanceReading.Ground, [Int32: SalesFigures], Scope) {
    let mine = try visibleSites(for: context.actor, db)
    let scope: Scope = { weeks in SalesScope(weeks: weeks, sites: mine) }
    let (ground, weeks) = try reading.ground(query, scope)
    return (ground, weeks, scope)
  }

  private static func lines(
    ofTops reading: PerformanceReading, _ ground: PerformanceReading.Ground, _ scope: Scope,
    _ context: Context,
    _ db: Connection
  ) throws -> [Performance.Line] {
    let tops = try tops(for: context.actor, db)
    let parts = try reading.split(ground, by: [.site], sites: tops.top, scope)
    return PerformanceReading.lines(tops.tops, parts.current, parts.lastYear)
  }

  /// Nil where the actor sees everything.
  package static func visibleSites(for actor: Actor, _ db: Connection) throws -> SiteSet? {
    guard !actor.seesEverything else { return nil }
    return SiteSet(
      try db.all("SELECT a.number FROM accounts a WHERE \(Account.visible(to: actor)) ORDER BY a.number") {
        Int32(try $0.int(0))
      })
  }
}

/// The accounts at the top of what somebody may see, largest first, and all of them together.
package struct TopFigures: Sendable {
  package let period: SalesPeriod
  package let lens: SalesLens?
  package let current: SalesFigures
  package let lastYear: SalesFigures
  package let lines: [Performance.Line]
}

extension Performance {
  typealias Split = (current: [Int32: SalesFigures], lastYear: [Int32: SalesFigures])

  init(
    id: String, name: String, subject: String, tree: TreeMode, _ ground: PerformanceReading.Ground,
    _ weeks: [Int32: SalesFigures], selling: (now: Selling, before: Selling), products: [Line],
    children: [Line]
  ) {
    self.id = id
    self.name = name
    self.subject = subject
    self.tree = tree
    period = ground.period
    knownOn = ground.knownOn
    lens = ground.lens
    otherLenses = ground.others
    current = PerformanceReading.sum(weeks, ground.period.weeks)
    lastYear = PerformanceReading.sum(weeks, ground.period.lastYear.weeks)
    self.selling = selling.now
    sellingLastYear = selling.before
    trend = PerformanceReading.trend(weeks, ground.period)
    self.products = products
    self.children = children
    through = ground.through
  }

  static func empty(
    _ id: String, _ name: String, _ subject: String, _ tree: TreeMode, _ ground: PerformanceReading.Ground
  ) -> Performance {
    let nothing = Selling(stores: 0, items: 0)
    return Performance(
      id: id, name: name, subject: subject, tree: tree, ground, [:], selling: (nothing, nothing),
      products: [],
      children: [])
  }
}
