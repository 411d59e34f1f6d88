import Blueprint
import Foundation
package import Kernel
package import Storage

/// How sources call our products: all SQL about codes, prices and costs.
extension Product {
  /// Every code of a source and what it means when, loaded at once for an import.
  package static func numbers(forSource source: String, _ db: Connection) throws -> [String: [DatedNumber]] {
    var found: [String: [DatedNumber]] = [:]
    try db.each(
      """
      SELECT x.code, x.first_day, x.last_day, p.number FROM product_aliases x JOIN products p ON p.id = x.product_id
      WHERE x.source = \(source) ORDER BY x.code, x.first_day
      """
    ) { row in
      let entry = DatedNumber(firstDay: try row.day(1), lastDay: try row.day(2), number: try row.int64(3))
      found[try row.text(0), default: []].append(entry)
    }
    return found
  }

  /// Items by the GTIN printed on them, 14 digits, for sources that send no codes of their own.
  package static func numbersByGTIN(_ db: Connection) throws -> [GTIN: Int64] {
    let found = try db.all("SELECT gtin, number FROM products WHERE gtin IS NOT NULL") {
      (GTIN(try $0.text(0)), try $0.int64(1))
    }
    return Dictionary(found.compactMap { gtin, number in gtin.map { ($0, number) } }) { first, _ in first }
  }

  package static func aliases(of id: ID<Product>, _ db: Connection) throws -> [SourceAlias] {
    try db.all(
      """
      SELECT source, code, first_day, last_day FROM product_aliases WHERE product_id = \(id)
      ORDER BY source, code, first_day
      """
    ) { try SourceAlias($0) }
  }

  /// Every code there is, with its product; for imports of records.
  static func allAliases(_ db: Connection) throws -> [(alias: SourceAlias, product: ID<Product>)] {
    try db.all("SELECT source, code, first_day, last_day, product_id FROM product_aliases") {
      (try SourceAlias($0), try $0.id(4))
    }
  }

  /// Who else has this code on any of these days.
  static func holder(of alias: SourceAlias, except id: ID<Product>?, _ db: Connection) throws -> String? {
    try db.first(
      """
      SELECT p.name FROM product_aliases x JOIN products p ON p.id = x.product_id
      WHERE x.source = \(alias.source) AND x.code = \(alias.code) AND x.first_day <= \(alias.lastDay)
        AND x.last_day >= \(alias.firstDay) AND p.id <> \(id?.text ?? "")
      ORDER BY x.first_day LIMIT 1
      """
    ) { try $0.text(0) }
  }

  static func save(_ aliases: [(SourceAlias, ID<Product>)], _ db: Connection) throws {
    try db.insertMany(
      into: "product_aliases",
      columns: ["source", "code", "code_key", "product_id", "first_day", "last_day"],
      rows: aliases.map { alias, id in
        [
          alias.source.value, alias.code.value, SearchKey.fold(alias.code).value, id.value,
          alias.firstDay.value,
          alias.lastDay.value,
        ]
      },
      onConflict:
        "(source, code, first_day) DO UPDATE SET product_id = excluded.product_id, last_day = excluded.last_day"
    )
  }

  /// Lets a code of one product mean another from a day on.
  package static func pass(
    _ alias: SourceAlias, of id: ID<Product>, to other: ID<Product>, from day: Day, _ db: Connection
  ) throws {
    guard try remove(alias, of: id, db) else { return }
    try give(
      SourceAlias(source: alias.source, code: alias.code, Validity(day, nil) ?? .always), to: other, db)
  }

  static func remove(_ alias: SourceAlias, of id: ID<Product>, _ db: Connection) throws -> Bool {
    try db.run(
      """
      DELETE FROM product_aliases WHERE source = \(alias.source) AND code = \(alias.code)
        AND first_day = \(alias.firstDay) AND product_id = \(id)
      """) == 1
  }

  package static func prices(of id: ID<Product>, _ db: Connection) throws -> [DatedPrice] {
    try dated("price_list", "price_minor", id, db)
  }

  package static func costs(of id: ID<Product>, _ db: Connection) throws -> [DatedPrice] {
    try dated("product_costs", "cost_minor", id, db)
  }

  private static func dated(
    _ table: String, _ column: String, _ id: ID<Product>, _ db: Connection
  ) throws -> [DatedPrice] {
    try db.all(
      """
      SELECT \(raw: column), currency, first_day, last_day FROM \(raw: table) WHERE product_id = \(id)
      ORDER BY currency, first_day DESC
      """
    ) {
      DatedPrice(
        price: UnitPrice(tenThousandths: try $0.int64(0), currency: try $0.currency(1)),
        firstDay: try $0.day(2),
        lastDay: try $0.day(3))
    }
  }

  /// Lets a price hold from a day on: what held then ends the day before, what was to come is dropped.
  static func setPrice(_ price: UnitPrice, of id: ID<Product>, from day: Day, _ db: Connection) throws {
    try set("price_list", "price_minor", price, id, day, db)
  }

  static func setCost(_ cost: UnitPrice, of id: ID<Product>, from day: Day, _ db: Connection) throws {
    try set("product_costs", "cost_minor", cost, id, day, db)
  }

  private static func set(
    _ table: String, _ column: String, _ price: UnitPrice, _ id: ID<Product>, _ day: Day, _ db: Connection
  ) throws {
    let own: SQL = "product_id = \(id) AND currency = \(price.currency)"
    try db.run("DELETE FROM \(raw: table) WHERE \(own) AND first_day >= \(day)")
    try db.run(
      "UPDATE \(raw: table) SET last_day = \(day.advanced(by: -1)) WHERE \(own) AND last_day >= \(day)")
    try db.run(
      """
      INSERT INTO \(raw: table) (product_id, currency, first_day, last_day, \(raw: column))
      VALUES (\(id), \(price.currency), \(day), \(Validity.latest), \(price.tenThousandths))
      """)
  }
}

extension SourceAlias {
  package init(_ row: Row) throws {
    self.init(
      source: try row.text(0), code: try row.text(1), Validity(try row.day(2), try row.day(3)) ?? .always)
  }
}
