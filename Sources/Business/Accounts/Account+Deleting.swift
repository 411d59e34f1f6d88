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
}
