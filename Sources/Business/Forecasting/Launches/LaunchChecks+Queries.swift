import Accounts
import Blueprint
import Catalog
import Kernel
import Sales
import Storage

/// What a launch is held against before it is kept: the catalogue, what sells where, and the other launches.
struct LaunchChecks {
  /// Weeks in which a like item must have sold.
  private static let weeks: Int32 = 26

  private let products: [String: Product]
  private let tree: PlanningAccounts
  private let grounds: [DemandGround]
  private(set) var others: [ItemLaunch]
  /// Our items that sold lately, by account; what was asked once is kept.
  private var sold: [String?: Set<String>] = [:]

  init(_ db: Connection) throws {
    products = Dictionary(uniqueKeysWithValues: try Product.all(db).map { ($0.id.text, $0) })
    tree = try PlanningAccounts(below: nil, db)
    let kinds = Set(try SalesSource.all(db).map(\.kind))
    grounds = try SalesSource.Kind.allCases.filter(kinds.contains).compactMap { kind in
      do { return try DemandGround(kind, below: nil, knownOn: nil, db) } catch ForecastRefusal.noSales {
        return nil
      }
    }
    others = try ItemLaunch.known(asOf: nil, db)
  }

  /// Holds one against all, the ones kept before it in the same file too. `besides`: the entry that it takes the place of.
  mutating func take(_ one: ItemLaunch, besides old: ID<ItemLaunch>? = nil, _ db: Connection) throws {
    others.removeAll { $0.id == old }
    try mustBeItem(one.product, one.productName, "product")
    for like in one.likes { try mustBeItem(like.product, like.name, "like") }
    if let replaces = one.replaces { try mustBeItem(replaces, one.replacesName ?? "", "replaces") }
    let ends = grounds.map { Week(ordinal: Int($0.newest), endingOn: $0.weekEnding).lastDay }
    guard let end = ends.min() else { throw ForecastRefusal.noSales("sales") }
    guard one.firstDay > end else { throw LaunchRefusal.tooEarly(one.firstDay, until: end) }
    let there = others.filter { touches($0.account, one.account) }
    guard !there.contains(where: { $0.product == one.product && $0.account == one.account }) else {
      throw LaunchRefusal.alreadyThere(one.scope)
    }
    try mustNotTurn(one, there)
    let known = try sold(at: one.account, db), scope = one.accountName ?? "any account"
    for like in one.likes where !known.contains(like.product) {
      throw LaunchRefusal.noHistory(like.name, at: scope, field: "like")
    }
    if let replaces = one.replaces, !known.contains(replaces) {
      throw LaunchRefusal.noHistory(one.replacesName ?? "", at: scope, field: "replaces")
    }
    others.append(one)
  }

  private func mustBeItem(_ id: String, _ name: String, _ field: String) throws(LaunchRefusal) {
    guard let product = products[id], product.kind == .item, product.isOurs, product.isMerchandise else {
      throw .notAnItem(name, field: field)
    }
  }

  /// Whether one account is the other or lies below it.
  private func touches(_ one: String?, _ other: String?) -> Bool {
    guard let one, let other else { return true }
    return path(one).contains(other) || path(other).contains(one)
  }

  private func path(_ account: String) -> [String] {
    ID<Account>(account).map { tree.path(of: $0).map(\.id.text) } ?? []
  }

  /// Going from the item replaced to what that one replaces never leads back.
  private func mustNotTurn(_ one: ItemLaunch, _ there: [ItemLaunch]) throws(LaunchRefusal) {
    var open = [one.replaces].compactMap { $0 }, seen: Set<String> = []
    while let here = open.popLast() {
      guard seen.insert(here).inserted else { continue }
      for next in there where next.product == here {
        if next.replaces == one.product { throw .circular(one.productName, next.productName) }
        open += [next.replaces].compactMap { $0 }
      }
    }
  }

  private mutating func sold(at account: String?, _ db: Connection) throws -> Set<String> {
    if let known = sold[account] { return known }
    var found: Set<String> = []
    for ground in grounds {
      let sites = account.map { top in
        ground.bySite.keys.filter { path($0, ground).contains(top) }.sorted()
      }
      let question = FactQuestion(
        [.total(.units)], of: ground.sources,
        in: SalesScope(
          weeks: (ground.newest - Self.weeks + 1)...ground.newest, sites: sites.map { SiteSet($0) },
          products: ground.items.map(\.number)), by: [.item])
      for (key, cell) in try question.answer(db).cells where (cell.sums[0] ?? 0) > 0 {
        if let id = ground.productIDs[key.item] { found.insert(id.text) }
      }
    }
    sold[account] = found
    return found
  }

  private func path(_ site: Int32, _ ground: DemandGround) -> [String] {
    // Sites below a planned account lie on its path.
    guard let number = ground.bySite[site], let planned = ground.planned[number] else { return [] }
    return ground.accounts.path(of: planned.id).map(\.id.text)
  }
}
