import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Sales
import Storage
import Team

extension CategoryOpportunity {
  static let migration = Migration(
    "2026-11-23.60 categories: opportunities",
    """
    CREATE TABLE category_opportunities (
      reader TEXT NOT NULL,
      account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
      product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
      kind TEXT NOT NULL CHECK (kind IN ('gap', 'voids')),
      currency TEXT NOT NULL,
      value BIGINT NOT NULL CHECK (value > 0),
      reckoning TEXT NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (reader, account_id, product_id, kind)
    );
    CREATE INDEX category_opportunities_by_worth ON category_opportunities (reader, value);
    CREATE INDEX category_opportunities_by_account ON category_opportunities (account_id);
    CREATE INDEX category_opportunities_by_product ON category_opportunities (product_id);
    CREATE TABLE category_marks (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
    """)

  /// Who sees everything shares one set of figures; everybody else has their own, made of what they may see.
  static func reader(_ actor: Actor) -> String { actor.seesEverything ? "" : actor.id.text }

  /// Everybody whose figures are to be kept: one who sees everything, and each user who does not.
  static func readers(_ db: Connection) throws -> [Actor] {
    let users = try db.all(
      "SELECT id FROM users WHERE is_active AND role NOT IN ('director', 'admin') ORDER BY id"
    ) { try $0.id(0, as: Actor.self) }
    return [.commandLine] + (try users.compactMap { try User.actor($0, db) })
  }

  /// The dearest of what a reader may know.
  static func found(by actor: Actor, limit: Int, _ db: Connection) throws -> [CategoryOpportunity] {
    try db.all(
      """
      SELECT o.kind, o.account_id, o.product_id, p.name, o.currency, o.value, o.reckoning, o.reason
      FROM category_opportunities o JOIN accounts a ON a.id = o.account_id JOIN products p ON p.id = o.product_id
      WHERE o.reader = \(reader(actor)) AND \(Account.visible(to: actor))
      ORDER BY o.value DESC, o.account_id, o.product_id, o.kind LIMIT \(limit)
      """
    ) { row in
      CategoryOpportunity(
        kind: try row.choice(0), account: try row.text(1), category: try row.id(2),
        categoryName: try row.text(3),
        currency: try row.currency(4), value: try row.int64(5), reckoning: try row.text(6),
        reason: try row.text(7))
    }
  }

  /// Replaces what one reader's figures were.
  static func keep(_ found: [CategoryOpportunity], for actor: Actor, _ db: Connection) throws {
    try db.run("DELETE FROM category_opportunities WHERE reader = \(reader(actor))")
    try db.insertMany(
      into: "category_opportunities",
      columns: ["reader", "account_id", "product_id", "kind", "currency", "value", "reckoning", "reason"],
      rows: found.map { one in
        [
          reader(actor).value, one.account.value, one.category.value, one.kind.value, one.currency.code.value,
          one.value.value, one.reckoning.value, one.reason.value,
        ]
      })
  }

  static func mark(_ db: Connection) throws -> String? {
    try db.first("SELECT value FROM category_marks WHERE name = 'data'") { try $0.text(0) }
  }

  static func setMark(_ state: String, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO category_marks (name, value) VALUES ('data', \(state))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }
}
