import Blueprint
import Foundation
package import Storage

extension Company {
  /// The company of this database.
  package static func current(_ db: Connection) throws -> Company {
    let text = try db.first("SELECT value FROM settings WHERE name = 'company'") { try $0.text(0) }
    return try text.map { try JSONDecoder().decode(Company.self, from: Data($0.utf8)) } ?? usual
  }

  func save(_ db: Connection) throws {
    try db.run(
      """
      INSERT INTO settings (name, value) VALUES ('company', \(try JSON.text(of: self)))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }
}
