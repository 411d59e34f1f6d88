import Blueprint
package import Catalog
package import Kernel
import Storage

/// An item with its place in the tree, and whose it is.
package struct CategoryItem: Hashable, Sendable {
  package let id: ID<Product>
  package let number: Int32
  package let name: String
  package let category: Int32
  /// 0 where the item stands below no segment, or no brand.
  package let segment: Int32
  package let brand: Int32
  package let isOurs: Bool
  package let factor: EquivalisedFactor
  package let unit: Quantity.Unit?
  package let validity: Validity
}

/// The catalogue as categories see it, loaded once for a page.
struct ProductBook: Sendable {
  let categories: [Product]
  /// Names of all products, by number.
  let names: [Int32: String]
  let ids: [Int32: ID<Product>]
  private let items: [Int32: [CategoryItem]]

  init(_ db: Connection) throws { self.init(try Product.all(db)) }

  init(_ products: [Product]) {
    let tree = ProductTree(products)
    categories = products.filter { $0.kind == .category }
    names = Dictionary(uniqueKeysWithValues: products.map { (Int32(clamping: $0.number), $0.name) })
    ids = Dictionary(uniqueKeysWithValues: products.map { (Int32(clamping: $0.number), $0.id) })
    var items: [Int32: [CategoryItem]] = [:]
    for product in products where product.kind == .item && product.isMerchandise {
      let above = tree.ancestors(of: product.id)
      func number(_ kind: Product.Kind) -> Int32 {
        above.first { $0.kind == kind }.map { Int32(clamping: $0.number) } ?? 0
      }
      let item = CategoryItem(
        id: product.id, number: Int32(clamping: product.number), name: product.name,
        category: number(.category),
        segment: number(.segment), brand: number(.brand),
        isOurs: product.isOurs && above.allSatisfy(\.isOurs), factor: product.eqFactor, unit: product.eqUnit,
        validity: product.validity)
      items[item.category, default: []].append(item)
    }
    self.items = items
  }

  func items(of category: Product) -> [CategoryItem] { items[Int32(clamping: category.number)] ?? [] }

  var all: [CategoryItem] { categories.flatMap(items(of:)) }

  func name(_ number: Int32) -> String { names[number] ?? "Others" }
}
