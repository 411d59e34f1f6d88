package import Kernel

/// The catalogue as a tree, for roll-ups and pickers. Parents of products do not change by date: a product that
/// becomes another is a new one.
package struct ProductTree: Sendable {
  package let products: [Product]
  private let places: [ID<Product>: Int]
  private let children: [[Int]]
  package let roots: [Product]

  package init(_ products: [Product]) {
    self.products = products
    let places = Dictionary(uniqueKeysWithValues: products.enumerated().map { ($1.id, $0) })
    var children = [[Int]](repeating: [], count: products.count)
    var roots: [Product] = []
    for (place, product) in products.enumerated() {
      if let parent = product.parent.flatMap({ places[$0] }) {
        children[parent].append(place)
      } else {
        roots.append(product)
      }
    }
    self.places = places
    self.children = children
    self.roots = roots
  }

  package subscript(id: ID<Product>) -> Product? { places[id].map { products[$0] } }

  package func children(of id: ID<Product>) -> [Product] {
    places[id].map { children[$0].map { products[$0] } } ?? []
  }

  /// From the parent up to the top.
  package func ancestors(of id: ID<Product>) -> [Product] {
    var found: [Product] = [], next = self[id]?.parent
    while let id = next, let product = self[id], found.count < products.count {
      found.append(product)
      next = product.parent
    }
    return found
  }

  /// All below, parents before children; the product itself is not among them.
  package func descendants(of id: ID<Product>) -> [Product] {
    guard let start = places[id] else { return [] }
    var found: [Product] = [], waiting = children[start][...]
    while let place = waiting.popFirst() {
      found.append(products[place])
      waiting.append(contentsOf: children[place])
    }
    return found
  }

  /// The nearest product of a kind at or above one.
  package func nearest(_ kind: Product.Kind, to id: ID<Product>) -> Product? {
    if let own = self[id], own.kind == kind { return own }
    return ancestors(of: id).first { $0.kind == kind }
  }

  /// Adds values of products, by number, up the tree: every parent is the exact sum of its children and of what
  /// was booked on itself. Numbers outside of the tree are not counted.
  package func rollUp(_ values: [Int64: Int64]) -> [Int64: Int64] {
    var sums = products.map { values[$0.number] ?? 0 }
    for place in bottomUp {
      if let parent = products[place].parent.flatMap({ places[$0] }) { sums[parent] += sums[place] }
    }
    return Dictionary(uniqueKeysWithValues: zip(products.map(\.number), sums))
  }

  private var bottomUp: [Int] {
    var order = roots.compactMap { places[$0.id] }, next = 0
    while next < order.count {
      order.append(contentsOf: children[order[next]])
      next += 1
    }
    return order.reversed()
  }
}
