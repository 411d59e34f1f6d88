import Blueprint
import Catalog
import Foundation
package import Kernel
package import Storage

extension AccountMerge {
  private static let columns: SQL =
    "m.id, m.kept_id, m.merged_id, m.moved_json, m.actor_name, m.merged_at, m.undone_at"

  private init(_ row: Row) throws {
    id = try row.id(0)
    kept = try row.id(1)
    merged = try row.id(2)
    moved = try JSONDecoder().decode(Moved.self, from: Data(try row.text(3).utf8))
    actor = try row.text(4)
    mergedAt = try row.moment(5)
    undoneAt = try row.momentOrNil(6)
  }

  static func find(_ id: ID<AccountMerge>, _ db: Connection) throws -> AccountMerge {
    guard
      let found = try db.first(
        "SELECT \(columns) FROM account_merges m WHERE m.id = \(id)", { try AccountMerge($0) })
    else { throw AccountRefusal.mergeNotThere }
    return found
  }

  /// The merges into an account that still hold, newest first.
  package static func into(_ id: ID<Account>, _ db: Connection) throws -> [AccountMerge] {
    try db.all(
      "SELECT \(columns) FROM account_merges m WHERE m.kept_id = \(id) AND m.undone_at IS NULL ORDER BY m.id DESC"
    ) { try AccountMerge($0) }
  }

  static func insert(_ merge: AccountMerge, by actor: String, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO account_merges (id, kept_id, merged_id, moved_json, actor_id, actor_name, merged_at)
      VALUES (\(merge.id), \(merge.kept), \(merge.merged), \(try JSON.text(of: merge.moved)), \(actor),
        \(merge.actor), \(merge.mergedAt))
      """)
  }

  static func end(_ id: ID<AccountMerge>, at moment: Date, _ db: Connection) throws {
    try db.run("UPDATE account_merges SET undone_at = \(moment) WHERE id = \(id)")
  }

  /// Hangs what hung on one account on another.
  static func rehang(from old: ID<Account>, to new: ID<Account>, _ db: Connection) throws {
    try db.run("UPDATE account_parents SET parent_id = \(new) WHERE parent_id = \(old)")
    try Account.moveAliases(of: old, to: new, db)
  }

  /// Hangs back what a merge moved, where it still hangs as the merge left it.
  static func hangBack(_ merge: AccountMerge, _ db: Connection) throws {
    for batch in merge.moved.links.chunked(by: 300) {
      let keys = SQL.joined(
        batch.map { "(account_id = \($0.account) AND first_day = \($0.firstDay))" }, separator: " OR ")
      try db.run(
        "UPDATE account_parents SET parent_id = \(merge.merged) WHERE parent_id = \(merge.kept) AND (\(keys))"
      )
    }
    for batch in merge.moved.codes.chunked(by: 300) {
      let keys = SQL.joined(
        batch.map { "(source = \($0.source) AND code = \($0.code) AND first_day = \($0.firstDay))" },
        separator: " OR ")
      try db.run(
        "UPDATE account_aliases SET account_id = \(merge.merged) WHERE account_id = \(merge.kept) AND (\(keys))"
      )
    }
  }
}
