import Blueprint
import Catalog
package import Kernel
package import Storage

/// Who may find what hangs on accounts, as the one search marks it.
extension Account {
  private static let reach = Reach.marks(ownerColumn: "a.reach_owner_id", teamColumn: "a.reach_team_id")

  /// The marks of some accounts.
  package static func reaches(of ids: some Sequence<ID<Account>>, _ db: Connection) throws -> [ID<Account>:
    String]
  {
    var found: [ID<Account>: String] = [:]
    for batch in Array(Set(ids)).chunked(by: 500) {
      let rows = try db.all("SELECT a.id, \(reach) FROM accounts a WHERE a.id IN \(SQL.list(batch))") {
        (try $0.id(0, as: Account.self), try $0.text(1))
      }
      found.merge(rows) { _, new in new }
    }
    return found
  }

  /// Entries of the search go with their account to whoever sees it now.
  static func followReach(of ids: [ID<Account>], _ db: Connection) throws {
    try SearchEntry.follow(
      ids.map(\.text), reach: "SELECT \(reach) FROM accounts a WHERE a.id = search_entries.account_id", db)
  }
}
