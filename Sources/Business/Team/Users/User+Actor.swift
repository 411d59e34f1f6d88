package import Blueprint
package import Kernel
package import Storage

extension User {
  /// What a user may do now, for work that runs later in their name; nil once they may not sign in.
  package static func actor(_ id: ID<Actor>, _ db: Connection) throws -> Actor? {
    let rows = try db.all(
      """
      WITH RECURSIVE below (id) AS (
        SELECT team_id FROM users WHERE id = \(id) AND team_id IS NOT NULL
        UNION SELECT teams.id FROM teams JOIN below ON teams.parent_id = below.id)
      SELECT users.name, users.role, below.id FROM users LEFT JOIN below ON 1 = 1
      WHERE users.id = \(id) AND users.is_active ORDER BY below.id
      """
    ) { (name: try $0.text(0), role: try $0.choice(1, as: Role.self), team: try $0.textOrNil(2)) }
    guard let first = rows.first else { return nil }
    return Actor(id: id, name: first.name, role: first.role, scope: .write, teams: rows.compactMap(\.team))
  }
}
