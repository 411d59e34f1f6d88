import Blueprint
import Foundation
import Kernel
import Secrets
import Storage

extension Token {
  static let columns: SQL = """
    tokens.id, tokens.name, tokens.start, tokens.scope, tokens.created_at, tokens.expires_at, tokens.last_used_at,
    tokens.revoked_at
    """

  init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.text(1)
    start = try row.text(2)
    scope = try row.choice(3)
    createdAt = try row.moment(4)
    expiresAt = try row.moment(5)
    lastUsedAt = try row.momentOrNil(6)
    revokedAt = try row.momentOrNil(7)
  }

  static func find(_ id: ID<Token>, of user: ID<User>, _ db: Connection) throws -> Token {
    let token = try db.first(
      "SELECT \(columns) FROM tokens WHERE id = \(id) AND user_id = \(user)"
    ) { try Token($0) }
    guard let token else { throw TeamRefusal.notFound("token") }
    return token
  }

  /// Who stands behind a living token, with their teams: one statement, found by the index on the digest.
  static func holder(
    of text: String, at now: Date, _ db: Connection
  ) throws -> (id: ID<Token>, actor: Actor, lastUsedAt: Date?)? {
    let rows = try db.all(
      """
      WITH RECURSIVE holder AS (
        SELECT tokens.id, tokens.user_id, tokens.name AS token_name, tokens.scope, tokens.last_used_at, users.name,
          users.role, users.team_id
        FROM tokens JOIN users ON users.id = tokens.user_id
        WHERE tokens.token_hash = \(SHA256.hex(text)) AND tokens.revoked_at IS NULL AND tokens.expires_at > \(now)
          AND users.is_active),
      below (id) AS (
        SELECT team_id FROM holder WHERE team_id IS NOT NULL
        UNION SELECT teams.id FROM teams JOIN below ON teams.parent_id = below.id)
      SELECT holder.id, holder.user_id, holder.token_name, holder.scope, holder.last_used_at, holder.name,
        holder.role, below.id
      FROM holder LEFT JOIN below ON 1 = 1 ORDER BY below.id
      """
    ) { row in
      (
        id: try row.id(0, as: Token.self), user: try row.id(1, as: Actor.self), token: try row.text(2),
        scope: try row.choice(3, as: Actor.Scope.self), lastUsedAt: try row.momentOrNil(4),
        name: try row.text(5),
        role: try row.choice(6, as: Role.self), team: try row.textOrNil(7)
      )
    }
    guard let first = rows.first else { return nil }
    let actor = Actor(
      id: first.user, name: "\(first.name) (\(first.token))", role: role(first.role, first.scope),
      scope: first.scope,
      teams: rows.compactMap(\.team))
    return (first.id, actor, first.lastUsedAt)
  }

  func insert(for user: ID<User>, text: String, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO tokens (id, user_id, name, start, token_hash, scope, created_at, expires_at)
      VALUES (\(id), \(user), \(name), \(start), \(SHA256.hex(text)), \(scope), \(createdAt), \(expiresAt))
      """)
  }

  static func touch(_ id: ID<Token>, at now: Date, _ db: Connection) throws {
    try db.run("UPDATE tokens SET last_used_at = \(now) WHERE id = \(id)")
  }

  static func revoke(_ id: ID<Token>, at now: Date, _ db: Connection) throws {
    try db.run("UPDATE tokens SET revoked_at = \(now) WHERE id = \(id) AND revoked_at IS NULL")
  }

  static func revokeAll(of user: ID<User>, at now: Date, _ db: Connection) throws {
    try db.run("UPDATE tokens SET revoked_at = \(now) WHERE user_id = \(user) AND revoked_at IS NULL")
  }

  static func count(of user: ID<User>, at now: Date, _ db: Connection) throws -> Int {
    try db.count(
      "SELECT COUNT(*) FROM tokens WHERE user_id = \(user) AND revoked_at IS NULL AND expires_at > \(now)")
  }
}
