package import Blueprint
import Foundation
package import Kernel
import Storage

extension Account {
  /// Deletes an account that nothing refers to.
  package static func delete(_ id: ID<Account>, _ context: Context) async throws {
    try await context.write { db in
      let account = try find(id, for: context.actor, db)
      if let words = try references(to: account, db) { throw AccountRefusal.referred(words) }
      try addSites(-account.siteCount, from: account.parent, db)
      do { try delete([id], db) } catch StorageError.foreignKey {
        throw AccountRefusal.referred("sales or other records refer to it")
      }
      try touchTree(db)
      try context.publish(wasDeleted, id, before: ["name": account.name], db)
    }
  }

  /// What of our own refers to an account, in words; nil: nothing.
  private static func references(to account: Account, _ db: Connection) throws -> String? {
    let children = try db.count("SELECT COUNT(DISTINCT account_id) FROM account_parents WHERE parent_id = \(account.id)")
    if children > 0 { return children == 1 ? "one account hangs or hung below it" : "\(children) accounts hang or hung below it" }
    let merges = try db.count(
      "SELECT COUNT(*) FROM account_merges WHERE kept_id = \(account.id) OR merged_id = \(account.id)")
    return merges > 0 ? "it took part in a merge, which its history keeps" : nil
  }
}
