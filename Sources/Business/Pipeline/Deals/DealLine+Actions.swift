import Blueprint
import Catalog
import Kernel
import Storage

extension DealLine {
  static let wasAdded = EventKind<Deal>("deal.line-added")
  static let wasRemoved = EventKind<Deal>("deal.line-removed")

  /// The first line of a new deal, at its whole amount.
  static func begin(_ deal: Deal, _ product: ID<Product>, _ context: Context, _ db: Connection) throws {
    guard let name = try productName(product, db) else { throw DealRefusal.lineUnknown }
    let price = deal.amount ?? Money.zero(deal.currency)
    let line = DealLine(id: .new(at: context.now), product: product, name: name, quantity: 1, price: price)
    try insert([(deal.id, 1, line)], db)
  }

  static func add(_ input: New, _ context: Context) async throws -> Deal {
    try await context.write { db in
      let deal = try Deal.find(input.id, for: context.actor, db)
      guard let price = try Deal.amount(input.price, deal.currency) else {
        throw DealRefusal.badAmount(input.price)
      }
      guard price.currency == deal.currency else {
        throw DealRefusal.lineCurrency(price.currency, deal.currency)
      }
      let product = try input.product.map { id in
        guard let name = try productName(id, db) else { throw DealRefusal.lineUnknown }
        return name
      }
      guard let name = Deal.trimmed(input.name) ?? product else { throw DealRefusal.nameMissing }
      guard name.count <= Deal.longest else {
        throw DealRefusal.tooLong(field: "name", limit: Deal.longest)
      }
      let line = DealLine(
        id: .new(at: context.now), product: input.product, name: name,
        quantity: try quantity(input.quantity), price: price)
      _ = try sum([line], deal.currency)
      try insert([(deal.id, try nextPlace(deal.id, db), line)], db)
      try context.publish(
        wasAdded, deal.id, after: ["line": "\(line.quantity) x \(line.name)", "price": price.description], db)
      return try settle(deal, context, db)
    }
  }

  static func remove(_ wanted: Wanted, _ context: Context) async throws -> Deal {
    try await context.write { db in
      let deal = try Deal.find(wanted.id, for: context.actor, db)
      let old = try of(deal.id, db).first { $0.id == wanted.line }
      guard let old, try delete(wanted, db) else { throw DealRefusal.lineUnknown }
      try context.publish(wasRemoved, deal.id, before: ["line": "\(old.quantity) x \(old.name)"], db)
      return try settle(deal, context, db)
    }
  }

  /// The deal's amount follows its lines; the last line leaves it as it was.
  private static func settle(_ old: Deal, _ context: Context, _ db: Connection) throws -> Deal {
    guard let sum = try sum(try of(old.id, db), old.currency), sum != old.amount else { return old }
    var new = old
    new.amount = sum
    new = try new.checked().valued(context, db)
    try new.save(after: old, on: context.today, Deal.wasChanged, context, db)
    return try Deal.find(old.id, for: context.actor, db)
  }
}
