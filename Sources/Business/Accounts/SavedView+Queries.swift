package import Blueprint
import Foundation
package import Kernel
package import Storage

extension SavedView {
  /// The reader's own and those that colleagues share.
  package static func all(of list: String, for actor: Actor, _ db: Connection) throws -> [SavedView] {
    try db.all(
      """
      SELECT id, list, name, is_shared, query, owner_id FROM saved_views
      WHERE list = \(list) AND (owner_id = \(actor.id) OR is_shared) ORDER BY name, id
      """
    ) { row in
      SavedView(
        id: try row.id(0), list: try row.text(1), name: try row.text(2), isShared: try row.bool(3),
        isOwn: try row.text(5) == actor.id.text, query: try row.text(4))
    }
  }

  /// Keeps a view; one of the same name is replaced.
  package static func save(_ input: New, _ context: Context) async throws -> SavedView {
    guard let name = Account.trimmed(input.name), name.count <= 80 else { throw SavedViewRefusal.nameMissing }
    let isPath = input.list.utf8.allSatisfy { (97...122).contains($0) || $0 == 45 || $0 == 47 }
    guard isPath, input.list.hasPrefix("/"), input.list.count <= 80, !input.list.hasPrefix("//") else {
      throw SavedViewRefusal.notAList(input.list)
    }
    let view = SavedView(
      id: .new(at: context.now), list: input.list, name: name, isShared: input.shared ?? false, isOwn: true,
      query: String((input.query ?? "").prefix(2_000)))
    return try await context.write { db in
      try db.run(
        """
        INSERT INTO saved_views (id, list, name, owner_id, is_shared, query, created_at)
        VALUES (\(view.id), \(view.list), \(view.name), \(context.actor.id), \(view.isShared), \(view.query),
          \(context.now))
        ON CONFLICT (list, owner_id, name) DO UPDATE SET query = excluded.query, is_shared = excluded.is_shared
        """)
      return try all(of: view.list, for: context.actor, db).first { $0.isOwn && $0.name == name } ?? view
    }
  }

  package static func delete(_ id: ID<SavedView>, _ context: Context) async throws {
    try await context.write { db in
      let count = try db.run("DELETE FROM saved_views WHERE id = \(id) AND owner_id = \(context.actor.id)")
      guard count == 1 else { throw SavedViewRefusal.notThere }
    }
  }
}
