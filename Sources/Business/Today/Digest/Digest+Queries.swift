import Blueprint
import Foundation
import Kernel
import Storage

extension Digest {
  static let migration = Migration(
    "2026-11-23.702 today: digests",
    """
    CREATE TABLE today_digest_rhythms (
      actor_id TEXT NOT NULL PRIMARY KEY,
      rhythm TEXT NOT NULL CHECK (rhythm IN ('daily', 'weekly')),
      next_day TEXT NOT NULL
    );
    CREATE INDEX today_digest_rhythms_by_day ON today_digest_rhythms (next_day);
    CREATE TABLE today_digests (
      id TEXT NOT NULL PRIMARY KEY,
      owner_id TEXT NOT NULL,
      day TEXT NOT NULL,
      steps BIGINT NOT NULL,
      body TEXT NOT NULL,
      made_at TEXT NOT NULL
    );
    CREATE INDEX today_digests_by_owner ON today_digests (owner_id, id);
    """)

  static func all(of owner: ID<Actor>, _ db: Connection) throws -> [Digest] {
    try db.all(
      "SELECT id, day, steps, made_at FROM today_digests WHERE owner_id = \(owner) ORDER BY id DESC LIMIT 60"
    ) { Digest(id: try $0.id(0), day: try $0.day(1), steps: try $0.int(2), madeAt: try $0.moment(3)) }
  }

  /// The text of a digest; nil for one that is not the reader's.
  static func body(of id: ID<Digest>, for owner: ID<Actor>, _ db: Connection) throws -> (
    day: Day, text: String
  )? {
    try db.first("SELECT day, body FROM today_digests WHERE id = \(id) AND owner_id = \(owner)") {
      (try $0.day(0), try $0.text(1))
    }
  }

  static func rhythm(of owner: ID<Actor>, _ db: Connection) throws -> Rhythm {
    try db.first("SELECT rhythm FROM today_digest_rhythms WHERE actor_id = \(owner)") { try $0.choice(0) }
      ?? .never
  }

  static func set(_ rhythm: Rhythm, of owner: ID<Actor>, from day: Day, _ db: Connection) throws {
    guard rhythm != .never else {
      try db.run("DELETE FROM today_digest_rhythms WHERE actor_id = \(owner)")
      return
    }
    try db.run(
      """
      INSERT INTO today_digest_rhythms (actor_id, rhythm, next_day) VALUES (\(owner), \(rhythm), \(day))
      ON CONFLICT (actor_id) DO UPDATE SET rhythm = excluded.rhythm, next_day = excluded.next_day
      """)
  }

  /// Keeps a text, and says when the next one is due: always after today, however long nothing ran.
  static func keep(_ text: String, steps: Int, of owner: ID<Actor>, _ context: Context, _ db: Connection)
    throws
    -> Digest
  {
    let one = Digest(id: .new(at: context.now), day: context.today, steps: steps, madeAt: context.now)
    try db.run(
      """
      INSERT INTO today_digests (id, owner_id, day, steps, body, made_at)
      VALUES (\(one.id), \(owner), \(one.day), \(one.steps), \(text), \(one.madeAt))
      """)
    if let days = try rhythm(of: owner, db).days {
      try db.run(
        """
        UPDATE today_digest_rhythms SET next_day = \(context.today.advanced(by: days))
        WHERE actor_id = \(owner) AND next_day <= \(context.today)
        """)
    }
    return one
  }

  /// Who has a digest due and no such job waiting already.
  static func due(_ kind: String, _ context: Context, _ db: Connection) throws -> [ID<Actor>] {
    try db.all(
      """
      SELECT r.actor_id FROM today_digest_rhythms r WHERE r.next_day <= \(context.today)
        AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.kind = \(kind) AND j.actor_id = r.actor_id
          AND (j.state IN ('queued', 'running') OR j.created_at > \(context.now.addingTimeInterval(-3_600))))
      ORDER BY r.actor_id
      """
    ) { try $0.id(0) }
  }
}
