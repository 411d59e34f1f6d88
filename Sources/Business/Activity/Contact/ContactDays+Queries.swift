import Accounts
import Blueprint
import Catalog
import Kernel
import People
import Storage

/// When somebody of ours last was in contact with an account or anything below it, kept as it happens.
enum ContactDays {
  /// Notes contact with an account and with all above it.
  static func note(_ account: ID<Account>, on day: Day, _ db: Connection) throws {
    try db.run(
      """
      WITH RECURSIVE up(id, depth) AS (
        SELECT id, 0 FROM accounts WHERE id = \(account)
        UNION ALL SELECT COALESCE(q.merged_into, q.parent_id), up.depth + 1 FROM accounts q JOIN up ON q.id = up.id
        WHERE COALESCE(q.merged_into, q.parent_id) IS NOT NULL AND up.depth < 100
      )
      INSERT INTO account_contacts (account_id, last_day) SELECT DISTINCT id, \(day) FROM up WHERE 1 = 1
      ON CONFLICT (account_id) DO UPDATE SET last_day = CASE
        WHEN excluded.last_day > account_contacts.last_day THEN excluded.last_day ELSE account_contacts.last_day END
      """)
  }

  /// All of it anew: after a deletion, after accounts moved, after a bulk load.
  static func rebuild(on today: Day, _ db: Connection) throws {
    let last = try db.all(
      """
      SELECT account_id, MAX(on_day) FROM interactions WHERE is_contact AND on_day <= \(today) GROUP BY account_id
      """
    ) { (try $0.id(0, as: Account.self), try $0.day(1)) }
    let above = try db.all("SELECT id, COALESCE(merged_into, parent_id) FROM accounts") {
      (try $0.id(0, as: Account.self), try $0.idOrNil(1, as: Account.self))
    }
    let parents = Dictionary(uniqueKeysWithValues: above)
    var days: [ID<Account>: Day] = [:]
    for (account, day) in last {
      var place: ID<Account>? = account, steps = 0
      while let id = place, steps < 100 {
        days[id] = max(days[id] ?? day, day)
        place = parents[id] ?? nil
        steps += 1
      }
    }
    try db.run("DELETE FROM account_contacts")
    try db.insertMany(
      into: "account_contacts", columns: ["account_id", "last_day"],
      rows: days.sorted { $0.key < $1.key }.map { [$0.key.value, $0.value.value] })
  }
}
