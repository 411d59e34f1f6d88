import Catalog
import Kernel
import Storage

/// Groups of products by number, and for each item the group that holds it.
struct ProductGroups {
  /// By the product's id as text.
  private(set) var numbers: [String: Int32] = [:]
  private(set) var byItem: [Int32: Int32] = [:]

  init(_ subjects: [String], _ db: Connection) throws {
    for (place, subject) in subjects.enumerated() {
      guard let id = ID<Product>(subject) else { continue }
      let number = Int32(place + 1)
      numbers[subject] = number
      for product in try Product.subtree(of: id, db) { byItem[Int32(clamping: product.number)] = number }
    }
  }

  /// The categories of the catalogue that hold items of ours.
  static func categories(_ db: Connection) throws -> [(id: String, name: String)] {
    try db.all(
      """
      SELECT p.id, p.name FROM products p WHERE p.kind = 'category' AND EXISTS (
        SELECT 1 FROM products i WHERE i.category_id = p.id AND i.kind = 'item' AND i.is_ours)
      ORDER BY p.search_key, p.id
      """
    ) { (try $0.text(0), try $0.text(1)) }
  }
}
