import Blueprint
import Foundation
import Kernel
import Secrets
import Storage

extension Session {
  static let columns: SQL =
    "sessions.id, sessions.device, sessions.address, sessions.started_at, sessions.last_seen_at"

  init(_ row: Row) throws {
    id = try row.id(0)
    device = try row.text(1)
    address = try row.text(2)
    startedAt = try row.moment(3)
    lastSeenAt = try row.moment(4)
  }

  /// Begins a session; answers its token.
  static func begin(for user: ID<User>, from client: Client, at now: Date, _ db: Connection) throws -> String
  {
    let token = Entropy.randomToken()
    try db.run(
      """
      INSERT INTO sessions (id, user_id, token_hash, started_at, last_seen_at, address, device)
      VALUES (\(ID<Session>.new(at: now)), \(user), \(SHA256.hex(token)), \(now), \(now), \(client.address),
        \(client.device))
      """)
    return token
  }

  /// Who holds a living session, with their teams: one statement, found by the index on the digest.
  static func holder(of token: String, at now: Date, _ db: Connection) throws -> (Actor, Info)? {
    let rows = try db.all(
      """
      WITH RECURSIVE holder AS (
        SELECT sessions.id, sessions.user_id, sessions.started_at, sessions.last_seen_at, users.theme,
          users.density, users.name, users.role, users.team_id
        FROM sessions JOIN users ON users.id = sessions.user_id
        WHERE sessions.token_hash = \(SHA256.hex(token)) AND users.is_active
          AND sessions.last_seen_at > \(now.addingTimeInterval(-idleLife))
          AND sessions.started_at > \(now.addingTimeInterval(-longestLife))),
      below (id) AS (
        SELECT team_id FROM holder WHERE team_id IS NOT NULL
        UNION SELECT teams.id FROM teams JOIN below ON teams.parent_id = below.id)
      SELECT holder.id, holder.user_id, holder.started_at, holder.last_seen_at, holder.theme, holder.density,
        holder.name, holder.role, below.id
      FROM holder LEFT JOIN below ON 1 = 1 ORDER BY below.id
      """
    ) { row in
      let info = Info(
        id: try row.id(0), user: try row.id(1), startedAt: try row.moment(2), lastSeenAt: try row.moment(3),
        theme: try row.choice(4), density: try row.choice(5))
      return (
        info: info, name: try row.text(6), role: try row.choice(7, as: Role.self), team: try row.textOrNil(8)
      )
    }
    guard let first = rows.first else { return nil }
    let actor = Actor(
      id: ID(first.info.user), name: first.name, role: first.role, scope: .admin,
      teams: rows.compactMap(\.team))
    return (actor, first.info)
  }

  static func touch(_ id: ID<Session>, at now: Date, _ db: Connection) throws {
    let earlier = now.addingTimeInterval(-touchInterval)
    try db.run("UPDATE sessions SET last_seen_at = \(now) WHERE id = \(id) AND last_seen_at <= \(earlier)")
  }

  /// Gives the session another token; false where there is none.
  static func rotate(_ token: String, to new: String, _ db: Connection) throws -> Bool {
    try db.run(
      "UPDATE sessions SET token_hash = \(SHA256.hex(new)) WHERE token_hash = \(SHA256.hex(token))") == 1
  }

  static func find(token: String, _ db: Connection) throws -> ID<Session>? {
    try db.first("SELECT id FROM sessions WHERE token_hash = \(SHA256.hex(token))") { try $0.id(0) }
  }

  static func end(token: String, _ db: Connection) throws {
    try db.run("DELETE FROM sessions WHERE token_hash = \(SHA256.hex(token))")
  }

  static func end(_ id: ID<Session>, of user: ID<User>, _ db: Connection) throws {
    guard try db.run("DELETE FROM sessions WHERE id = \(id) AND user_id = \(user)") == 1 else {
      throw TeamRefusal.notFound("session")
    }
  }

  /// Ends all sessions of a user, or all but one.
  static func end(of user: ID<User>, keeping kept: ID<Session>? = nil, _ db: Connection) throws {
    try db.run("DELETE FROM sessions WHERE user_id = \(user) AND id <> \(kept?.text ?? "")")
  }

  static func living(of user: ID<User>, at now: Date, _ db: Connection) throws -> [Session] {
    try db.all(
      """
      SELECT \(columns) FROM sessions WHERE user_id = \(user) AND \(living(at: now))
      ORDER BY last_seen_at DESC, id DESC
      """
    ) { try Session($0) }
  }

  static func count(of user: ID<User>, at now: Date, _ db: Connection) throws -> Int {
    try db.count("SELECT COUNT(*) FROM sessions WHERE user_id = \(user) AND \(living(at: now))")
  }

  static func deleteExpired(at now: Date, _ db: Connection) throws {
    try db.run(
      """
      DELETE FROM sessions WHERE last_seen_at <= \(now.addingTimeInterval(-idleLife))
        OR started_at <= \(now.addingTimeInterval(-longestLife))
      """)
  }

  private static func living(at now: Date) -> SQL {
    """
    last_seen_at > \(now.addingTimeInterval(-idleLife)) AND started_at > \(now.addingTimeInterval(-longestLife))
    """
  }
}
