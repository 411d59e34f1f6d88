package import Foundation
package import Kernel
package import Storage

extension Context {
  /// Puts work aside for later, in the transaction of what asks for it.
  package func enqueue(
    _ kind: JobKind, _ input: some Encodable, title: String? = nil, subject: String? = nil, _ db: Connection
  ) throws -> ID<Job> {
    let id = ID<Job>.new(at: now)
    _ = try db.run(
      """
      INSERT INTO jobs (id, kind, title, state, done, total, word, input_json, subject, actor_id, actor_name,
        actor_role, created_at, attempts)
      VALUES (\(id), \(kind.name), \(title ?? kind.title), 'queued', 0, 0, '', \(try JSON.text(of: input)),
        \(subject), \(actor.id), \(actor.name), \(actor.role), \(now), 0)
      """)
    return id
  }
}

extension Job {
  package static func find(_ id: ID<Job>, _ db: Connection) throws -> Job? {
    try db.first("SELECT \(columns) FROM jobs WHERE id = \(id)") { try Job($0) }
  }

  /// Newest first; a reader below director sees their own.
  package static func latest(for actor: Actor, limit: Int, _ db: Connection) throws -> [Job] {
    let mine: SQL = actor.seesEverything ? "1 = 1" : "actor_id = \(actor.id)"
    return try db.all("SELECT \(columns) FROM jobs WHERE \(mine) ORDER BY id DESC LIMIT \(limit)") {
      try Job($0)
    }
  }

  package static func running(for actor: Actor, _ db: Connection) throws -> Int {
    let mine: SQL = actor.seesEverything ? "1 = 1" : "actor_id = \(actor.id)"
    return try db.count("SELECT COUNT(*) FROM jobs WHERE state IN ('queued', 'running') AND \(mine)")
  }

  /// Takes the oldest waiting job, or one whose worker fell silent, for `worker`; nil when there is none.
  package static func take(by worker: String, at now: Date, silence: TimeInterval, _ db: Connection) throws
    -> Job?
  {
    let dead = now.addingTimeInterval(-silence)
    let lock: SQL = db.dialect == .postgres ? "FOR UPDATE SKIP LOCKED" : ""
    return try db.first(
      """
      UPDATE jobs SET state = 'running', worker = \(worker), heard_at = \(now), attempts = attempts + 1,
        started_at = COALESCE(started_at, \(now))
      WHERE id = (SELECT id FROM jobs WHERE state = 'queued' OR (state = 'running' AND heard_at < \(dead))
        ORDER BY id LIMIT 1 \(lock))
      RETURNING \(columns)
      """
    ) { try Job($0) }
  }

  /// Notes progress; false once the job is no longer this worker's (cancelled, or taken over).
  package static func heard(
    _ id: ID<Job>, from worker: String, done: Int, total: Int, word: String, at now: Date, _ db: Connection
  ) throws -> Bool {
    try db.run(
      """
      UPDATE jobs SET done = \(done), total = \(total), word = \(word), heard_at = \(now)
      WHERE id = \(id) AND worker = \(worker) AND state = 'running'
      """) == 1
  }

  package static func end(
    _ id: ID<Job>, by worker: String, as state: State, result: String?, problem: String?, at now: Date,
    _ db: Connection
  ) throws {
    _ = try db.run(
      """
      UPDATE jobs SET state = \(state), result_json = \(result), problem = \(problem), ended_at = \(now)
      WHERE id = \(id) AND worker = \(worker) AND state = 'running'
      """)
  }

  package static func cancel(_ id: ID<Job>, at now: Date, _ db: Connection) throws -> Bool {
    try db.run(
      """
      UPDATE jobs SET state = 'cancelled', ended_at = \(now) WHERE id = \(id) AND state IN ('queued', 'running')
      """) == 1
  }

  /// At the start of a worker, the jobs that it was working when it was killed are orphans; where it is the only one,
  /// all running jobs are (`worker` is nil).
  package static func requeueOrphans(of worker: String?, _ db: Connection) throws {
    let mine: SQL = if let worker { "AND worker = \(worker)" } else { "" }
    _ = try db.run("UPDATE jobs SET state = 'queued', worker = NULL WHERE state = 'running' \(mine)")
  }
}
