import Accounts
import Blueprint
import Foundation
import Kernel
import Storage
import Team

extension StepMark {
  static let migrations: [Migration] = [
    Migration(
      "2026-11-23.700 today: what readers did with steps",
      """
      CREATE TABLE today_marks (
        actor_id TEXT NOT NULL,
        step_key TEXT NOT NULL CHECK (step_key <> ''),
        kind TEXT NOT NULL CHECK (kind IN ('done', 'snoozed', 'delegated')),
        until_day TEXT,
        to_id TEXT,
        made_at TEXT NOT NULL,
        PRIMARY KEY (actor_id, step_key)
      );
      CREATE INDEX today_marks_by_receiver ON today_marks (to_id, step_key);
      """)
  ]

  /// Keeps what the reader did; `open` takes an earlier mark away.
  static func save(
    _ mark: StepMark, to colleague: ID<Actor>?, by actor: ID<Actor>, at now: Date, _ db: Connection
  )
    throws
  {
    guard mark.kind != .open else {
      try db.run("DELETE FROM today_marks WHERE actor_id = \(actor) AND step_key = \(mark.step)")
      return
    }
    try db.run(
      """
      INSERT INTO today_marks (actor_id, step_key, kind, until_day, to_id, made_at)
      VALUES (\(actor), \(mark.step), \(mark.kind), \(mark.until), \(colleague), \(now))
      ON CONFLICT (actor_id, step_key) DO UPDATE SET kind = excluded.kind, until_day = excluded.until_day,
        to_id = excluded.to_id, made_at = excluded.made_at
      """)
  }
}

extension StepMarks {
  init(of actor: ID<Actor>, _ db: Connection) throws {
    let own = try db.all(
      "SELECT step_key, kind, until_day FROM today_marks WHERE actor_id = \(actor) ORDER BY step_key"
    ) { StepMark(step: try $0.text(0), kind: try $0.choice(1), until: try $0.dayOrNil(2)) }
    let given = try db.all(
      """
      SELECT m.step_key, COALESCE(u.name, '') FROM today_marks m LEFT JOIN users u ON u.id = m.actor_id
      WHERE m.to_id = \(actor) ORDER BY m.step_key, m.made_at
      """
    ) { (try $0.text(0), try $0.text(1)) }
    self.own = Dictionary(own.map { ($0.step, $0) }) { first, _ in first }
    handedToReader = Dictionary(given) { _, last in last }
  }
}

extension StepQueue {
  /// Whether a job of one of these kinds is waiting or running.
  static func isSearching(_ kinds: [String], _ db: Connection) throws -> Bool {
    guard !kinds.isEmpty else { return false }
    return try db.count(
      "SELECT COUNT(*) FROM jobs WHERE kind IN \(SQL.list(kinds)) AND state IN ('queued', 'running')") > 0
  }
}

extension StepAccount {
  /// Those of `ids` that `actor` may see.
  static func visible(_ ids: Set<String>, to actor: Actor, _ db: Connection) throws -> [String: StepAccount] {
    guard !ids.isEmpty else { return [:] }
    let found = try db.all(
      """
      SELECT a.id, a.name, a.reach_owner_id FROM accounts a
      WHERE a.id IN \(SQL.list(ids.sorted())) AND \(Account.visible(to: actor)) ORDER BY a.id
      """
    ) { StepAccount(id: try $0.text(0), name: try $0.text(1), isMine: try $0.textOrNil(2) == actor.id.text) }
    return Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
  }
}
