import Accounts
package import Blueprint
import Catalog
import Kernel
import Sales
package import Storage
import Statistics

extension ReorderAlert {
  /// Two years tell a rhythm.
  static let weeks: Int32 = 104
  /// Whoever waits longer than this has stopped: that is no late order any more.
  static let stopped = 52

  /// Looks through the deliveries of every account, and keeps who is late: what the queue and the pages read.
  package static func settle(_ context: Context, _ db: Connection) throws {
    let ends = try SalesDesk.through(for: context.actor, db)
    let sources = try SalesSource.all(db).filter { $0.kind == .shipment && ends[$0.number] != nil }
    try db.run("DELETE FROM reorder_alerts")
    guard let first = sources.first, let last = sources.compactMap({ ends[$0.number] }).max() else { return }
    let (tops, top) = try SalesDesk.tops(for: context.actor, db)
    let products = try Product.all(db),
      brands = Dictionary(uniqueKeysWithValues: products.map { ($0.id, $0) })
    var groups: [Int32: Int32] = [:]
    for product in products where product.isOurs && product.kind == .item {
      if let brand = product.brand.flatMap({ brands[$0] }) {
        groups[Int32(clamping: product.number)] = Int32(clamping: brand.number)
      }
    }
    var question = FactQuestion(
      [.total(.value)], of: sources.filter { $0.currency == first.currency },
      in: SalesScope(weeks: (last - weeks + 1)...last, sites: nil), by: [.item, .site, .week])
    question.itemGroups = groups
    question.siteGroups = top
    try keep(try late(question, last, db), tops, products, first, db)
  }

  private struct Late {
    let site: Int32
    let item: Int32
    let pattern: ReorderPattern
    let average: Int64
  }

  private static func late(_ question: FactQuestion, _ last: Int32, _ db: Connection) throws -> [Late] {
    struct Pair: Hashable {
      let site: Int32
      let item: Int32
    }
    var orders: [Pair: [Int32: Int64]] = [:]
    for (key, cell) in try question.answer(db).cells {
      guard let value = cell.sums[0], value > 0 else { continue }
      orders[Pair(site: key.site, item: key.item), default: [:]][key.week, default: 0] += value
    }
    return orders.compactMap { pair, weeks in
      guard let pattern = ReorderPattern(weeks.keys, now: last), pattern.isLate, pattern.waited <= stopped
      else { return nil }
      return Late(
        site: pair.site, item: pair.item, pattern: pattern,
        average: weeks.values.reduce(0, +) / Int64(weeks.count))
    }
  }

  private static func keep(
    _ late: [Late], _ tops: [NamedNumber], _ products: [Product], _ source: SalesSource, _ db: Connection
  ) throws {
    let accounts = Dictionary(uniqueKeysWithValues: tops.map { ($0.number, $0.id) })
    let ids = Dictionary(uniqueKeysWithValues: products.map { (Int32(clamping: $0.number), $0.id) })
    let divisor = (source.currency.decimals..<4).reduce(Int64(1)) { sum, _ in sum * 10 }
    let rows = late.compactMap { one -> [Value]? in
      guard let account = accounts[one.site], let product = ids[one.item] else { return nil }
      let day = Week(ordinal: Int(one.pattern.last), endingOn: source.weekEnding).lastDay
      return [
        account.value, product.value, day.value, one.pattern.orders.value, one.pattern.usual.value,
        one.pattern.longest.value, one.pattern.waited.value, (one.average / divisor).value,
        source.currency.value,
      ]
    }
    try db.insertMany(
      into: "reorder_alerts",
      columns: [
        "account_id", "product_id", "last_on", "orders", "usual_weeks", "longest_weeks", "waited_weeks",
        "value_minor",
        "currency",
      ], rows: rows)
  }

  /// What the actor may see, the dearest first.
  package static func all(for actor: Actor, limit: Int = 200, _ db: Connection) throws -> [ReorderAlert] {
    try db.all(
      """
      SELECT r.account_id, a.name, r.product_id, p.name, r.last_on, r.orders, r.usual_weeks, r.longest_weeks,
        r.waited_weeks, r.value_minor, r.currency
      FROM reorder_alerts r JOIN accounts a ON a.id = r.account_id JOIN products p ON p.id = r.product_id
      WHERE \(Account.visible(to: actor)) ORDER BY r.value_minor DESC, r.account_id, r.product_id LIMIT \(limit)
      """
    ) { row in
      ReorderAlert(
        account: try row.id(0), accountName: try row.text(1), product: try row.id(2),
        productName: try row.text(3),
        lastOn: try row.day(4), orders: try row.int(5), usualWeeks: try row.int(6),
        longestWeeks: try row.int(7),
        waitedWeeks: try row.int(8), value: Money(minor: try row.int64(9), currency: try row.currency(10)))
    }
  }
}
