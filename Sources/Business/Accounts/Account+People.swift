package import Blueprint
import Foundation
import Kernel
package import Storage

/// All SQL about who may answer for an account; the users and teams are Team's.
extension Account {
  static func isUser(_ id: ID<Actor>, _ db: Connection) throws -> Bool {
    try db.first("SELECT 1 FROM users WHERE id = \(id)") { _ in true } ?? false
  }

  /// Refuses an owner or a team that is not there.
  static func checkPeople(_ account: Account, _ db: Connection) throws {
    if let owner = account.owner, try !isUser(owner, db) { throw AccountRefusal.ownerUnknown }
    if let team = account.team, try db.first("SELECT 1 FROM teams WHERE id = \(team)", { _ in true }) == nil {
      throw AccountRefusal.teamUnknown
    }
  }

  package static func owners(_ db: Connection) throws -> [Form.Option] {
    try db.all("SELECT id, name FROM users WHERE is_active ORDER BY search_key, id") {
      Form.Option(try $0.text(0), try $0.text(1))
    }
  }

  package static func teams(_ db: Connection) throws -> [Form.Option] {
    try db.all("SELECT id, name FROM teams ORDER BY search_key, id") {
      Form.Option(try $0.text(0), try $0.text(1))
    }
  }

  /// What ids of users and teams mean, for the audit trail.
  static func names(_ db: Connection) throws -> [String: String] {
    let pairs = try db.all("SELECT id, name FROM users UNION ALL SELECT id, name FROM teams") {
      (try $0.text(0), try $0.text(1))
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// Users by folded e-mail address, and teams by folded name, for imports.
  static func peopleByKey(_ db: Connection) throws -> (owners: [String: ID<Actor>], teams: [String: String]) {
    let owners = try db.all("SELECT email, id FROM users") {
      (SearchKey.fold(try $0.text(0)), try $0.id(1, as: Actor.self))
    }
    let teams = try db.all("SELECT name, id FROM teams ORDER BY id") {
      (SearchKey.fold(try $0.text(0)), try $0.text(1))
    }
    return (
      Dictionary(owners) { first, _ in first }, Dictionary(teams) { first, _ in first }
    )
  }

  /// The words in use in a column, in order, without reading every row: each step jumps along the index.
  package static func words(in column: WordColumn, _ db: Connection) throws -> [String] {
    let name = SQL(raw: column.rawValue)
    return try db.all(
      """
      WITH RECURSIVE words(word) AS (
        SELECT MIN(\(name)) FROM accounts
        UNION ALL SELECT (SELECT MIN(\(name)) FROM accounts WHERE \(name) > words.word) FROM words
        WHERE words.word IS NOT NULL
      )
      SELECT word FROM words WHERE word IS NOT NULL LIMIT 200
      """
    ) { try $0.text(0) }
  }

  package enum WordColumn: String, Sendable { case tier, segment, industry, channel }
}
