package import Blueprint
import Catalog
import Foundation
package import Kernel
package import Storage

extension AccountRecord {
  package static func find(_ id: ID<Account>, for actor: Actor, _ db: Connection) throws -> AccountRecord {
    let found = try db.first(
      """
      SELECT \(Account.columns), o.name, t.name FROM accounts a LEFT JOIN users o ON o.id = a.reach_owner_id
      LEFT JOIN teams t ON t.id = a.reach_team_id WHERE a.id = \(id) AND \(Account.visible(to: actor))
      """
    ) { row in
      let width = Account.fields.count
      return (account: try Account(row), owner: try row.textOrNil(width), team: try row.textOrNil(width + 1))
    }
    guard let found else { throw AccountRefusal.notThere }
    return AccountRecord(
      account: found.account, owner: found.owner, team: found.team,
      path: found.account.parent == nil ? [] : try Account.path(to: id, for: actor, db).map(Place.init),
      children: try Account.children(of: id, for: actor, limit: mostChildren, db).map(Place.init),
      codes: try Account.aliases(of: id, db), merges: try AccountMerge.into(id, db),
      fields: try CustomRecord.of(id, Account.ownFields, db))
  }
}

extension AccountBranch {
  /// The tree below an account on a day, level by level, so that a cut leaves whole upper levels.
  package static func find(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> AccountBranch {
    _ = try Account.find(wanted.id, for: context.actor, db)
    let day = wanted.on ?? context.today, limit = min(max(wanted.limit ?? 500, 1), 5_000)
    var nodes = try db.all(
      """
      WITH RECURSIVE below(id, parent, depth) AS (
        SELECT id, parent_id, 0 FROM accounts WHERE id = \(wanted.id)
        UNION ALL SELECT l.account_id, l.parent_id, below.depth + 1 FROM account_parents l
        JOIN below ON l.parent_id = below.id WHERE l.first_day <= \(day) AND l.last_day >= \(day)
      )
      SELECT a.id, a.number, a.name, a.kind, below.parent, below.depth, a.site_count
      FROM below JOIN accounts a ON a.id = below.id
      WHERE a.merged_into IS NULL AND \(Account.visible(to: context.actor))
      ORDER BY below.depth, a.search_key, a.id LIMIT \(limit + 1)
      """
    ) { row in
      Node(
        id: try row.id(0), number: try row.int64(1), name: try row.text(2), kind: try row.choice(3),
        parent: try row.idOrNil(4), depth: try row.int(5), sites: try row.int(6))
    }
    let isCut = nodes.count > limit
    if isCut { nodes.removeLast() }
    return AccountBranch(on: day, nodes: nodes, isCut: isCut)
  }
}

extension AccountHistory {
  package static func find(_ id: ID<Account>, for actor: Actor, _ db: Connection) throws -> AccountHistory {
    _ = try Account.find(id, for: actor, db)
    let parents = try db.all(
      """
      SELECT a.name, l.first_day, l.last_day FROM account_parents l JOIN accounts a ON a.id = l.parent_id
      WHERE l.account_id = \(id) AND \(Account.visible(to: actor)) ORDER BY l.first_day DESC
      """
    ) { Parent(parent: try $0.text(0), firstDay: try $0.day(1), lastDay: try $0.day(2)) }
    return AccountHistory(events: try Event.history(of: id.text, db), parents: parents)
  }
}
