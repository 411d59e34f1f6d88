import Blueprint
import Foundation
import Kernel
import Storage

extension CalendarFeed {
  static func save(_ user: ID<Actor>, hash: String, at moment: Date, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO calendar_feeds (user_id, secret_hash, created_at) VALUES (\(user), \(hash), \(moment))
      ON CONFLICT (user_id) DO UPDATE SET secret_hash = excluded.secret_hash, created_at = excluded.created_at
      """)
  }

  static func remove(_ user: ID<Actor>, _ db: Connection) throws {
    try db.run("DELETE FROM calendar_feeds WHERE user_id = \(user)")
  }

  static func user(hash: String, _ db: Connection) throws -> ID<Actor>? {
    try db.first("SELECT user_id FROM calendar_feeds WHERE secret_hash = \(hash)") { try $0.id(0) }
  }

  static func isOn(_ user: ID<Actor>, _ db: Connection) throws -> Bool {
    try db.first("SELECT 1 FROM calendar_feeds WHERE user_id = \(user)") { _ in true } ?? false
  }
}
