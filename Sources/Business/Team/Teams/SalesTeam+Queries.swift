import Blueprint
package import Kernel
package import Storage

extension SalesTeam {
  private static let columns: SQL = "id, name, kind, parent_id, version"

  private init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.text(1)
    kind = try row.choice(2)
    parent = try row.idOrNil(3)
    version = try row.int(4)
  }

  package static func find(_ id: ID<SalesTeam>, _ db: Connection) throws -> SalesTeam? {
    try db.first("SELECT \(columns) FROM teams WHERE id = \(id)") { try SalesTeam($0) }
  }

  /// Every team, by name.
  package static func all(_ db: Connection) throws -> [SalesTeam] {
    try db.all("SELECT \(columns) FROM teams ORDER BY search_key, id") { try SalesTeam($0) }
  }

  static func found(_ id: ID<SalesTeam>, _ db: Connection) throws -> SalesTeam {
    guard let team = try find(id, db) else { throw TeamRefusal.notFound("team") }
    return team
  }

  static func tree(_ db: Connection) throws -> TeamTree {
    let members = try db.all(
      "SELECT team_id, COUNT(*) FROM users WHERE team_id IS NOT NULL AND is_active GROUP BY team_id"
    ) { (try $0.id(0, as: SalesTeam.self), try $0.int(1)) }
    return TeamTree(teams: try all(db), members: Dictionary(uniqueKeysWithValues: members))
  }

  /// The team and all below it.
  package static func withThoseBelow(_ id: ID<SalesTeam>, _ db: Connection) throws -> [ID<SalesTeam>] {
    try db.all(
      """
      WITH RECURSIVE below (id) AS (
        SELECT id FROM teams WHERE id = \(id)
        UNION SELECT teams.id FROM teams JOIN below ON teams.parent_id = below.id)
      SELECT id FROM below ORDER BY id
      """
    ) { try $0.id(0) }
  }

  /// Two moves at once could close a ring that neither of them saw.
  static func lockTree(_ db: Connection) throws {
    if db.dialect == .postgres { try db.run("LOCK TABLE teams IN SHARE ROW EXCLUSIVE MODE") }
  }

  func insert(_ db: Connection) throws {
    try db.run(
      """
      INSERT INTO teams (id, name, search_key, kind, parent_id, version)
      VALUES (\(id), \(name), \(SearchKey.fold(name)), \(kind), \(parent), \(version))
      """)
  }

  func save(_ db: Connection) throws {
    let saved = try db.run(
      """
      UPDATE teams SET name = \(name), search_key = \(SearchKey.fold(name)), kind = \(kind), parent_id = \(parent),
        version = \(version)
      WHERE id = \(id) AND version = \(version - 1)
      """)
    guard saved == 1 else { throw TeamRefusal.changedMeanwhile }
  }

  /// Refused by the database while anything refers to it, whichever capability that belongs to.
  static func delete(_ id: ID<SalesTeam>, _ db: Connection) throws {
    do { try db.run("DELETE FROM teams WHERE id = \(id)") } catch StorageError.foreignKey {
      throw TeamRefusal.teamInUse
    }
  }
}
