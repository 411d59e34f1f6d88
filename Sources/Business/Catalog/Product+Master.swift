package import Blueprint
import Foundation
import Kernel
package import Storage

extension Product {
  /// An item as somebody's product master lists it, with the places above it from the top down.
  package struct Mastered: Sendable {
    package struct Place: Sendable, Hashable {
      package let kind: Kind
      package let name: String

      package init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
      }
    }

    package let code: String
    package let name: String
    package let note: String
    package let above: [Place]

    package init(code: String, name: String, note: String, above: [Place]) {
      self.code = code
      self.name = name
      self.note = note
      self.above = above
    }
  }

  /// Takes items of a product master over: those that a source's code names are completed, the others are added.
  /// Answers how many are new, changed, and as they were.
  package static func settle(
    _ items: [Mastered], source: String, _ context: Context, _ db: Connection
  ) throws -> (added: Int, changed: Int, same: Int) {
    try db.lock("products")
    var tree = try MasterTree(next: try nextNumber(db), at: context.now, db)
    let known = try mastered(items.map(\.code), source: source, db)
    var added: [(SourceAlias, ID<Product>)] = [], saved: [Product] = [], same = 0
    for item in items {
      let above = tree.place(item.above)
      let old = known[item.code]
      var product =
        old
        ?? Product(
          id: .new(at: context.now), number: tree.takeNumber(), kind: .item, name: item.name, at: context.now)
      (product.name, product.note, product.isProvisional) = (item.name, item.note, false)
      (product.parent, product.category, product.brand) = (above?.id, above?.category, above?.brand)
      if product == old {
        same += 1
        continue
      }
      if old == nil { added.append((SourceAlias(source: source, code: item.code), product.id)) }
      product.changedAt = context.now
      if old != nil { product.version += 1 }
      saved.append(product)
    }
    try save(tree.made, db)
    try save(saved, db)
    try save(added, db)
    return (added.count, saved.count - added.count, same)
  }

  private static func mastered(_ codes: [String], source: String, _ db: Connection) throws -> [String:
    Product]
  {
    var found: [String: Product] = [:]
    try db.each(
      """
      SELECT \(columns), x.code FROM products p JOIN product_aliases x ON x.product_id = p.id
      WHERE x.source = \(source) AND x.code IN \(SQL.list(codes))
      """
    ) { row in found[try row.text(fields.count)] = try Product(row) }
    return found
  }
}

/// The places of the product tree, and those that a product master adds.
private struct MasterTree {
  private struct Key: Hashable {
    let parent: ID<Product>?
    let kind: Product.Kind
    let name: String
  }
  private var known: [Key: Product] = [:]
  private(set) var made: [Product] = []
  private var next: Int64
  private let moment: Date

  init(next: Int64, at moment: Date, _ db: Connection) throws {
    self.next = next
    self.moment = moment
    try db.each("SELECT \(Product.columns) FROM products p WHERE p.kind <> 'item' ORDER BY p.number") { row in
      let product = try Product(row)
      let key = Key(parent: product.parent, kind: product.kind, name: SearchKey.fold(product.name))
      if known[key] == nil { known[key] = product }
    }
  }

  mutating func takeNumber() -> Int64 {
    defer { next += 1 }
    return next
  }

  /// The lowest of these places, made where it is missing; nil for the top.
  mutating func place(_ above: [Product.Mastered.Place]) -> Product? {
    var parent: Product?
    for one in above {
      let key = Key(parent: parent?.id, kind: one.kind, name: SearchKey.fold(one.name))
      parent = known[key] ?? add(one, key, below: parent)
    }
    return parent
  }

  private mutating func add(_ place: Product.Mastered.Place, _ key: Key, below parent: Product?) -> Product {
    var product = Product(
      id: .new(at: moment), number: takeNumber(), kind: place.kind, name: place.name, parent: parent?.id,
      at: moment)
    product.category = place.kind == .category ? product.id : parent?.category
    product.brand = place.kind == .brand ? product.id : parent?.brand
    known[key] = product
    made.append(product)
    return product
  }
}
