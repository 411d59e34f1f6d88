package import Blueprint
import Foundation
package import Kernel
package import Storage

extension Product {
  package static let wasAdded = EventKind<Product>("product.added")
  package static let wasChanged = EventKind<Product>("product.changed")
  package static let gotPrice = EventKind<Product>("product.price-set")
  package static let gotCost = EventKind<Product>("product.cost-set")
  package static let wasDeleted = EventKind<Product>("product.deleted")

  package static func add(_ input: New, _ context: Context) async throws -> Product {
    try await context.write { try add(input, context, $0) }
  }

  /// The same within a transaction that does more.
  package static func add(_ input: New, _ context: Context, _ db: Connection) throws -> Product {
    let product = try placed(try input.product(number: try nextNumber(db), context), db)
    try checkGTIN(product, db)
    try save([product], db)
    if let source = input.source, let code = input.code, !source.isEmpty, !code.isEmpty {
      try give(SourceAlias(source: source, code: code), to: product.id, db)
    }
    try context.publish(wasAdded, product.id, after: words(product), db)
    return product
  }

  /// Saves a change; one made to another version than the stored is refused, and what stands there is said.
  package static func change(_ input: Change, _ context: Context) async throws -> Product {
    try await context.write { db in
      let old = try find(input.id, db)
      var new = try old.applying(input)
      if let seen = input.version, seen != old.version {
        throw ProductRefusal.changedMeanwhile(now: old.version, fields: differing(old, new))
      }
      guard new != old else { return old }
      if new.parent != old.parent, let parent = new.parent {
        let below = try subtree(of: new.id, db)
        guard !below.contains(where: { $0.id == parent }) else { throw ProductRefusal.parentOfItself }
      }
      new = try placed(new, db)
      try checkGTIN(new, db)
      new.version += 1
      new.changedAt = context.now
      guard try replace(new, version: old.version, db) else { throw ProductRefusal.notThere }
      if new.parent != old.parent { try settle(below: new, db) }
      let before = words(old), after = words(new)
      try context.publish(
        wasChanged, new.id, before: before.filter { after[$0.key] != $0.value },
        after: after.filter { before[$0.key] != $0.value }, db)
      return new
    }
  }

  /// The product with the category and brand of its place; refuses a place out of order.
  private static func placed(_ product: Product, _ db: Connection) throws -> Product {
    var new = product
    var parent: Product?
    if let id = product.parent {
      do { parent = try find(id, db) } catch ProductRefusal.notThere { throw ProductRefusal.parentUnknown }
    }
    if let parent, parent.kind >= product.kind {
      throw ProductRefusal.parentBelow(child: product.kind, parent: parent.kind)
    }
    new.category = product.kind == .category ? product.id : parent?.category
    new.brand = product.kind == .brand ? product.id : parent?.brand
    return new
  }

  /// Category and brand of all below one that moved.
  private static func settle(below top: Product, _ db: Connection) throws {
    var new: [ID<Product>: Product] = [top.id: top], changed: [Product] = []
    for var product in try subtree(of: top.id, db).dropFirst() {
      let parent = product.parent.flatMap { new[$0] }
      product.category = product.kind == .category ? product.id : parent?.category
      product.brand = product.kind == .brand ? product.id : parent?.brand
      new[product.id] = product
      changed.append(product)
    }
    try save(changed, db)
  }

  private static func checkGTIN(_ product: Product, _ db: Connection) throws {
    if let gtin = product.gtin, let holder = try withGTIN(gtin, db), holder.id != product.id {
      throw ProductRefusal.gtinTaken(gtin.printed, by: holder.name)
    }
  }

  /// Notes how a source calls a product; refuses where the code means another one in these days.
  package static func give(_ alias: SourceAlias, to id: ID<Product>, _ db: Connection) throws {
    if let name = try holder(of: alias, except: id, db) {
      throw ProductRefusal.codeTaken(source: alias.source, code: alias.code, by: name)
    }
    try save([(alias, id)], db)
  }

  /// What the audit trail keeps of a product.
  static func words(_ product: Product) -> [String: String] {
    [
      "name": product.name, "kind": product.kind.rawValue, "parent": product.parent?.text ?? "",
      "gtin": product.gtin?.printed ?? "", "caseGTIN": product.caseGTIN?.printed ?? "",
      "caseQuantity": product.caseQuantity.map(String.init) ?? "", "eqFactor": product.eqFactor.description,
      "eqUnit": product.eqUnit?.rawValue ?? "", "uom": product.uom.rawValue,
      "firstDay": product.validity.shownFirstDay?.description ?? "",
      "lastDay": product.validity.shownLastDay?.description ?? "",
      "isMerchandise": product.isMerchandise ? "true" : "false",
      "isOurs": product.isOurs ? "true" : "false", "note": product.note,
    ]
  }

  private static func differing(_ now: Product, _ wanted: Product) -> String {
    let now = words(now), wanted = words(wanted)
    let names = now.keys.sorted().filter { now[$0] != wanted[$0] }
    return names.map { "\($0) is “\(now[$0] ?? "")”" }.joined(separator: ", ")
  }

  /// A price or a cost from a day on.
  package struct Priced: Codable, Sendable {
    package var id: ID<Product>
    package var price: String
    package var currency: Currency
    package var from: Day?
  }

  package static func setPrice(_ input: Priced, _ context: Context) async throws -> Product {
    try await context.write { db in
      let product = try find(input.id, db), price = try unit(input)
      try setPrice(price, of: product.id, from: input.from ?? context.today, db)
      try context.publish(gotPrice, product.id, after: ["price": price.description], db)
      return product
    }
  }

  package static func setCost(_ input: Priced, _ context: Context) async throws -> Product {
    try await context.write { db in
      let product = try find(input.id, db), cost = try unit(input)
      try setCost(cost, of: product.id, from: input.from ?? context.today, db)
      try context.publish(gotCost, product.id, after: ["cost": cost.description], db)
      return product
    }
  }

  private static func unit(_ input: Priced) throws -> UnitPrice {
    guard let price = UnitPrice(input.price[...].trimmed, input.currency) else {
      throw ProductRefusal.notAPrice(input.price)
    }
    return price
  }

  package static func delete(_ id: ID<Product>, _ context: Context) async throws {
    try await context.write { db in
      let product = try find(id, db), children = try counts(under: id, db)
      guard children == 0 else { throw ProductRefusal.referred("\(children) products stand below it") }
      do { try delete([id], db) } catch StorageError.foreignKey {
        throw ProductRefusal.referred("sales or other records refer to it")
      }
      try context.publish(wasDeleted, id, before: ["name": product.name], db)
    }
  }

  /// An item that an import met and nobody knew.
  package struct Unknown: Sendable {
    package let code: String
    package let name: String
    package let gtin: GTIN?
    /// Instead of the category that the import names.
    package let parent: ID<Product>?

    package init(code: String, name: String, gtin: GTIN? = nil, parent: ID<Product>? = nil) {
      self.parent = parent
      self.code = code
      self.name = name
      self.gtin = gtin
    }
  }

  /// Makes a provisional item with its code for each unknown one, all in the transaction of the import itself;
  /// answers the numbers by code.
  package static func addProvisional(
    _ unknown: [Unknown], source: String, parent: ID<Product>?, _ context: Context, _ db: Connection
  ) throws -> [String: Int64] {
    guard !unknown.isEmpty else { return [:] }
    let above = try parent.map { try find($0, db) }
    var taken = Set(try numbersByGTIN(db).keys), number = try nextNumber(db), made: [Product] = []
    for one in unknown {
      let name = one.name[...].trimmed
      var product = Product(
        id: .new(at: context.now), number: number, kind: .item, name: name.isEmpty ? one.code : name,
        parent: one.parent ?? parent,
        at: context.now)
      if let gtin = one.gtin, taken.insert(gtin).inserted { product.gtin = gtin }
      product.category = above?.category
      product.brand = above?.brand
      product.isProvisional = true
      made.append(product)
      number += 1
    }
    try save(made, db)
    try save(zip(made, unknown).map { (SourceAlias(source: source, code: $1.code), $0.id) }, db)
    return Dictionary(zip(unknown.map(\.code), made.map(\.number))) { first, _ in first }
  }
}
