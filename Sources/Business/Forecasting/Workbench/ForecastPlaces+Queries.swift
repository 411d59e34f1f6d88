import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Sales
import Storage
import Team

/// The accounts and products of a version that a reader may see, by name.
struct ForecastPlaces {
  struct Node {
    let id: String
    let name: String
    let above: String?
  }

  let accounts: [String: Node]
  let products: [String: Node]

  init(_ plan: ForecastPlan, for actor: Actor, _ db: Connection) throws {
    let visible = try db.all(
      """
      WITH RECURSIVE up(id, above) AS (\(ForecastPlan.accountsUp(plan.version.id)))
      SELECT a.id, a.name, up.above FROM up JOIN accounts a ON a.id = up.id WHERE \(Account.visible(to: actor))
      """
    ) { Node(id: try $0.text(0), name: try $0.text(1), above: try $0.textOrNil(2)) }
    let byID = Dictionary(uniqueKeysWithValues: visible.map { ($0.id, $0) })
    accounts = Self.used(byID, from: Set(plan.keys.map(\.account.text)))
    let seen = Set(accounts.keys)
    let products = try db.all("SELECT id, name, parent_id FROM products") {
      Node(id: try $0.text(0), name: try $0.text(1), above: try $0.textOrNil(2))
    }
    let used = plan.keys.filter { seen.contains($0.account.text) }.map(\.product.text)
    self.products = Self.used(
      Dictionary(uniqueKeysWithValues: products.map { ($0.id, $0) }), from: Set(used))
  }

  /// Those that series hang on, and all above them.
  private static func used(_ all: [String: Node], from leaves: Set<String>) -> [String: Node] {
    var used: [String: Node] = [:]
    for leaf in leaves {
      var next: String? = leaf
      while let node = next.flatMap({ all[$0] }), used[node.id] == nil {
        used[node.id] = node
        next = node.above
      }
    }
    return used
  }

  /// The parts directly below; of nil those at the top of what is seen.
  static func children(of id: String?, in nodes: [String: Node]) -> [Node] {
    nodes.values.filter { node in
      let above = node.above.flatMap { nodes[$0] == nil ? nil : $0 }
      return above == id
    }.sorted { (SearchKey.fold($0.name), $0.id) < (SearchKey.fold($1.name), $1.id) }
  }

  static func path(to id: String?, in nodes: [String: Node]) -> [ForecastBook.Place] {
    var path: [ForecastBook.Place] = [], next = id
    while let node = next.flatMap({ nodes[$0] }), path.count < 100 {
      path.insert(.init(id: node.id, name: node.name), at: 0)
      next = node.above
    }
    return path
  }
}

extension ForecastPlan {
  /// What an account's own series over all its products was forecast as; of nil the whole company.
  static func total(
    of account: String?, _ version: ForecastVersion, _ db: Connection
  ) throws -> SeriesPlan? {
    let condition: SQL = account == nil ? "account_id IS NULL" : "account_id = \(account)"
    return try db.first(
      """
      SELECT method, flags, against_naive, data FROM forecast_totals
      WHERE version_id = \(version.id) AND \(condition)
      """
    ) { try SeriesPlan($0, at: 0) }
  }

  /// What these series sold in the weeks up to the last with data, in whole units.
  func history(
    _ members: [Int], weeks count: Int, _ db: Connection
  ) throws -> [Int64] {
    let last = Int32(version.through.ordinal), weeks = (last - Int32(count) + 1)...last
    let ground = try DemandGround(version.kind, below: version.account.flatMap { ID($0) }, knownOn: nil, db)
    let accounts = Set(members.map { keys[$0].account }), products = Set(members.map { keys[$0].product })
    let numbers = Set(ground.planned.values.filter { accounts.contains($0.id) }.map(\.number))
    let sites = ground.bySite.filter { numbers.contains($0.value) }.map(\.key).sorted()
    let items = ground.items.filter { item in
      let planned = version.level == .item ? item.number : item.brand
      return ground.productIDs[planned].map(products.contains) ?? false
    }
    guard !sites.isEmpty, !items.isEmpty else { return [] }
    var question = FactQuestion(
      [.total(.units)], of: ground.sources,
      in: SalesScope(weeks: weeks, sites: SiteSet(sites), products: items.map(\.number)), by: [.week])
    question.asKnownOn = version.isCut ? nil : DemandGround.moment(version.knownOn)
    var sums = [Int64](repeating: 0, count: count)
    for (key, cell) in try question.answer(db).cells where weeks.contains(key.week) {
      sums[Int(key.week - weeks.lowerBound)] += cell.sums[0] ?? 0
    }
    return sums.map { ($0 + ($0 < 0 ? -500 : 500)) / 1_000 }
  }
}
