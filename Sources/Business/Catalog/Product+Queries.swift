import Blueprint
import Foundation
package import Kernel
package import Storage

extension Product {
  static let fields = [
    "id", "number", "kind", "parent_id", "category_id", "brand_id", "name", "search_key", "gtin", "case_gtin",
    "case_quantity", "eq_numerator", "eq_denominator", "eq_unit", "uom", "first_day", "last_day",
    "is_merchandise",
    "is_provisional", "note", "version", "created_at", "changed_at",
    "is_ours",
  ]

  /// The columns that `init(_:at:)` reads, of a table called `p`.
  static let columns = SQL(raw: fields.map { "p.\($0)" }.joined(separator: ", "))

  init(_ row: Row, at start: Int = 0) throws {
    id = try row.id(start)
    number = try row.int64(start + 1)
    kind = try row.choice(start + 2)
    parent = try row.idOrNil(start + 3)
    category = try row.idOrNil(start + 4)
    brand = try row.idOrNil(start + 5)
    name = try row.text(start + 6)
    gtin = try row.textOrNil(start + 8).flatMap { GTIN($0) }
    caseGTIN = try row.textOrNil(start + 9).flatMap { GTIN($0) }
    caseQuantity = try row.intOrNil(start + 10)
    eqFactor =
      EquivalisedFactor(numerator: try row.int64(start + 11), denominator: try row.int64(start + 12)) ?? .one
    eqUnit = try row.choiceOrNil(start + 13)
    uom = try row.choice(start + 14)
    validity = Validity(try row.day(start + 15), try row.day(start + 16)) ?? .always
    isMerchandise = try row.bool(start + 17)
    isProvisional = try row.bool(start + 18)
    note = try row.text(start + 19)
    version = try row.int(start + 20)
    createdAt = try row.moment(start + 21)
    changedAt = try row.moment(start + 22)
    isOurs = try row.bool(start + 23)
  }

  var values: [Value] {
    [
      id.value, number.value, kind.value, parent.value, category.value, brand.value, name.value,
      SearchKey.fold(name).value, (gtin?.description).value, (caseGTIN?.description).value,
      caseQuantity.value,
      eqFactor.ratio.numerator.value, eqFactor.ratio.denominator.value, eqUnit.value, uom.value,
      validity.firstDay.value, validity.lastDay.value, isMerchandise.value, isProvisional.value, note.value,
      version.value, createdAt.value, changedAt.value, isOurs.value,
    ]
  }

  package static func find(_ id: ID<Product>, _ db: Connection) throws -> Product {
    guard
      let found = try db.first("SELECT \(columns) FROM products p WHERE p.id = \(id)", { try Product($0) })
    else { throw ProductRefusal.notThere }
    return found
  }

  /// The products behind dense numbers, by number.
  package static func find(numbers: some Sequence<Int64>, _ db: Connection) throws -> [Int64: Product] {
    let found = try db.all("SELECT \(columns) FROM products p WHERE p.number IN \(SQL.list(numbers))") {
      try Product($0)
    }
    return Dictionary(uniqueKeysWithValues: found.map { ($0.number, $0) })
  }

  /// Every product, parents before children where the numbers say so. For trees and imports.
  package static func all(_ db: Connection) throws -> [Product] {
    try db.all("SELECT \(columns) FROM products p ORDER BY p.number") { try Product($0) }
  }

  static func withGTIN(_ gtin: GTIN, _ db: Connection) throws -> Product? {
    try db.first("SELECT \(columns) FROM products p WHERE p.gtin = \(gtin.description)") { try Product($0) }
  }

  static func nextNumber(_ db: Connection) throws -> Int64 {
    try db.nextNumber(in: "products")
  }

  /// Inserts products, or overwrites those that are there; parents must stand before children.
  static func save(_ products: [Product], _ db: Connection) throws {
    let kept = fields.filter { $0 != "id" && $0 != "number" && $0 != "created_at" }
    let there = try db.stored(products.map(\.id), in: "products")
    try db.insertMany(
      into: "products", columns: fields, rows: products.lazy.filter { !there.contains($0.id) }.map(\.values))
    guard !there.isEmpty else { return }
    try db.insertMany(
      into: "products", columns: fields, rows: products.lazy.filter { there.contains($0.id) }.map(\.values),
      onConflict: "(id) DO UPDATE SET " + kept.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
  }

  /// Saves a change to the version that was read; false where another change came between.
  static func replace(_ product: Product, version: Int, _ db: Connection) throws -> Bool {
    let pairs = zip(fields, product.values).filter { !["id", "number", "created_at"].contains($0.0) }
    let sets = SQL.joined(pairs.map { SQL(raw: "\($0.0) = ") + "\($0.1)" })
    return try db.run("UPDATE products SET \(sets) WHERE id = \(product.id) AND version = \(version)") == 1
  }

  static func delete(_ ids: [ID<Product>], _ db: Connection) throws {
    try db.run("DELETE FROM products WHERE id IN \(SQL.list(ids))")
  }

  /// From the top of the tree down to the parent.
  package static func path(to id: ID<Product>, _ db: Connection) throws -> [Product] {
    try db.all(
      """
      WITH RECURSIVE up(id, parent_id, depth) AS (
        SELECT id, parent_id, 0 FROM products WHERE id = \(id)
        UNION ALL SELECT q.id, q.parent_id, up.depth + 1 FROM products q JOIN up ON q.id = up.parent_id
      )
      SELECT \(columns) FROM up JOIN products p ON p.id = up.id WHERE up.depth > 0 ORDER BY up.depth DESC
      """
    ) { try Product($0) }
  }

  package static func children(of id: ID<Product>, limit: Int, _ db: Connection) throws -> [Product] {
    try db.all(
      "SELECT \(columns) FROM products p WHERE p.parent_id = \(id) ORDER BY p.search_key, p.id LIMIT \(limit)"
    ) { try Product($0) }
  }

  /// The product and all below it.
  package static func subtree(of id: ID<Product>, _ db: Connection) throws -> [Product] {
    try db.all(
      """
      WITH RECURSIVE below(id, depth) AS (
        SELECT id, 0 FROM products WHERE id = \(id)
        UNION ALL SELECT q.id, below.depth + 1 FROM products q JOIN below ON q.parent_id = below.id
      )
      SELECT \(columns) FROM below JOIN products p ON p.id = below.id ORDER BY below.depth, p.number
      """
    ) { try Product($0) }
  }

  /// Deletes products that may hang on each other, in any order.
  static func deleteTogether(_ ids: [ID<Product>], _ db: Connection) throws {
    for batch in ids.chunked(by: 500) {
      try db.run(
        "UPDATE products SET parent_id = NULL, category_id = NULL, brand_id = NULL WHERE id IN \(SQL.list(batch))"
      )
    }
    for batch in ids.chunked(by: 500) { try delete(Array(batch), db) }
  }

  static func counts(under id: ID<Product>, _ db: Connection) throws -> Int {
    try db.count("SELECT COUNT(*) FROM products WHERE parent_id = \(id)")
  }

  /// Products whose name holds a folded text, or whose code or GTIN it is; the best hits first.
  static func named(_ query: String, kind: Kind?, limit: Int, _ db: Connection) throws -> [Product] {
    let ofKind: SQL = kind.map { "p.kind = \($0)" } ?? "1 = 1"
    let beginning = LikePattern.prefix(query), anywhere = LikePattern.contains(query)
    return try db.all(
      """
      SELECT \(columns) FROM products p
      WHERE \(ofKind) AND (p.search_key LIKE \(anywhere) ESCAPE '\\' OR p.gtin = \(GTIN(query)?.description)
        OR p.id IN (SELECT x.product_id FROM product_aliases x WHERE x.code_key = \(query)))
      ORDER BY CASE WHEN p.search_key = \(query) THEN 0 WHEN p.search_key LIKE \(beginning) ESCAPE '\\' THEN 1
        ELSE 2 END, p.search_key, p.id LIMIT \(limit)
      """
    ) { try Product($0) }
  }

  static func possibleParents(limit: Int, _ db: Connection) throws -> [Product] {
    try db.all(
      "SELECT \(columns) FROM products p WHERE p.kind <> 'item' ORDER BY p.search_key, p.id LIMIT \(limit)"
    ) { try Product($0) }
  }
}

extension Connection {
  /// Which of these records stand in a table already. What is new is then inserted plainly: for a statement that may
  /// overwrite, SQLite notes every page it touches, which costs as much again as the insert.
  package func stored<Subject>(_ ids: [ID<Subject>], in table: String) throws -> Set<ID<Subject>> {
    var found: Set<ID<Subject>> = []
    for batch in ids.chunked(by: 500) {
      found.formUnion(
        try all("SELECT id FROM \(raw: table) WHERE id IN \(SQL.list(batch))") { try $0.id(0) })
    }
    return found
  }
}
