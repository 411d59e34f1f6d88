import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Sales
import Statistics
import Storage
import Team

/// Reads what drivers are made of: every item in every account above stores, before and after.
struct DriverReading {
  /// An item in the account directly above its stores.
  struct Key: Hashable {
    let holder: Int32
    let product: Int32
  }

  let query: DriverQuery
  let context: Context
  let db: Connection
  let accounts: DriverTree
  let products: DriverTree
  /// Nil: all accounts that the actor may see.
  let account: Int32?
  /// Nil: all products.
  let product: Int32?
  let calendar: FiscalCalendar
  /// Which account hangs directly below the one that is looked at, for each at or below it.
  let accountParts: [Int32: Int32]
  let productParts: [Int32: Int32]

  init(
    account: ID<Account>?, product: ID<Product>?, _ query: DriverQuery, _ context: Context, _ db: Connection
  )
    throws
  {
    self.query = query
    self.context = context
    self.db = db
    accounts = try .accounts(for: context.actor, db)
    products = try .products(db)
    self.account = try account.map { Int32(clamping: try Account.find($0, for: context.actor, db).number) }
    self.product = try product.map { Int32(clamping: try Product.find($0, db).number) }
    calendar = try Company.current(db).calendar
    accountParts = accounts.parts(below: self.account)
    productParts = products.parts(below: self.product)
  }

  /// What can be added up, and until when it is known.
  struct Ground {
    let lens: SalesLens
    let sources: [SalesSource]
    let through: Week
    /// Kinds and currencies that have figures too, but can't be added to these.
    let others: [SalesLens]
  }

  private func scope(_ weeks: ClosedRange<Int32>, _ products: [Int32]?) -> SalesScope {
    let isWhole = account == nil && context.actor.seesEverything
    return SalesScope(
      weeks: weeks, sites: isWhole ? nil : SiteSet(Array(accountParts.keys)), products: products)
  }

  private var productNumbers: [Int32]? { product == nil ? nil : productParts.keys.sorted() }

  private var knownOn: Date? {
    // The day's end, in the one zone that days and moments share.
    query.asKnownOn.map { Date(timeIntervalSince1970: Double($0.advanced(by: 1).ordinal) * 86_400 - 1) }
  }

  /// Sell-out before sell-in before syndicated, then the larger value: the first that has figures here.
  func ground() throws -> Ground? {
    let sources = try SalesSource.all(db).filter { query.kind == nil || $0.kind == query.kind }
    var found: [(lens: SalesLens, value: Int64, last: Int32)] = []
    for lens in Set(sources.map { SalesLens(kind: $0.kind, currency: $0.currency) }) {
      let own = sources.filter { $0.kind == lens.kind && $0.currency == lens.currency }
      var question = FactQuestion(
        [.total(.value)], of: own, in: scope(-100_000...100_000, productNumbers), by: [.week])
      question.asKnownOn = knownOn
      let cells = try question.answer(db).cells
      guard let last = cells.keys.map(\.week).max() else { continue }
      let value = cells.values.reduce(0) { $0 + ($1.sums[0] ?? 0) / 10_000 }
      found.append((lens, value, last))
    }
    func rank(_ lens: SalesLens) -> Int { SalesSource.Kind.allCases.firstIndex(of: lens.kind) ?? 0 }
    let order = found.sorted {
      (rank($0.lens), -$0.value, $0.lens.currency.code) < (rank($1.lens), -$1.value, $1.lens.currency.code)
    }
    guard let best = order.first else { return nil }
    return Ground(
      lens: best.lens,
      sources: sources.filter { $0.kind == best.lens.kind && $0.currency == best.lens.currency },
      through: Week(ordinal: Int(best.last), endingOn: calendar.weekEnding),
      others: order.dropFirst().map(\.lens))
  }

  func leaves(_ ground: Ground, _ weeks: DriverWeeks) throws -> [Key: DriverLeaf] {
    let now = try sales(ground, weeks.now), base = try sales(ground, weeks.base)
    var leaves: [Key: DriverLeaf] = [:]
    leaves.reserveCapacity(max(now.count, base.count))
    for (key, sales) in now { leaves[key] = DriverLeaf(before: base[key] ?? .none, after: sales) }
    for (key, sales) in base where leaves[key] == nil {
      leaves[key] = DriverLeaf(before: sales, after: .none)
    }
    return leaves
  }

  private func sales(_ ground: Ground, _ weeks: ClosedRange<Int32>) throws -> [Key: PeriodSales] {
    let holders = Dictionary(
      uniqueKeysWithValues: accountParts.keys.map { ($0, accounts.holder(of: $0, in: account)) })
    guard query.method == .distribution else { return try byHolder(ground, weeks, holders) }
    // Store by store there is one sum for each item and store: read some items at a time.
    let numbers = (productNumbers ?? products.nodes.keys.sorted())[...]
    var sales: [Key: PeriodSales] = [:], rest = numbers
    while !rest.isEmpty {
      try addByStore(ground, weeks, holders, Array(rest.prefix(200)), to: &sales)
      rest = rest.dropFirst(200)
    }
    return sales
  }

  private func byHolder(
    _ ground: Ground, _ weeks: ClosedRange<Int32>, _ holders: [Int32: Int32]
  ) throws -> [Key: PeriodSales] {
    var question = FactQuestion(
      [.total(.units), .total(.value)], of: ground.sources, in: scope(weeks, productNumbers),
      by: [.item, .site])
    question.siteGroups = holders
    question.asKnownOn = knownOn
    var sales: [Key: PeriodSales] = [:]
    for (key, cell) in try question.answer(db).cells {
      sales[Key(holder: key.site, product: key.item)] = PeriodSales(
        units: cell.sums[0] ?? 0, value: cell.sums[1] ?? 0)
    }
    return sales
  }

  /// With the number of stores that sold it as distribution.
  private func addByStore(
    _ ground: Ground, _ weeks: ClosedRange<Int32>, _ holders: [Int32: Int32], _ products: [Int32],
    to sales: inout [Key: PeriodSales]
  ) throws {
    var question = FactQuestion(
      [.total(.units), .total(.value)], of: ground.sources, in: scope(weeks, products), by: [.item, .site])
    question.asKnownOn = knownOn
    for (key, cell) in try question.answer(db).cells {
      guard let holder = holders[key.site] else { continue }
      let units = cell.sums[0] ?? 0, place = Key(holder: holder, product: key.item)
      var sum = sales[place] ?? .none
      sum.units += units
      sum.value += cell.sums[1] ?? 0
      if units > 0 { sum.distribution += 1 }
      sales[place] = sum
    }
  }
}
