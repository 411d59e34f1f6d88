package import Accounts
package import Blueprint
import Foundation
package import Kernel
import Sales
package import Storage

/// All SQL about targets and their trees.
extension TargetSet {
  private static let columns: SQL =
    "s.id, s.name, s.year, s.metric, s.basis, s.currency, s.calendar, s.status, s.season_known, s.version, s.created_at"

  private init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.text(1)
    year = try row.int(2)
    metric = try row.choice(3)
    basis = try row.choice(4)
    currency = try row.currency(5)
    calendar = try JSONDecoder().decode(FiscalCalendar.self, from: Data(try row.text(6).utf8))
    status = try row.choice(7)
    seasonKnown = try row.bool(8)
    version = try row.int(9)
    createdAt = try row.moment(10)
  }

  /// The newest year first.
  package static func all(_ db: Connection) throws -> [TargetSet] {
    try db.all("SELECT \(columns) FROM target_sets s ORDER BY s.year DESC, s.metric DESC, s.id") {
      try TargetSet($0)
    }
  }

  package static func find(_ id: ID<TargetSet>, _ db: Connection) throws -> TargetSet {
    guard
      let set = try db.first("SELECT \(columns) FROM target_sets s WHERE s.id = \(id)", { try TargetSet($0) })
    else { throw TargetRefusal.notThere("target") }
    return set
  }

  package static func holding(_ node: ID<TargetNode>, _ db: Connection) throws -> TargetSet {
    let found = try db.first(
      "SELECT \(columns) FROM target_sets s JOIN target_nodes n ON n.set_id = s.id WHERE n.id = \(node)"
    ) { try TargetSet($0) }
    guard let found else { throw TargetRefusal.notThere("target") }
    return found
  }

  func insert(_ db: Connection) throws {
    try db.run(
      """
      INSERT INTO target_sets (id, name, year, metric, basis, currency, calendar, status, season_known, version,
        created_at)
      VALUES (\(id), \(name), \(year), \(metric), \(basis.rawValue), \(currency), \(try JSON.text(of: calendar)),
        \(status), \(seasonKnown), \(version), \(createdAt))
      """)
  }

  /// Counts the version up; refuses where somebody else did so since it was read.
  func advance(to status: Status, _ db: Connection) throws {
    let done = try db.run(
      """
      UPDATE target_sets SET status = \(status), version = \(version + 1)
      WHERE id = \(id) AND version = \(version)
      """)
    guard done == 1 else { throw TargetRefusal.changedMeanwhile }
  }

  static func isTaken(
    _ year: Int, _ metric: TargetMetric, _ basis: SalesSource.Kind, _ currency: Currency, _ db: Connection
  ) throws -> Bool {
    try db.count(
      """
      SELECT COUNT(*) FROM target_sets WHERE year = \(year) AND metric = \(metric) AND basis = \(basis.rawValue)
        AND currency = \(currency)
      """) > 0
  }
}

extension TargetNode {
  static let owns = (1...12).map { "own_\($0)" }

  private init(_ row: Row) throws {
    let kind: Kind = try row.choice(2)
    self.init(
      id: try row.id(0), parent: try row.idOrNil(1), kind: kind, subject: try row.textOrNil(3),
      name: try row.textOrNil(4) ?? "Company", own: try (5..<17).map { try row.int64($0) })
  }

  /// The nodes of a set that an actor may see: their own and those of their teams, and accounts that are theirs.
  package static func all(of set: ID<TargetSet>, for actor: Actor, _ db: Connection) throws -> [TargetNode] {
    try db.all(
      """
      SELECT n.id, n.parent_id, n.kind, COALESCE(n.team_id, n.user_id, n.product_id, n.account_id),
        COALESCE(t.name, u.name, p.name, a.name), \(raw: owns.map { "n.\($0)" }.joined(separator: ", "))
      FROM target_nodes n LEFT JOIN teams t ON t.id = n.team_id LEFT JOIN users u ON u.id = n.user_id
      LEFT JOIN accounts a ON a.id = n.account_id LEFT JOIN products p ON p.id = n.product_id
      WHERE n.set_id = \(set) AND \(visible(to: actor)) ORDER BY n.place, n.id
      """
    ) { try TargetNode($0) }
  }

  /// One node with all below it, for whoever may see its account already.
  package static func all(
    of set: ID<TargetSet>, below node: ID<TargetNode>, _ db: Connection
  ) throws -> [TargetNode] {
    let tree = try TargetTree(all(of: set, for: .commandLine, db))
    return tree.withThoseBelow(node).compactMap { tree.nodes[$0] }
  }

  /// Of an account's nodes each product's goes with it.
  static func visible(to actor: Actor) -> SQL {
    guard !actor.seesEverything else { return "1 = 1" }
    let teams: SQL = actor.teams.isEmpty ? "1 = 0" : "n.team_id IN \(SQL.list(actor.teams))"
    let mates: SQL = actor.teams.isEmpty ? "1 = 0" : "u.team_id IN \(SQL.list(actor.teams))"
    let seen = Account.visible(to: actor)
    return """
      ((n.kind = 'team' AND \(teams)) OR (n.kind = 'manager' AND (n.user_id = \(actor.id) OR \(mates)))
        OR (n.kind IN ('account', 'product') AND n.account_id IN (SELECT a.id FROM accounts a WHERE \(seen))))
      """
  }

  /// Writes nodes, parents first.
  static func insert(_ nodes: [TargetNode], of set: ID<TargetSet>, _ db: Connection) throws {
    var accounts: [ID<TargetNode>: String] = [:]
    for node in nodes where node.kind == .account { accounts[node.id] = node.subject }
    let rows = nodes.enumerated().map { place, node -> [Value] in
      // A product's row names its account too: who may not see the account must not see it.
      let account = node.kind == .account ? node.subject : node.parent.flatMap { accounts[$0] }
      return [
        node.id.value, set.value, node.parent.value, place.value, node.kind.value,
        (node.kind == .team ? node.subject : nil).value, (node.kind == .manager ? node.subject : nil).value,
        account.value, (node.kind == .product ? node.subject : nil).value,
      ] + node.own.map(\.value)
    }
    try db.insertMany(
      into: "target_nodes",
      columns: [
        "id", "set_id", "parent_id", "place", "kind", "team_id", "user_id", "account_id", "product_id",
      ]
        + owns, rows: rows)
  }

  /// Writes what a change made different, one statement a node.
  static func save(_ changed: [TargetNode], _ db: Connection) throws {
    for node in changed {
      let sets = SQL.joined(zip(owns, node.own).map { SQL(raw: "\($0) = ") + "\($1)" })
      try db.run("UPDATE target_nodes SET parent_id = \(node.parent), \(sets) WHERE id = \(node.id)")
    }
  }

  /// The nodes of an account in all sets, the newest year first.
  package static func of(account: ID<Account>, _ db: Connection) throws -> [(ID<TargetSet>, ID<TargetNode>)] {
    try db.all(
      """
      SELECT n.set_id, n.id FROM target_nodes n JOIN target_sets s ON s.id = n.set_id
      WHERE n.account_id = \(account) AND n.kind = 'account' ORDER BY s.year DESC, s.metric DESC, n.id
      """
    ) { (try $0.id(0), try $0.id(1)) }
  }
}
