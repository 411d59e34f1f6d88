import Blueprint
import Foundation
import Kernel
import Storage

extension DropFolder {
  static let columns: SQL =
    "d.id, d.name, d.loader, d.is_on, d.actor_id, d.actor_name, d.actor_role, d.created_at"

  init(_ row: Row) throws {
    id = try row.id(0)
    name = try row.text(1)
    loader = try row.text(2)
    isOn = try row.bool(3)
    actor = try row.id(4)
    actorName = try row.text(5)
    actorRole = Role(rawValue: try row.text(6)) ?? .viewer
    createdAt = try row.moment(7)
  }

  static func all(_ db: Connection) throws -> [DropFolder] {
    try db.all("SELECT \(columns) FROM sales_drop_folders d ORDER BY d.name") { try DropFolder($0) }
  }

  static func find(_ id: ID<DropFolder>, _ db: Connection) throws -> DropFolder {
    guard
      let found = try db.first(
        "SELECT \(columns) FROM sales_drop_folders d WHERE d.id = \(id)", { try DropFolder($0) })
    else { throw DropRefusal.notThere }
    return found
  }

  /// A folder is its maker's: its name and its loader may tell of an account.
  static func visible(to actor: Actor) -> SQL {
    actor.seesEverything ? "1 = 1" : "d.actor_id = \(actor.id)"
  }

  static func find(_ id: ID<DropFolder>, for actor: Actor, _ db: Connection) throws -> DropFolder {
    let folder = try find(id, db)
    guard actor.seesEverything || folder.actor == actor.id else { throw DropRefusal.notThere }
    return folder
  }

  static func delete(_ id: ID<DropFolder>, _ db: Connection) throws {
    try db.run("DELETE FROM sales_dropped_files WHERE folder_id = \(id)")
    try db.run("DELETE FROM sales_drop_folders WHERE id = \(id)")
  }

  static func insert(_ folder: DropFolder, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO sales_drop_folders (id, name, loader, is_on, actor_id, actor_name, actor_role, created_at)
      VALUES (\(folder.id), \(folder.name), \(folder.loader), \(folder.isOn), \(folder.actor), \(folder.actorName),
        \(folder.actorRole), \(folder.createdAt))
      """)
  }

  /// How a file looked when it was last seen, and whether a job has it; nil for one that is new.
  func seen(_ name: String, _ db: Connection) throws -> (
    bytes: Int64, changedAt: Date, seenAt: Date, isTaken: Bool
  )? {
    try db.first(
      """
      SELECT bytes, changed_at, seen_at, is_taken FROM sales_dropped_files WHERE folder_id = \(id) AND name = \(name)
      """
    ) { (try $0.int64(0), try $0.moment(1), try $0.moment(2), try $0.bool(3)) }
  }

  func note(_ file: DroppedFile, isTaken: Bool, at moment: Date, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO sales_dropped_files (folder_id, name, bytes, changed_at, seen_at, is_taken)
      VALUES (\(id), \(file.name), \(file.bytes), \(file.changedAt), \(moment), \(isTaken))
      ON CONFLICT (folder_id, name) DO UPDATE SET bytes = excluded.bytes, changed_at = excluded.changed_at,
        seen_at = excluded.seen_at, is_taken = excluded.is_taken
      """)
  }

  /// A file that was moved away may come again under the same name.
  func forget(_ name: String, _ db: Connection) throws {
    try db.run("DELETE FROM sales_dropped_files WHERE folder_id = \(id) AND name = \(name)")
  }

  func forgetAll(but names: [String], _ db: Connection) throws {
    let known = try db.all("SELECT name FROM sales_dropped_files WHERE folder_id = \(id) ORDER BY name") {
      try $0.text(0)
    }
    for name in Set(known).subtracting(names) { try forget(name, db) }
  }
}
