import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Sales
import Storage
import Team

extension PlanningAccounts {
  init(below scope: ID<Account>?, _ db: Connection) throws {
    let nodes = try db.all(
      "SELECT id, number, name, kind, COALESCE(merged_into, parent_id) FROM accounts ORDER BY number"
    ) { row in
      let kind: Account.Kind = try row.choice(3)
      return Node(
        id: try row.id(0), number: Int32(clamping: try row.int64(1)), name: try row.text(2),
        isCustomer: kind == .group || kind == .banner, above: try row.idOrNil(4))
    }
    self.init(nodes, below: scope)
  }
}

/// What a forecast is made from, before any figure is read.
struct DemandGround: Sendable {
  /// A year and three more: enough for a season, and what happened before tells little of what comes.
  static let mostWeeks: Int32 = 208
  /// More series of items than this are planned by brand.
  static let mostSeries = 6_000

  struct Item: Sendable {
    let id: ID<Product>
    let number: Int32
    let brand: Int32
    /// The last day on which it is sold.
    let lastDay: Day
  }

  let kind: SalesSource.Kind
  let currency: Currency
  let weekEnding: Weekday
  let scope: ID<Account>?
  let knownOn: Day?
  /// Weeks behind this one are left away; nil: all that were known.
  private(set) var cut: Int32?
  let sources: [SalesSource]
  let bySite: [Int32: Int32]
  let planned: [Int32: PlanningAccounts.Node]
  let accounts: PlanningAccounts
  private(set) var items: [Item]
  let productIDs: [Int32: ID<Product>]
  /// For the number of each product its id and those above it.
  let productPaths: [Int32: [String]]
  /// Prices and promotions to come, as far as they were known.
  let events: [KnownEvent]
  /// Launches to come and begun, likewise; for items alone.
  let launches: [ItemLaunch]
  let productNames: [Int32: String]
  /// The category of each product that has one.
  let categories: [Int32: Int32]
  /// The last week that any source of the kind has.
  let newest: Int32

  private static func paths(_ products: [Product]) -> [Int32: [String]] {
    let above = Dictionary(uniqueKeysWithValues: products.map { ($0.id, $0.parent) })
    return Dictionary(
      uniqueKeysWithValues: products.map { product in
        var path: [String] = [], next: ID<Product>? = product.id
        while let here = next, path.count < 50 {
          path.append(here.text)
          next = above[here] ?? nil
        }
        return (Int32(clamping: product.number), path)
      })
  }

  /// Of some items alone.
  func narrowed(_ isWanted: (Int32) -> Bool) -> DemandGround {
    var copy = self
    copy.items = items.filter { isWanted($0.number) }
    return copy
  }

  /// The same figures as they are today, of the weeks that were over by a day.
  func cut(at day: Day) -> DemandGround {
    var copy = self
    copy.cut = Int32(Week(containing: day.advanced(by: 1), endingOn: weekEnding).advanced(by: -1).ordinal)
    return copy
  }

  /// The end of the day by which figures were known.
  var moment: Date? { Self.moment(knownOn) }

  static func moment(_ day: Day?) -> Date? {
    day.map { Date(timeIntervalSince1970: Double($0.ordinal + 1) * 86_400 - 1) }
  }

  /// Changes with every change of what counts.
  var state: String { sources.map { "\($0.number):\($0.stateVersion)" }.joined(separator: " ") }

  init(
    _ kind: SalesSource.Kind, below scope: ID<Account>?, knownOn: Day?, _ db: Connection
  ) throws {
    let company = try Company.current(db)
    (self.kind, self.scope, self.knownOn) = (kind, scope, knownOn)
    (currency, weekEnding) = (company.currency, company.calendar.weekEnding)
    sources = try SalesSource.all(db).filter { $0.kind == kind }
    let ends = try SalesDesk.through(for: .commandLine, db)
    guard let newest = sources.compactMap({ ends[$0.number] }).max() else {
      throw ForecastRefusal.noSales(kind.label)
    }
    self.newest = newest
    accounts = try PlanningAccounts(below: scope, db)
    (bySite, planned) = accounts.groups()
    let products = try Product.all(db)
    let numbers = Dictionary(uniqueKeysWithValues: products.map { ($0.id, Int32(clamping: $0.number)) })
    productIDs = Dictionary(uniqueKeysWithValues: numbers.map { ($1, $0) })
    productPaths = Self.paths(products)
    events = try KnownEvent.behind(
      Week(ordinal: Int(newest), endingOn: weekEnding).lastDay.advanced(by: -7 * 53),
      asOf: Self.moment(knownOn), db)
    launches = try ItemLaunch.known(asOf: Self.moment(knownOn), db)
    productNames = Dictionary(uniqueKeysWithValues: products.map { (Int32(clamping: $0.number), $0.name) })
    categories = Dictionary(
      uniqueKeysWithValues: products.compactMap { product in
        product.category.flatMap { numbers[$0] }.map { (Int32(clamping: product.number), $0) }
      })
    items = products.filter { $0.kind == .item && $0.isOurs && $0.isMerchandise }.map { item in
      let number = Int32(clamping: item.number)
      return Item(
        id: item.id, number: number, brand: item.brand.flatMap { numbers[$0] } ?? number,
        lastDay: item.validity.lastDay)
    }
  }
}

/// What was sold by planned account and product, week by week.
struct Demand: Sendable {
  struct Key: Hashable, Sendable, Comparable {
    let account: Int32
    let product: Int32

    static func < (left: Key, right: Key) -> Bool {
      (left.account, left.product) < (right.account, right.product)
    }
  }

  /// Thousandths of a unit, and ten-thousandths of the currency's unit.
  private(set) var units: [Key: [Int32: Int64]] = [:]
  private(set) var value: [Key: [Int32: Int64]] = [:]
  /// The weeks in which anything of an account was told.
  private(set) var reported: [Int32: Set<Int32>] = [:]
  private(set) var through: Int32 = .min
  /// How many stores sold it; read only where something is launched.
  private(set) var stores: [Key: [Int32: Int64]] = [:]
  /// The share of an item's rows that was on a feature, and on a display, and how many rows: stores that sold it. Read only where something is known ahead.
  private(set) var promoted: [Key: [Int32: (feature: Double, display: Double, rows: Double)]] = [:]

  /// Reads all of the last weeks: one question for every two hundred items and currency.
  init(
    _ ground: DemandGround, _ level: ForecastVersion.Level, weeks count: Int32 = DemandGround.mostWeeks,
    _ db: Connection
  ) throws {
    let newest = min(ground.newest, ground.cut ?? ground.newest), weeks = (newest - count + 1)...newest
    let sites = ground.scope == nil ? nil : SiteSet(ground.bySite.keys.sorted())
    for part in ground.items.chunked(by: 200) {
      for isOwn in [true, false] {
        let sources = ground.sources.filter { ($0.currency == ground.currency) == isOwn }
        guard !sources.isEmpty else { continue }
        // Units of a foreign customer are units; its prices are not ours to add.
        var question = FactQuestion(
          isOwn ? [.total(.units), .total(.value)] : [.total(.units)], of: sources,
          in: SalesScope(weeks: weeks, sites: sites, products: part.map(\.number)), by: [.item, .site, .week])
        question.siteGroups = ground.bySite
        question.itemGroups = Dictionary(
          uniqueKeysWithValues: part.map { ($0.number, level == .item ? $0.number : $0.brand) })
        // Known by the end of the day.
        question.asKnownOn = ground.cut == nil ? ground.moment : nil
        let hasPromotions = !ground.events.isEmpty
        if hasPromotions { question.quantities += [.flagged(.units, .feature), .flagged(.units, .display)] }
        for (key, cell) in try question.answer(db).cells {
          add(key, cell, isOwn: isOwn)
          if level == .item, !ground.launches.isEmpty { addStores(key, cell) }
          if hasPromotions { addPromotions(key, cell) }
        }
      }
    }
  }

  private mutating func addStores(_ key: FactSums.Key, _ cell: FactSums.Cell) {
    stores[Key(account: key.site, product: key.item), default: [:]][key.week, default: 0] += cell.counts[0]
  }

  /// One item's past as a part of the other's: what takes another's place goes on where that one was.
  mutating func join(_ new: Key, to old: Key) {
    units[old, default: [:]].merge(units.removeValue(forKey: new) ?? [:], uniquingKeysWith: +)
    value[old, default: [:]].merge(value.removeValue(forKey: new) ?? [:], uniquingKeysWith: +)
  }

  private mutating func addPromotions(_ key: FactSums.Key, _ cell: FactSums.Cell) {
    let first = cell.counts.count - 2, all = Double(max(1, cell.counts[0]))
    let mine = Key(account: key.site, product: key.item)
    promoted[mine, default: [:]][key.week] = (
      min(1, Double(cell.counts[first]) / all), min(1, Double(cell.counts[first + 1]) / all), all
    )
  }

  private mutating func add(_ key: FactSums.Key, _ cell: FactSums.Cell, isOwn: Bool) {
    let mine = Key(account: key.site, product: key.item)
    units[mine, default: [:]][key.week, default: 0] += cell.sums[0] ?? 0
    if isOwn { value[mine, default: [:]][key.week, default: 0] += cell.sums[1] ?? 0 }
    reported[key.site, default: []].insert(key.week)
    through = max(through, key.week)
  }

  /// What was sold in the last weeks: units and value, of the weeks that know both.
  func recent(_ key: Key) -> (units: Int64, value: Int64) {
    let first = through - DemandSeries.recentWeeks
    let values = value[key] ?? [:]
    return (units[key] ?? [:]).reduce(into: (0, 0)) { sums, week in
      guard week.key > first, let worth = values[week.key] else { return }
      sums.0 += week.value
      sums.1 += worth
    }
  }
}
