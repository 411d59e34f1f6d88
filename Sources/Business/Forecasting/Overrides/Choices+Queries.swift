import Accounts
import Blueprint
import Catalog
import Storage

extension Account {
  /// Groups and banners that the actor may see, as choices.
  static func customers(for actor: Actor, _ db: Connection) throws -> [(id: String, name: String)] {
    try db.all(
      """
      SELECT a.id, a.name FROM accounts a
      WHERE a.kind IN ('group', 'banner') AND a.merged_into IS NULL AND \(visible(to: actor))
      ORDER BY a.search_key, a.id
      """
    ) { (try $0.text(0), try $0.text(1)) }
  }
}

extension Product {
  /// Our products down to the brands, and the items behind them, as choices.
  static func planned(_ db: Connection) throws -> [(id: String, name: String)] {
    try db.all(
      """
      SELECT p.id, p.name FROM products p WHERE p.is_ours
      ORDER BY CASE p.kind WHEN 'category' THEN 0 WHEN 'segment' THEN 1 WHEN 'brand' THEN 2 WHEN 'line' THEN 3
        ELSE 4 END, p.search_key, p.id LIMIT 2000
      """
    ) { (try $0.text(0), try $0.text(1)) }
  }
}

extension Product {
  /// Our items as choices, those to come too.
  static func plannedItems(_ db: Connection) throws -> [(id: String, name: String)] {
    try db.all(
      """
      SELECT p.id, p.name FROM products p WHERE p.is_ours AND p.is_merchandise AND p.kind = 'item'
      ORDER BY p.search_key, p.id LIMIT 5000
      """
    ) { (try $0.text(0), try $0.text(1)) }
  }
}
