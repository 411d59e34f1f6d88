import Blueprint
import Catalog
import Foundation
package import Kernel
package import Storage

/// All SQL about where accounts hang.
extension ParentLink {
  static let columns: SQL = "l.account_id, l.parent_id, l.first_day, l.last_day"

  init(_ row: Row) throws {
    self.init(
      account: try row.id(0), parent: try row.id(1), firstDay: try row.day(2), lastDay: try row.day(3))
  }

  /// Every link of the tree, past and to come.
  package static func all(_ db: Connection) throws -> [ParentLink] {
    try db.all("SELECT \(columns) FROM account_parents l ORDER BY l.account_id, l.first_day") {
      try ParentLink($0)
    }
  }

  package static func of(_ account: ID<Account>, _ db: Connection) throws -> [ParentLink] {
    try db.all(
      "SELECT \(columns) FROM account_parents l WHERE l.account_id = \(account) ORDER BY l.first_day"
    ) {
      try ParentLink($0)
    }
  }

  static func of(accounts: [ID<Account>], _ db: Connection) throws -> [ParentLink] {
    try accounts.chunked(by: 500).flatMap { batch in
      try db.all(
        """
        SELECT \(columns) FROM account_parents l WHERE l.account_id IN \(SQL.list(batch))
        ORDER BY l.account_id, l.first_day
        """
      ) { try ParentLink($0) }
    }
  }

  static func below(_ parent: ID<Account>, _ db: Connection) throws -> [ParentLink] {
    try db.all(
      "SELECT \(columns) FROM account_parents l WHERE l.parent_id = \(parent) ORDER BY l.account_id, l.first_day"
    ) { try ParentLink($0) }
  }

  /// The links that decide whether hanging `account` below `parent` would close a circle: all that stand above
  /// the parent on any day.
  static func above(_ parent: ID<Account>, _ db: Connection) throws -> [ParentLink] {
    try db.all(
      """
      WITH RECURSIVE up(id) AS (
        SELECT id FROM accounts WHERE id = \(parent)
        UNION SELECT q.parent_id FROM account_parents q JOIN up ON q.account_id = up.id
      )
      SELECT \(columns) FROM up JOIN account_parents l ON l.account_id = up.id ORDER BY l.account_id, l.first_day
      """
    ) { try ParentLink($0) }
  }

  /// Puts `links` in the place of all that the accounts had.
  static func replace(of accounts: [ID<Account>], by links: [ParentLink], _ db: Connection) throws {
    for batch in accounts.chunked(by: 500) {
      try db.run("DELETE FROM account_parents WHERE account_id IN \(SQL.list(batch))")
    }
    try insert(links, db)
  }

  static func insert(_ links: [ParentLink], _ db: Connection) throws {
    try db.insertMany(
      into: "account_parents", columns: ["account_id", "parent_id", "first_day", "last_day"],
      rows: links.lazy.map { [$0.account.value, $0.parent.value, $0.firstDay.value, $0.lastDay.value] })
  }
}

extension Account {
  /// The subtree of today: the account itself first, then all below it, parents before children.
  package static func subtree(of id: ID<Account>, _ db: Connection) throws -> [Account] {
    try db.all(
      """
      WITH RECURSIVE below(id, depth) AS (
        SELECT id, 0 FROM accounts WHERE id = \(id)
        UNION ALL SELECT q.id, below.depth + 1 FROM accounts q JOIN below ON q.parent_id = below.id
      )
      SELECT \(columns) FROM below JOIN accounts a ON a.id = below.id ORDER BY below.depth, a.number
      """
    ) { try Account($0) }
  }

  /// The numbers of an account and all below it on a day, merged accounts included: what a sum of its facts covers.
  package static func numbers(below id: ID<Account>, on day: Day, _ db: Connection) throws -> [Int64] {
    let hung: SQL = "l.first_day <= \(day) AND l.last_day >= \(day) AND c.merged_into IS NULL"
    // PostgreSQL lets a recursion be named once; SQLite would gather all links of the company for that, so it steps
    // from parent to child by two terms.
    let step: SQL =
      db.dialect == .postgres
      ? """
      UNION SELECT q.id FROM below JOIN (
        SELECT l.account_id AS id, l.parent_id AS parent FROM account_parents l
        JOIN accounts c ON c.id = l.account_id WHERE \(hung)
        UNION ALL SELECT m.id, m.merged_into FROM accounts m WHERE m.merged_into IS NOT NULL
      ) q ON q.parent = below.id
      """
      : """
      UNION SELECT l.account_id FROM below CROSS JOIN account_parents l CROSS JOIN accounts c
        WHERE l.parent_id = below.id AND c.id = l.account_id AND \(hung)
      UNION SELECT m.id FROM below CROSS JOIN accounts m WHERE m.merged_into = below.id
      """
    return try db.all(
      """
      WITH RECURSIVE below(id) AS (SELECT id FROM accounts WHERE id = \(id) \(step))
      SELECT a.number FROM below JOIN accounts a ON a.id = below.id ORDER BY a.number
      """
    ) { try $0.int64(0) }
  }

  /// Changes whenever an account is made, moved, merged or deleted: who keeps a tree in memory compares it.
  package static func treeStamp(_ db: Connection) throws -> Int64 {
    try db.first("SELECT value FROM settings WHERE name = 'accounts.tree'") { Int64(try $0.text(0)) }.flatMap
    { $0 }
      ?? 0
  }

  /// Draws a new stamp: one that no other state of this or another database has had.
  static func touchTree(_ db: Connection) throws {
    try set("accounts.tree", String(Int64.random(in: 1...Int64.max)), db)
  }

  /// The day for which the parents, owners and counts kept on the accounts hold.
  package static func treeDay(_ db: Connection) throws -> Day? {
    try db.first("SELECT value FROM settings WHERE name = 'accounts.tree-day'") { Day(try $0.text(0)) }
      .flatMap { $0 }
  }

  static func setTreeDay(_ day: Day, _ db: Connection) throws {
    try set("accounts.tree-day", day.description, db)
  }

  private static func set(_ name: String, _ value: String, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO settings (name, value) VALUES (\(name), \(value))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }

  /// Whether any link begins or ends between two days, so that what is kept on the accounts is out of date.
  static func hasTreeChange(after old: Day, until today: Day, _ db: Connection) throws -> Bool {
    try db.first(
      """
      SELECT 1 WHERE EXISTS (SELECT 1 FROM account_parents WHERE first_day > \(old) AND first_day <= \(today))
        OR EXISTS (SELECT 1 FROM account_parents WHERE last_day >= \(old) AND last_day < \(today))
      """
    ) { _ in true } ?? false
  }
}
