package import Blueprint
import Foundation
import Kernel
import Storage

/// Keeps parent, owner, team and site count on the accounts in step with the tree of today.
extension Account {
  /// The whole tree at once: after merges and imports, and on the day a planned move takes effect.
  static func settleTree(on today: Day, _ db: Connection) throws {
    let accounts = try all(db)
    try save(settled(accounts, links: try ParentLink.all(db), on: today), db)
    try touchTree(db)
    try setTreeDay(today, db)
  }

  /// Owner and team from one account downwards.
  static func settleReach(below account: Account, _ db: Connection) throws {
    let parent = try account.parent.flatMap { try stored($0, db) }
    try save(reached(try subtree(of: account.id, db), from: parent), db)
  }

  /// Adds to the site count of an account and of all above it today.
  static func addSites(_ count: Int, from id: ID<Account>?, _ db: Connection) throws {
    guard let id, count != 0 else { return }
    try db.run(
      """
      UPDATE accounts SET site_count = site_count + \(count) WHERE id IN (
        WITH RECURSIVE up(id) AS (
          SELECT id FROM accounts WHERE id = \(id)
          UNION SELECT q.parent_id FROM accounts q JOIN up ON q.id = up.id WHERE q.parent_id IS NOT NULL
        )
        SELECT id FROM up)
      """)
  }

  /// An account whoever asks; only for what the platform itself keeps.
  static func stored(_ id: ID<Account>, _ db: Connection) throws -> Account? {
    try db.first("SELECT \(columns) FROM accounts a WHERE a.id = \(id)") { try Account($0) }
  }

  /// Brings the accounts to today's tree where a planned move has come due. Cheap when none has.
  package static func catchUp(_ context: Context) async throws {
    let today = context.today
    let isDue = try await context.read { db in
      guard let settledOn = try treeDay(db), settledOn != today else { return false }
      return try hasTreeChange(after: min(settledOn, today), until: max(settledOn, today), db)
    }
    if isDue { try await context.database.write { try settleTree(on: today, $0) } }
  }
}
