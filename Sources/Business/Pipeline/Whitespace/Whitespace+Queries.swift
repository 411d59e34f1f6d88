import Accounts
package import Blueprint
import Catalog
import Kernel
import Sales
package import Storage
import Statistics

extension Whitespace {
  package static func find(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> Whitespace {
    let account = try wanted.account.map { try Account.find($0, for: context.actor, db) }
    let (rows, place) = try places(account?.id, context, db)
    let offers = try offerings(wanted.level ?? .brand, on: context.today, db)
    let facts = try facts(place, offers.items, context, db)
    let grid = WhitespaceGrid(places: rows.map(\.number), sales: facts.sales)
    let company = try Deal.companyCurrency(db), currency = facts.currency ?? company
    let said = try said(rows, db), deals = try openDeals(place, offers, context, db)
    let names = Dictionary(uniqueKeysWithValues: rows.map { ($0.number, $0.name) })
    let cells = rows.flatMap { row in
      offers.named.map { offering in
        cell(row.number, offering.number, grid, said[row.number]?[offering.number], deals, currency, names)
      }
    }
    return Whitespace(
      account: account?.id, accountName: account?.name, currency: currency, through: facts.through,
      places: rows,
      offerings: offers.named, cells: cells, pairs: pairs(facts.baskets),
      reorders: account == nil ? try ReorderAlert.all(for: context.actor, limit: 50, db) : [])
  }

  private static func cell(
    _ place: Int32, _ offering: Int32, _ grid: WhitespaceGrid, _ said: Said?,
    _ deals: [Int32: [Int32: ID<Deal>]],
    _ currency: Currency, _ names: [Int32: String]
  ) -> Cell {
    let sales = grid.sales[place]?[offering].flatMap { $0 > 0 ? Money(minor: $0, currency: currency) : nil }
    let state = sales != nil ? .us : said?.state ?? .unknown
    let guess = state == .competitor || state == .unknown ? grid.guess(place, offering) : nil
    return Cell(
      place: place, offering: offering, state: state, sales: sales,
      potential: guess.map { guess in
        Potential(
          low: Money(minor: guess.low, currency: currency),
          middle: Money(minor: guess.middle, currency: currency),
          high: Money(minor: guess.high, currency: currency),
          confidence: BasisPoints(chance: guess.confidence),
          peers: guess.peers.compactMap { names[$0] })
      }, said: said, deal: deals[place]?[offering])
  }

  /// The rows, and for every account number the row that it counts for.
  private static func places(
    _ account: ID<Account>?, _ context: Context, _ db: Connection
  ) throws -> ([Named], [Int32: Int32]) {
    let (found, above) =
      if let account {
        try SalesDesk.children(of: account, db, for: context.actor)
      } else {
        try SalesDesk.tops(for: context.actor, db)
      }
    let rows = found.prefix(mostPlaces).map { Named(id: $0.id, number: $0.number, name: $0.name) }
    return (rows, above)
  }

  static let mostPlaces = 100

  private struct Offers {
    let named: [Named]
    /// The offering that an item, or a group of items, counts for.
    let items: [Int32: Int32]
    let byID: [String: Int32]
  }

  /// Our brands or categories that have an item on sale; what is discontinued is no offer.
  private static func offerings(_ level: Level, on day: Day, _ db: Connection) throws -> Offers {
    let products = try Product.all(db),
      numbers = Dictionary(uniqueKeysWithValues: products.map { ($0.id, $0) })
    func group(_ product: Product) -> Product? {
      let id = level == .brand ? product.brand : product.category
      return id.flatMap { numbers[$0] }
    }
    var items: [Int32: Int32] = [:], live = Set<Int32>(), byID: [String: Int32] = [:]
    for product in products where product.isOurs {
      guard let above = group(product), above.isOurs else { continue }
      let number = Int32(clamping: above.number)
      byID[product.id.text] = number
      guard product.kind == .item, product.isMerchandise else { continue }
      items[Int32(clamping: product.number)] = number
      if product.validity.contains(day) { live.insert(number) }
    }
    let named = products.filter { live.contains(Int32(clamping: $0.number)) }.prefix(60).map {
      Named(id: $0.id.text, number: Int32(clamping: $0.number), name: $0.name)
    }
    return Offers(named: named, items: items, byID: byID)
  }

  private struct Facts {
    var sales: [Int32: [Int32: Int64]] = [:]
    var baskets: [Set<Int32>] = []
    var currency: Currency?
    var through: Day?
  }

  /// 52 weeks of what they sold or took of ours: by tills where there are some, else by deliveries.
  private static func facts(
    _ place: [Int32: Int32], _ items: [Int32: Int32], _ context: Context, _ db: Connection
  ) throws -> Facts {
    let ends = try SalesDesk.through(for: context.actor, db)
    let all = try SalesSource.all(db).filter { ends[$0.number] != nil }
    guard
      let kind = [SalesSource.Kind.pos, .shipment].first(where: { kind in all.contains { $0.kind == kind } }),
      let lens = all.first(where: { $0.kind == kind })
    else { return Facts() }
    let sources = all.filter { $0.kind == kind && $0.currency == lens.currency }
    guard let last = sources.compactMap({ ends[$0.number] }).max() else { return Facts() }
    var question = FactQuestion(
      [.total(.value)], of: sources,
      in: SalesScope(weeks: (last - 51)...last, sites: try SalesDesk.visibleSites(for: context.actor, db)),
      by: [.item, .site])
    question.itemGroups = items
    var facts = Facts(
      currency: lens.currency, through: Week(ordinal: Int(last), endingOn: lens.weekEnding).lastDay)
    var baskets: [Int32: Set<Int32>] = [:]
    // Ten-thousandths of the unit; minor units have the currency's decimals.
    let divisor = (lens.currency.decimals..<4).reduce(Int64(1)) { sum, _ in sum * 10 }
    for (key, cell) in try question.answer(db).cells {
      guard let value = cell.sums[0], value > 0, let row = place[key.site] else { continue }
      facts.sales[row, default: [:]][key.item, default: 0] += value / divisor
      baskets[key.site, default: []].insert(key.item)
    }
    facts.baskets = baskets.sorted { $0.key < $1.key }.map(\.value)
    return facts
  }

  /// Offerings that go together across sites: at least one of twenty sites, and ten of them, hold both.
  private static func pairs(_ baskets: [Set<Int32>]) -> [Pair] {
    Association.rules(baskets, support: max(10, baskets.count / 20)).filter { $0.lift > 1.05 }.prefix(10).map
    {
      Pair(
        from: $0.from, to: $0.to, both: $0.both, lift: Int(($0.lift * 100).rounded()),
        confidence: BasisPoints(chance: $0.confidence))
    }
  }

  private static func said(_ rows: [Named], _ db: Connection) throws -> [Int32: [Int32: Said]] {
    var found: [Int32: [Int32: Said]] = [:]
    try db.each(
      """
      SELECT a.number, p.number, w.state, w.competitor, w.until, w.note, w.changed_on
      FROM whitespace_cells w JOIN accounts a ON a.id = w.account_id JOIN products p ON p.id = w.product_id
      WHERE a.number IN \(SQL.list(rows.map(\.number)))
      """
    ) { row in
      found[Int32(try row.int(0)), default: [:]][Int32(try row.int(1))] = Said(
        state: try row.choice(2), competitor: try row.textOrNil(3), until: try row.dayOrNil(4),
        note: try row.text(5),
        on: try row.day(6))
    }
    return found
  }

  /// Open deals by the row of their account and the offering of their lines.
  private static func openDeals(
    _ place: [Int32: Int32], _ offers: Offers, _ context: Context, _ db: Connection
  ) throws -> [Int32: [Int32: ID<Deal>]] {
    var found: [Int32: [Int32: ID<Deal>]] = [:]
    try db.each(
      """
      SELECT a.number, l.product_id, d.id FROM deals d JOIN accounts a ON a.id = d.account_id
      JOIN deal_lines l ON l.deal_id = d.id
      WHERE d.outcome = 'open' AND l.product_id IS NOT NULL AND \(Account.visible(to: context.actor)) ORDER BY d.id
      """
    ) { row in
      let number = Int32(try row.int(0))
      guard let offering = offers.byID[try row.text(1)] else { return }
      // A deal with a whole group stands for every part of it.
      found[place[number] ?? number, default: [:]][offering] = try row.id(2)
    }
    return found
  }

  static func save(_ input: Said.New, note: String, on day: Day, by actor: ID<Actor>, _ db: Connection) throws
  {
    try db.run(
      """
      INSERT INTO whitespace_cells (account_id, product_id, state, competitor, until, note, changed_on, changed_by)
      VALUES (\(input.id), \(input.product), \(input.state), \(Deal.trimmed(input.competitor)), \(input.until), \(note), \(day),
        \(actor))
      ON CONFLICT (account_id, product_id) DO UPDATE SET state = excluded.state, competitor = excluded.competitor,
        until = excluded.until, note = excluded.note, changed_on = excluded.changed_on, changed_by = excluded.changed_by
      """)
  }
}
