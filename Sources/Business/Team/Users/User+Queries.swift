import Blueprint
import Foundation
package import Kernel
package import Storage

extension User {
  static let columns: SQL = """
    users.id, users.name, users.email, users.role, users.team_id, teams.name, users.is_active,
    users.password_hash IS NOT NULL, users.theme, users.density, users.created_at, users.last_sign_in_at,
    users.version
    """
  static let source: SQL = "FROM users LEFT JOIN teams ON teams.id = users.team_id"

  init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.text(1)
    email = try row.text(2)
    role = try row.choice(3)
    team = try row.idOrNil(4)
    teamName = try row.textOrNil(5)
    isActive = try row.bool(6)
    hasPassword = try row.bool(7)
    theme = try row.choice(8)
    density = try row.choice(9)
    createdAt = try row.moment(10)
    lastSignInAt = try row.momentOrNil(11)
    version = try row.int(12)
  }

  /// The user of this id.
  package static func find(_ id: ID<User>, _ db: Connection) throws -> User? {
    try db.first("SELECT \(columns) \(source) WHERE users.id = \(id)") { try User($0) }
  }

  /// The user with this e-mail address, however it is spelt.
  package static func find(email: String, _ db: Connection) throws -> User? {
    try db.first("SELECT \(columns) \(source) WHERE users.email_key = \(Email.key(email))") { try User($0) }
  }

  static func found(_ id: ID<User>, _ db: Connection) throws -> User {
    guard let user = try find(id, db) else { throw TeamRefusal.notFound("user") }
    return user
  }

  /// Everybody who may sign in, by name: for choices of an owner.
  package static func active(_ db: Connection) throws -> [User] {
    try db.all("SELECT \(columns) \(source) WHERE users.is_active ORDER BY users.search_key, users.id") {
      try User($0)
    }
  }

  /// Users whose name or address holds a folded text.
  static func matching(_ query: String, limit: Int, _ db: Connection) throws -> [User] {
    try db.all(
      """
      SELECT \(columns) \(source) WHERE users.search_key LIKE \(Pattern.containing(query)) ESCAPE '!'
      ORDER BY users.search_key, users.id LIMIT \(limit)
      """
    ) { try User($0) }
  }

  static func count(_ db: Connection) throws -> Int { try db.count("SELECT COUNT(*) FROM users") }

  /// Working administrators besides `id`; they stay so until the transaction ends.
  static func otherAdmins(than id: ID<User>, _ db: Connection) throws -> Int {
    let lock: SQL = db.dialect == .postgres ? "FOR UPDATE" : ""
    let admins = try db.all(
      "SELECT id FROM users WHERE role = 'admin' AND is_active ORDER BY id \(lock)"
    ) { try $0.text(0) }
    return admins.filter { $0 != id.text }.count
  }

  /// Two first runs at once shall not both find the table empty.
  static func lockTable(_ db: Connection) throws {
    if db.dialect == .postgres { try db.run("LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE") }
  }

  func insert(passwordHash: String?, _ db: Connection) throws {
    do {
      try db.run(
        """
        INSERT INTO users (id, name, email, email_key, search_key, role, team_id, password_hash, is_active, theme,
          density, created_at, last_sign_in_at, version)
        VALUES (\(id), \(name), \(email), \(Email.key(email)), \(searchKey), \(role), \(team), \(passwordHash),
          \(isActive), \(theme), \(density), \(createdAt), \(lastSignInAt), \(version))
        """)
    } catch { throw User.refusal(error) }
  }

  func save(_ db: Connection) throws {
    do {
      let saved = try db.run(
        """
        UPDATE users SET name = \(name), email = \(email), email_key = \(Email.key(email)),
          search_key = \(searchKey), role = \(role), team_id = \(team), is_active = \(isActive),
          theme = \(theme), density = \(density), version = \(version)
        WHERE id = \(id) AND version = \(version - 1)
        """)
      guard saved == 1 else { throw TeamRefusal.changedMeanwhile }
    } catch { throw User.refusal(error) }
  }

  static func setPassword(_ id: ID<User>, hash: String, _ db: Connection) throws {
    try db.run("UPDATE users SET password_hash = \(hash) WHERE id = \(id)")
  }

  private var searchKey: String { SearchKey.fold("\(name) \(email)") }

  private static func refusal(_ error: any Error) -> any Error {
    switch error {
    case StorageError.unique: TeamRefusal.emailTaken
    case StorageError.foreignKey: TeamRefusal.unknownTeam
    default: error
    }
  }
}
