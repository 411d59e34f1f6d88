package import Accounts
package import Blueprint
package import Catalog
package import Foundation
package import Kernel
import Storage

/// The role that a category has at an account, and who said so when.
package struct CategoryRoles {
  /// As it is kept.
  package struct Kept: Reply, Hashable, Located {
    package let account: String
    package let category: ID<Product>
    package let role: CategoryRole
    package let note: String
    package let setBy: String
    package let setAt: Date

    package var location: String { "/accounts/\(account)/category?category=\(category)" }
  }

  /// What is to be kept. The account's id is the path's.
  package struct New: Codable, Sendable {
    package var id: String
    package var category: ID<Product>
    package var role: CategoryRole
    package var note: String?

    package init(id: String, category: ID<Product>, role: CategoryRole, note: String? = nil) {
      self.id = id
      self.category = category
      self.role = role
      self.note = note
    }
  }

  package static let wasSet = EventKind<Account>("account.category-role-set")

  package static func set(_ input: New, _ context: Context) async throws -> Kept {
    try await context.write { db in
      guard let id = ID<Account>(input.id) else { throw AccountRefusal.notThere }
      let account = try Account.find(id, for: context.actor, db)
      let category = try Product.find(input.category, db)
      guard category.kind == .category else { throw CategoryRefusal.notThere }
      let before = try role(of: category.id, at: account.id, db)
      let kept = Kept(
        account: account.id.text, category: category.id, role: input.role, note: input.note ?? "",
        setBy: context.actor.name, setAt: context.now)
      try db.run(
        """
        INSERT INTO category_roles (account_id, product_id, role, note, set_by, set_by_name, set_at)
        VALUES (\(account.id), \(category.id), \(kept.role), \(kept.note), \(context.actor.id), \(kept.setBy),
          \(kept.setAt))
        ON CONFLICT (account_id, product_id) DO UPDATE SET role = excluded.role, note = excluded.note,
          set_by = excluded.set_by, set_by_name = excluded.set_by_name, set_at = excluded.set_at
        """)
      try context.publish(
        wasSet, account.id, before: before.map { ["role of \(category.name)": $0.role.rawValue] } ?? [:],
        after: ["role of \(category.name)": input.role.rawValue], db)
      return kept
    }
  }

  static func role(of category: ID<Product>, at account: ID<Account>, _ db: Connection) throws -> Kept? {
    try db.first(
      """
      SELECT role, note, set_by_name, set_at FROM category_roles
      WHERE account_id = \(account) AND product_id = \(category)
      """
    ) { row in
      Kept(
        account: account.text, category: category, role: try row.choice(0), note: try row.text(1),
        setBy: try row.text(2), setAt: try row.moment(3))
    }
  }

  /// By the account's id.
  static func roles(of category: ID<Product>, _ db: Connection) throws -> [String: CategoryRole] {
    Dictionary(
      uniqueKeysWithValues: try db.all(
        "SELECT account_id, role FROM category_roles WHERE product_id = \(category)"
      ) { (try $0.text(0), try $0.choice(1)) })
  }
}
