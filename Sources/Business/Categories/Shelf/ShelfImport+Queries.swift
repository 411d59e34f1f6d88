import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage

extension ShelfImport {
  /// Names and codes of the accounts that the actor sees, and of all items.
  static func names(_ context: Context, _ db: Connection) throws -> ShelfPlanner.Names {
    var names = ShelfPlanner.Names()
    try db.each(
      "SELECT a.search_key, a.id FROM accounts a WHERE a.merged_into IS NULL AND \(Account.visible(to: context.actor))"
    ) { names.accounts[try $0.text(0), default: []].append(try $0.text(1)) }
    try db.each(
      """
      SELECT x.source, x.code, x.account_id FROM account_aliases x JOIN accounts a ON a.id = x.account_id
      WHERE x.first_day <= \(context.today) AND x.last_day >= \(context.today) AND \(Account.visible(to: context.actor))
      """
    ) { names.accountCodes[ShelfPlanner.Names.key(try $0.text(0), try $0.text(1))] = try $0.text(2) }
    try db.each("SELECT p.search_key, p.id, p.gtin FROM products p WHERE p.kind = 'item'") { row in
      names.items[try row.text(0), default: []].append(try row.text(1))
      if let gtin = try row.textOrNil(2) { names.gtins[gtin] = try row.text(1) }
    }
    try db.each(
      """
      SELECT x.source, x.code, x.product_id FROM product_aliases x JOIN products p ON p.id = x.product_id
      WHERE p.kind = 'item' AND x.first_day <= \(context.today) AND x.last_day >= \(context.today)
      """
    ) { names.itemCodes[ShelfPlanner.Names.key(try $0.text(0), try $0.text(1))] = try $0.text(2) }
    return names
  }

  /// A row that stands twice counts once: the last one.
  static func save(_ rows: [ShelfPlanner.Listing], _ db: Connection) throws -> Int {
    var unique: [[String]: ShelfPlanner.Listing] = [:]
    for row in rows { unique[[row.account, row.item, row.days.firstDay.description]] = row }
    try db.insertMany(
      into: "shelf_listings", columns: ["account_id", "product_id", "first_day", "last_day"],
      rows: unique.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { _, row in
        [row.account.value, row.item.value, row.days.firstDay.value, row.days.lastDay.value]
      },
      onConflict: "(account_id, product_id, first_day) DO UPDATE SET last_day = excluded.last_day")
    return rows.count
  }

  static func save(_ rows: [ShelfPlanner.Facing], _ db: Connection) throws -> Int {
    var unique: [[String]: ShelfPlanner.Facing] = [:]
    for row in rows { unique[[row.account, row.item, row.day.description]] = row }
    try db.insertMany(
      into: "shelf_facings", columns: ["account_id", "product_id", "day", "facings", "capacity"],
      rows: unique.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { _, row in
        [row.account.value, row.item.value, row.day.value, row.facings.value, row.capacity.value]
      },
      onConflict:
        "(account_id, product_id, day) DO UPDATE SET facings = excluded.facings, capacity = excluded.capacity"
    )
    return rows.count
  }

  static func keep(_ one: ShelfImport, _ context: Context, _ db: Connection) throws {
    try db.run(
      """
      INSERT INTO shelf_imports (id, kind, file_name, result_json, actor_id, actor_name, created_at)
      VALUES (\(one.id), \(one.kind), \(one.fileName), \(try JSON.text(of: one)), \(context.actor.id), \(one.by),
        \(one.at))
      """)
  }

  /// An import of one's own; directors see all.
  static func find(_ id: ID<ShelfImport>, _ kind: Kind, _ context: Context, _ db: Connection) throws
    -> ShelfImport
  {
    let text = try db.first(
      """
      SELECT result_json FROM shelf_imports WHERE id = \(id) AND kind = \(kind)
        AND (actor_id = \(context.actor.id) OR \(context.actor.seesEverything))
      """
    ) { try $0.text(0) }
    guard let text else { throw CategoryRefusal.importNotThere }
    return try JSONDecoder().decode(ShelfImport.self, from: Data(text.utf8))
  }
}
