package import Accounts
package import Blueprint
import Catalog
package import Foundation
package import Kernel
import People
package import Storage

/// All SQL about plans.
extension Plan {
  private static let columns: SQL = """
    p.id, p.account_id, p.kind, p.name, p.summary, p.first_day, p.last_day, p.currency, p.status, p.number, p.version,
    p.created_at, p.changed_at, p.signed_at, p.signed_by
    """

  private init(_ row: Row) throws {
    id = try row.id(0)
    account = try row.id(1)
    kind = try row.choice(2)
    name = try row.text(3)
    summary = try row.text(4)
    firstDay = try row.day(5)
    lastDay = try row.day(6)
    currency = try row.currency(7)
    status = try row.choice(8)
    number = try row.int(9)
    version = try row.int(10)
    createdAt = try row.moment(11)
    changedAt = try row.moment(12)
    signedAt = try row.momentOrNil(13)
    signedBy = try row.textOrNil(14)
  }

  /// A plan of an account that the actor may see; any other is as if it were not there.
  package static func find(_ id: ID<Plan>, for actor: Actor, _ db: Connection) throws -> Plan {
    let found = try db.first(
      """
      SELECT \(columns) FROM account_plans p JOIN accounts a ON a.id = p.account_id
      WHERE p.id = \(id) AND \(Account.visible(to: actor))
      """
    ) { try Plan($0) }
    guard let found else { throw PlanRefusal.notThere }
    return found
  }

  package static func of(account: ID<Account>, for actor: Actor, _ db: Connection) throws -> [Plan] {
    try db.all(
      """
      SELECT \(columns) FROM account_plans p JOIN accounts a ON a.id = p.account_id
      WHERE p.account_id = \(account) AND \(Account.visible(to: actor)) ORDER BY p.first_day DESC, p.id
      """
    ) { try Plan($0) }
  }

  /// Plans with the names of their accounts, those that changed last first.
  package static func all(for actor: Actor, limit: Int, _ db: Connection) throws -> [(Plan, String)] {
    try db.all(
      """
      SELECT \(columns), a.name FROM account_plans p JOIN accounts a ON a.id = p.account_id
      WHERE \(Account.visible(to: actor)) ORDER BY a.search_key, p.kind, p.first_day DESC, p.id LIMIT \(limit)
      """
    ) { (try Plan($0), try $0.text(15)) }
  }

  /// Plans that have not ended, for accounts where a person is and all below, with the accounts' names.
  static func running(
    around person: ID<Person>, on day: Day, for actor: Actor, _ db: Connection
  ) throws -> [(Plan, String)] {
    try db.all(
      """
      WITH RECURSIVE \(Person.accountsReached(by: person, on: day))
      SELECT \(columns), a.name FROM account_plans p JOIN accounts a ON a.id = p.account_id
      WHERE p.account_id IN (SELECT id FROM below) AND p.last_day >= \(day) AND \(Account.visible(to: actor))
      ORDER BY a.search_key, p.kind, p.first_day DESC, p.id LIMIT 50
      """
    ) { (try Plan($0), try $0.text(15)) }
  }

  static func named(_ query: String, for actor: Actor, limit: Int, _ db: Connection) throws -> [(
    Plan, String
  )] {
    let anywhere = LikePattern.contains(query)
    return try db.all(
      """
      SELECT \(columns), a.name FROM account_plans p JOIN accounts a ON a.id = p.account_id
      WHERE p.search_key LIKE \(anywhere) ESCAPE '\\' AND \(Account.visible(to: actor))
      ORDER BY p.search_key, p.id LIMIT \(limit)
      """
    ) { (try Plan($0), try $0.text(15)) }
  }

  func insert(_ db: Connection) throws {
    try db.run(
      """
      INSERT INTO account_plans (id, account_id, kind, name, search_key, summary, first_day, last_day, currency,
        status, number, version, created_at, changed_at)
      VALUES (\(id), \(account), \(kind), \(name), \(SearchKey.fold(name)), \(summary), \(firstDay), \(lastDay),
        \(currency), \(status), \(number), \(version), \(createdAt), \(changedAt))
      """)
  }

  /// Saves what was changed in the version that was read; refuses where another change came between.
  func replace(_ read: Int, _ db: Connection) throws {
    let done = try db.run(
      """
      UPDATE account_plans SET name = \(name), search_key = \(SearchKey.fold(name)), summary = \(summary),
        first_day = \(firstDay), last_day = \(lastDay), status = \(status), number = \(number), version = \(version),
        changed_at = \(changedAt), signed_at = \(signedAt), signed_by = \(signedBy)
      WHERE id = \(id) AND version = \(read)
      """)
    guard done == 1 else { throw PlanRefusal.changedMeanwhile }
  }

  static func freeze(_ snapshot: PlanSnapshot, by name: String, at now: Date, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO plan_versions (plan_id, number, signed_by, signed_at, snapshot)
      VALUES (\(snapshot.plan.id), \(snapshot.plan.number), \(name), \(now), \(try JSON.text(of: snapshot)))
      """)
  }

  package static func editions(of id: ID<Plan>, _ db: Connection) throws -> [PlanEdition] {
    try db.all(
      "SELECT number, signed_by, signed_at FROM plan_versions WHERE plan_id = \(id) ORDER BY number DESC"
    ) { PlanEdition(number: try $0.int(0), signedBy: try $0.text(1), signedAt: try $0.moment(2)) }
  }

  static func snapshot(_ number: Int, of id: ID<Plan>, _ db: Connection) throws -> PlanSnapshot? {
    try db.first("SELECT snapshot FROM plan_versions WHERE plan_id = \(id) AND number = \(number)") {
      try JSONDecoder().decode(PlanSnapshot.self, from: Data(try $0.text(0).utf8))
    }
  }

  /// What the people named in these items are called.
  static func people(in items: [PlanItem], _ db: Connection) throws -> [String: String] {
    let named = Set(items.compactMap(\.owner))
    return Dictionary(
      try db.all("SELECT id, name FROM users WHERE id IN \(SQL.list(named))") {
        (try $0.text(0), try $0.text(1))
      },
      uniquingKeysWith: { first, _ in first })
  }
}

/// An edition that was signed.
package struct PlanEdition: Codable, Hashable, Sendable {
  package let number: Int
  package let signedBy: String
  package let signedAt: Date
}

/// A plan as it was signed, whole.
package struct PlanSnapshot: Reply, Hashable {
  package let plan: Plan
  package let items: [PlanItem]
  package let waterfall: Waterfall?
}
