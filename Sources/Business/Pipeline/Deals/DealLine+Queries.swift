import Catalog
package import Kernel
package import Storage

extension DealLine {
  package static func of(_ deal: ID<Deal>, _ db: Connection) throws -> [DealLine] {
    try db.all(
      """
      SELECT l.id, l.product_id, l.name, l.quantity, l.price_minor, d.currency
      FROM deal_lines l JOIN deals d ON d.id = l.deal_id WHERE l.deal_id = \(deal) ORDER BY l.place
      """
    ) { row in
      DealLine(
        id: try row.id(0), product: try row.idOrNil(1), name: try row.text(2), quantity: try row.int64(3),
        price: Money(minor: try row.int64(4), currency: try row.currency(5)))
    }
  }

  package static func insert(_ lines: [(deal: ID<Deal>, place: Int, line: DealLine)], _ db: Connection) throws
  {
    try db.insertMany(
      into: "deal_lines",
      columns: ["id", "deal_id", "place", "product_id", "name", "quantity", "price_minor"],
      rows: lines.lazy.map { deal, place, line in
        [
          line.id.value, deal.value, place.value, line.product.value, line.name.value, line.quantity.value,
          line.price.minor.value,
        ]
      })
  }

  static func nextPlace(_ deal: ID<Deal>, _ db: Connection) throws -> Int {
    try db.first("SELECT COALESCE(MAX(place), 0) + 1 FROM deal_lines WHERE deal_id = \(deal)") {
      try $0.int(0)
    } ?? 1
  }

  static func delete(_ wanted: Wanted, _ db: Connection) throws -> Bool {
    try db.run("DELETE FROM deal_lines WHERE id = \(wanted.line) AND deal_id = \(wanted.id)") == 1
  }

  /// What a line can offer: our items and the lines and brands above them, at most two thousand.
  static func offerings(_ db: Connection) throws -> [(id: ID<Product>, name: String)] {
    try db.all(
      """
      SELECT p.id, p.name FROM products p WHERE p.is_ours AND p.kind IN ('brand', 'line', 'item')
      ORDER BY p.search_key, p.id LIMIT 2000
      """
    ) { (try $0.id(0), try $0.text(1)) }
  }

  static func productName(_ id: ID<Product>, _ db: Connection) throws -> String? {
    try db.first("SELECT name FROM products WHERE id = \(id)") { try $0.text(0) }
  }
}

extension Deal {
  static func hasLines(_ id: ID<Deal>, _ db: Connection) throws -> Bool {
    try db.first("SELECT 1 FROM deal_lines WHERE deal_id = \(id) LIMIT 1") { _ in true } ?? false
  }
}
