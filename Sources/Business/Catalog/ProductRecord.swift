import Blueprint
package import Kernel
import Storage

/// A product with its place, its codes and its prices: what its page and its JSON show.
package struct ProductRecord: Reply, Versioned, Located, Hashable {
  package struct Place: Codable, Hashable, Sendable {
    package let id: ID<Product>
    package let number: Int64
    package let name: String
    package let kind: Product.Kind

    init(_ product: Product) {
      id = product.id
      number = product.number
      name = product.name
      kind = product.kind
    }
  }

  package let product: Product
  package let status: Product.Status
  package let path: [Place]
  package let children: [Place]
  package let codes: [SourceAlias]
  package let prices: [DatedPrice]
  package let costs: [DatedPrice]

  package var version: Int { product.version }
  package var location: String { "/products/\(product.id)" }

  package struct Wanted: Codable, Sendable {
    package var id: ID<Product>
    package init(id: ID<Product>) { self.id = id }
  }

  static func find(_ id: ID<Product>, _ context: Context) async throws -> ProductRecord {
    try await context.read { db in
      let product = try Product.find(id, db)
      return ProductRecord(
        product: product, status: product.status(on: context.today),
        path: product.parent == nil ? [] : try Product.path(to: id, db).map(Place.init),
        children: product.kind == .item ? [] : try Product.children(of: id, limit: 200, db).map(Place.init),
        // A source may be one account's, and its name tells of the account to those who may not see it.
        codes: context.actor.seesEverything ? try Product.aliases(of: id, db) : [],
        prices: try Product.prices(of: id, db),
        // What an item costs us is for those who sell it, not for every reader.
        costs: context.actor.role >= .manager ? try Product.costs(of: id, db) : [])
    }
  }
}
