import Accounts
package import Blueprint
import Catalog
import Kernel
import Sales
package import Storage
import Targets

extension DemandPlan {
  /// The plan of what the reader may see; each account's units go to the warehouses above its sites in the proportion of
  /// what these sold in the last weeks.
  package static func read(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> DemandPlan {
    let version = try ForecastVersion.find(wanted.id, for: context.actor, db)
    guard version.state == .ready else { throw ForecastRefusal.building }
    let plan = try ForecastPlan(version, db), places = try ForecastPlaces(plan, for: context.actor, db)
    if let account = wanted.account, places.accounts[account] == nil {
      throw ForecastRefusal.notThere("account")
    }
    let counting = try ForecastOverride.all(of: version.id, db).filter { $0.counts(on: context.today) }
    let units = plan.applying(counting).units
    let count = max(1, min(version.horizon, wanted.weeks ?? usualWeeks))
    let members = plan.members(wanted.account.flatMap { ID($0) }, nil)
      .filter { places.accounts[plan.keys[$0].account.text] != nil }
    let warehouses = try Warehouses(version, db)
    let products = Dictionary(uniqueKeysWithValues: try Product.all(db).map { ($0.id, $0) })
    var lines: [Line] = []
    for member in members {
      let key = plan.keys[member], mine = Array(units[member].prefix(count))
      guard let product = products[key.product], let account = places.accounts[key.account.text] else {
        continue
      }
      for (name, part) in warehouses.shared(mine, key) {
        lines.append(
          Line(
            account: account.id, accountName: account.name, warehouse: name, product: product.id.text,
            productName: product.name, gtin: product.gtin?.description, caseQuantity: product.caseQuantity,
            units: part, cases: product.caseQuantity.map { cases(part, of: $0) }))
      }
    }
    lines.sort {
      ($0.accountName, $0.warehouse ?? "", $0.productName) < (
        $1.accountName, $1.warehouse ?? "", $1.productName
      )
    }
    return DemandPlan(version: version, weeks: (0..<count).map(version.week), lines: lines)
  }
}

/// Which warehouse of an account sold how much of a product lately.
private struct Warehouses {
  private struct Key: Hashable {
    let account: Int32
    let product: Int32
  }

  private let numbers: [ID<Account>: Int32]
  private let products: [ID<Product>: Int32]
  private var sold: [Key: [Int32: Int64]] = [:]
  private var names: [Int32: String] = [:]

  init(_ version: ForecastVersion, _ db: Connection) throws {
    let ground = try DemandGround(version.kind, below: nil, knownOn: nil, db)
    numbers = Dictionary(
      ground.planned.map { ($0.value.id, $0.key) }, uniquingKeysWith: { first, _ in first })
    products = Dictionary(uniqueKeysWithValues: ground.productIDs.map { ($0.value, $0.key) })
    let all = try db.all("SELECT id, number, name, kind FROM accounts ORDER BY number") {
      (
        id: try $0.id(0, as: Account.self), number: Int32(clamping: try $0.int64(1)), name: try $0.text(2),
        kind: try $0.choice(3, as: Account.Kind.self)
      )
    }
    let isWarehouse = Set(all.filter { $0.kind == .dc }.map(\.id))
    var groups: [Int32: Int32] = [:], accountOf: [Int32: Int32] = [:]
    for one in all {
      guard let planned = ground.bySite[one.number] else { continue }
      let dc = ground.accounts.path(of: one.id).first { isWarehouse.contains($0.id) }
      guard let dc else { continue }
      groups[one.number] = dc.number
      accountOf[dc.number] = planned
      names[dc.number] = dc.name
    }
    guard !groups.isEmpty else { return }
    let last = Int32(version.through.ordinal), weeks = (last - DemandSeries.recentWeeks + 1)...last
    var question = FactQuestion(
      [.total(.units)], of: ground.sources,
      in: SalesScope(weeks: weeks, sites: nil, products: ground.items.map(\.number)), by: [.item, .site])
    question.siteGroups = groups
    question.itemGroups = Dictionary(
      uniqueKeysWithValues: ground.items.map { ($0.number, version.level == .item ? $0.number : $0.brand) })
    for (key, cell) in try question.answer(db).cells {
      guard let account = accountOf[key.site] else { continue }
      sold[Key(account: account, product: key.item), default: [:]][key.site, default: 0] += cell.sums[0] ?? 0
    }
  }

  /// Week by week to the unit; all to the account itself where no warehouse sold any.
  func shared(_ units: [Int64], _ key: SeriesKey) -> [(String?, [Int64])] {
    guard let account = numbers[key.account], let product = products[key.product],
      let shares = sold[Key(account: account, product: product)]?.filter({ $0.value > 0 }), !shares.isEmpty
    else { return [(nil, units)] }
    let order = shares.keys.sorted(), weights = order.map { shares[$0] ?? 0 }
    var parts = [[Int64]](repeating: [], count: order.count)
    for unit in units {
      for (place, part) in FairSplit.phased(unit, by: weights).enumerated() { parts[place].append(part) }
    }
    return zip(order, parts).map { (names[$0], $1) }
  }
}
