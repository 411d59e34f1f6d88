import Accounts
package import Blueprint
import Foundation
import Kernel
package import Storage

/// All SQL about requests for another target.
extension TargetRequest {
  private init(_ row: Row) throws {
    id = try row.id(0)
    node = try row.id(1)
    set = try row.id(2)
    name = try row.textOrNil(3) ?? "Company"
    account = try row.idOrNil(4)
    metric = try row.choice(5)
    currency = try row.currency(6)
    year = try row.int(7)
    source = try row.choice(8)
    before = try row.int64(9)
    asked = try row.int64(10)
    reason = try row.text(11)
    askedBy = try row.id(12)
    askedByName = try row.text(13)
    askedAt = try row.moment(14)
    status = try row.choice(15)
    decidedByName = try row.textOrNil(16)
    decidedAt = try row.momentOrNil(17)
    note = try row.text(18)
  }

  /// Requests about targets that the actor may see, the newest first; of all states when none is named.
  package static func all(_ status: Status?, for actor: Actor, _ db: Connection) throws -> [TargetRequest] {
    let only: SQL = status.map { "q.status = \($0)" } ?? "1 = 1"
    return try read(only, for: actor, db)
  }

  static func find(_ id: ID<TargetRequest>, for actor: Actor, _ db: Connection) throws -> TargetRequest {
    guard let found = try read("q.id = \(id)", for: actor, db).first else {
      throw TargetRefusal.notThere("request")
    }
    return found
  }

  private static func read(_ condition: SQL, for actor: Actor, _ db: Connection) throws -> [TargetRequest] {
    try db.all(
      """
      SELECT q.id, q.node_id, n.set_id, COALESCE(t.name, u.name, p.name, a.name),
        CASE WHEN n.kind IN ('account', 'product') THEN n.account_id END, s.metric, s.currency, s.year, q.source,
        q.before_amount, q.asked_amount, q.reason, q.asked_by, q.asked_by_name, q.asked_at, q.status,
        q.decided_by_name, q.decided_at, q.note
      FROM target_requests q JOIN target_nodes n ON n.id = q.node_id JOIN target_sets s ON s.id = n.set_id
      LEFT JOIN teams t ON t.id = n.team_id LEFT JOIN users u ON u.id = n.user_id
      LEFT JOIN accounts a ON a.id = n.account_id LEFT JOIN products p ON p.id = n.product_id
      WHERE \(condition) AND \(TargetNode.visible(to: actor)) ORDER BY q.id DESC LIMIT 500
      """
    ) { try TargetRequest($0) }
  }

  static func insert(
    _ id: ID<TargetRequest>, _ input: New, before: Int64, asked: Int64, _ context: Context, _ db: Connection
  ) throws {
    try db.run(
      """
      INSERT INTO target_requests (id, node_id, source, before_amount, asked_amount, reason, asked_by, asked_by_name,
        asked_at, status, note)
      VALUES (\(id), \(input.id), \(input.from), \(before), \(asked), \(input.reason), \(context.actor.id),
        \(context.actor.name), \(context.now), \(Status.open), '')
      """)
  }

  func decide(_ status: Status, note: String, _ context: Context, _ db: Connection) throws {
    let done = try db.run(
      """
      UPDATE target_requests SET status = \(status), note = \(note), decided_by = \(context.actor.id),
        decided_by_name = \(context.actor.name), decided_at = \(context.now)
      WHERE id = \(id) AND status = \(Status.open)
      """)
    guard done == 1 else { throw TargetRefusal.decided }
  }
}
