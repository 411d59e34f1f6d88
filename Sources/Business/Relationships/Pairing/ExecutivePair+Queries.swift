import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import People
import Storage

extension ExecutivePair {
  static func lines(
    of account: ID<Account>?, until day: Day, for actor: Actor, _ db: Connection
  ) throws -> [Line] {
    let which: SQL = account.map { "e.account_id = \($0)" } ?? "1 = 1"
    return try db.all(
      """
      SELECT e.id, e.account_id, e.person_id, e.user_id, e.every_days, p.name, u.name, a.name, (
        SELECT MAX(i.on_day) FROM interaction_persons x JOIN interactions i ON i.id = x.interaction_id
        WHERE x.person_id = e.person_id AND x.is_contact AND i.owner_id = e.user_id AND x.on_day <= \(day))
      FROM executive_pairs e JOIN accounts a ON a.id = e.account_id JOIN persons p ON p.id = e.person_id
      JOIN users u ON u.id = e.user_id
      WHERE \(which) AND p.erased_at IS NULL AND p.merged_into IS NULL AND \(Account.visible(to: actor)) ORDER BY e.id
      """
    ) { row in
      let pair = ExecutivePair(
        id: try row.id(0), account: try row.id(1), person: try row.id(2), user: try row.id(3),
        everyDays: try row.int(4))
      let last = try row.dayOrNil(8)
      return Line(
        pair: pair, personName: try row.text(5), userName: try row.text(6), accountName: try row.text(7),
        last: last,
        due: last?.advanced(by: pair.everyDays) ?? day)
    }
  }

  static func insert(_ one: ExecutivePair, at moment: Date, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO executive_pairs (id, account_id, person_id, user_id, every_days, created_at)
      VALUES (\(one.id), \(one.account), \(one.person), \(one.user), \(one.everyDays), \(moment))
      """)
  }

  static func delete(_ id: ID<ExecutivePair>, of account: ID<Account>, _ db: Connection) throws -> Bool {
    try db.run("DELETE FROM executive_pairs WHERE id = \(id) AND account_id = \(account)") == 1
  }

  static func userName(_ id: ID<Actor>, _ db: Connection) throws -> String? {
    try db.first("SELECT name FROM users WHERE id = \(id) AND is_active") { try $0.text(0) }
  }
}
