import Accounts
import Blueprint
import Storage

extension DriverTree {
  /// The accounts that the actor may see, as the tree is today.
  static func accounts(for actor: Actor, _ db: Connection) throws -> DriverTree {
    DriverTree(
      try db.all(
        """
        SELECT a.number, a.id, a.name, p.number, a.is_provisional, a.kind FROM accounts a
        LEFT JOIN accounts p ON p.id = COALESCE(a.merged_into, a.parent_id)
        WHERE \(Account.visible(to: actor)) ORDER BY a.number
        """
      ) { row in
        let kind: Account.Kind = try row.choice(5)
        return DriverNode(
          number: Int32(try row.int(0)), id: try row.text(1), name: try row.text(2),
          parent: try row.intOrNil(3).map { Int32($0) }, isProvisional: try row.bool(4), isSite: kind.isSite)
      })
  }

  static func products(_ db: Connection) throws -> DriverTree {
    DriverTree(
      try db.all(
        """
        SELECT q.number, q.id, q.name, p.number, q.is_provisional FROM products q
        LEFT JOIN products p ON p.id = q.parent_id ORDER BY q.number
        """
      ) { row in
        DriverNode(
          number: Int32(try row.int(0)), id: try row.text(1), name: try row.text(2),
          parent: try row.intOrNil(3).map { Int32($0) }, isProvisional: try row.bool(4), isSite: false)
      })
  }
}
