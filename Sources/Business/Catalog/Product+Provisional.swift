package import Blueprint
import Foundation
package import Kernel
package import Storage

extension Product {
  /// An item that an import met and nobody knew.
  package struct Unknown: Sendable {
    package let code: String
    package let name: String
    /// False for postage, fees and the like.
    package let isMerchandise: Bool
    package let gtin: GTIN?

    package init(code: String, name: String, isMerchandise: Bool = true, gtin: GTIN? = nil) {
      self.code = code
      self.name = name
      self.isMerchandise = isMerchandise
      self.gtin = gtin
    }
  }

  /// Makes a provisional item with its code for each unknown one below a category (made where it is missing), all
  /// in the transaction of the import itself; answers the numbers by code.
  package static func addProvisional(
    _ unknown: [Unknown], source: String, category: String, _ context: Context, _ db: Connection
  ) throws -> [String: Int64] {
    guard !unknown.isEmpty else { return [:] }
    var number = try nextNumber(db), made: [Product] = []
    let folded = SearchKey.fold(category)
    var parent = try db.first(
      "SELECT \(columns) FROM products p WHERE p.kind = 'category' AND p.search_key = \(folded) ORDER BY p.id LIMIT 1"
    ) { try Product($0) }
    if parent == nil {
      var new = Product(
        id: .new(at: context.now), number: number, kind: .category, name: category, at: context.now)
      new.category = new.id
      new.isProvisional = true
      // The category comes last, so that the items' numbers follow on those that the import counted with.
      parent = new
    }
    let isNew = parent?.number == number
    for one in unknown {
      let id = ID<Product>.new(at: context.now)
      var item = Product(
        id: id, number: number, kind: .item, name: String(one.name.prefix(200)), parent: parent?.id,
        at: context.now)
      item.category = parent?.id
      item.isMerchandise = one.isMerchandise
      item.isProvisional = true
      made.append(item)
      number += 1
    }
    if isNew, let new = parent {
      var category = Product(id: new.id, number: number, kind: .category, name: new.name, at: context.now)
      category.category = new.id
      category.isProvisional = true
      try save([category], db)
    }
    try save(made, db)
    try save(zip(made, unknown).map { (SourceAlias(source: source, code: $1.code), $0.id) }, db)
    return Dictionary(zip(unknown.map(\.code), made.map(\.number))) { first, _ in first }
  }
}

extension Product {
  /// Notes in an import's preparation how a source calls a product.
  package static func give(_ alias: SourceAlias, to id: ID<Product>, _ db: Connection) throws {
    if let name = try holder(of: alias, except: id, db) {
      throw ProductRefusal.codeTaken(source: alias.source, code: alias.code, by: name)
    }
    try save([(alias, id)], db)
  }
}
