import Accounts
package import Blueprint
import Catalog
package import Kernel
import Storage
import Team

extension KnownEvent {
  package static func add(_ input: New, _ context: Context) async throws -> KnownEvent {
    try await context.write { db in
      let account = try input.account.map { try Account.find($0, for: context.actor, db) }
      let product = try input.product.map { try Product.find($0, db) }
      guard account != nil || context.actor.seesEverything else { throw ForecastRefusal.notYours }
      let currency = try Company.current(db).currency
      let made = try input.made(
        account.map { ($0.id.text, $0.name) }, product.map { ($0.id.text, $0.name) }, currency, context)
      try insert([made], currency, db)
      try context.publish(wasMade, made.id, after: ["scope": made.scope, "what": made.what], db)
      return made
    }
  }

  package struct Removal: Codable, Sendable {
    package var id: ID<KnownEvent>
    package init(id: ID<KnownEvent>) { self.id = id }
  }

  package static func remove(_ input: Removal, _ context: Context) async throws -> KnownEvent {
    try await context.write { db in
      let one = try find(input.id, for: context.actor, db)
      guard one.account != nil || context.actor.seesEverything else { throw ForecastRefusal.notYours }
      try delete(one.id, db)
      try context.publish(wasRemoved, one.id, before: ["scope": one.scope, "what": one.what], db)
      return one
    }
  }
}
