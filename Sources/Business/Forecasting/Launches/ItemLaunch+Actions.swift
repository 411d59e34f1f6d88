import Accounts
package import Blueprint
import Catalog
package import Kernel
import Storage

extension ItemLaunch {
  package static func add(_ input: New, _ context: Context) async throws -> ItemLaunch {
    try await context.write { db in
      let account = try input.account.map { try Account.find($0, for: context.actor, db) }
      guard account != nil || context.actor.seesEverything else { throw ForecastRefusal.notYours }
      let product = try Product.find(input.product, db)
      let made = try input.terms.draft(
        (product.id.text, product.name), account.map { ($0.id.text, $0.name) }, db
      ).made(context)
      var checks = try LaunchChecks(db)
      try checks.take(made, db)
      try keep([made], context, db)
      return made
    }
  }

  /// What it said before is kept as an entry taken back: a forecast looked back from before the change still finds it.
  package static func change(_ input: Change, _ context: Context) async throws -> ItemLaunch {
    try await context.write { db in
      let old = try mine(input.id, context, db)
      let account = old.account.map { ($0, old.accountName ?? "") }
      var made = try input.terms.draft((old.product, old.productName), account, db).made(context)
      var checks = try LaunchChecks(db)
      try checks.take(made, besides: old.id, db)
      var before = old
      (before.id, before.withdrawnAt, made.id) = (made.id, context.now, old.id)
      try delete(old.id, db)
      try insert([before], db)
      try keep([made], context, db)
      return made
    }
  }

  package struct Removal: Codable, Sendable {
    package var id: ID<ItemLaunch>
    package init(id: ID<ItemLaunch>) { self.id = id }
  }

  package static func remove(_ input: Removal, _ context: Context) async throws -> ItemLaunch {
    try await context.write { db in
      var one = try mine(input.id, context, db)
      try withdraw(one.id, at: context.now, db)
      try context.publish(wasWithdrawn, one.id, before: ["scope": one.scope, "like": one.likeness], db)
      one.withdrawnAt = context.now
      return one
    }
  }

  static func keep(_ launches: [ItemLaunch], _ context: Context, _ db: Connection) throws {
    try insert(launches, db)
    for one in launches {
      try context.publish(wasMade, one.id, after: ["scope": one.scope, "like": one.likeness], db)
    }
  }

  private static func mine(
    _ id: ID<ItemLaunch>, _ context: Context, _ db: Connection
  ) throws -> ItemLaunch {
    let one = try find(id, for: context.actor, db)
    guard one.account != nil || context.actor.seesEverything else { throw ForecastRefusal.notYours }
    return one
  }
}

extension ItemLaunch.Terms {
  /// With the names of what it is about.
  func draft(
    _ product: ForecastRows.Named, _ account: ForecastRows.Named?, _ db: Connection
  ) throws -> ItemLaunch.Draft {
    func named(_ id: ID<Product>) throws -> ForecastRows.Named {
      let product = try Product.find(id, db)
      return (product.id.text, product.name)
    }
    let likes = [(like, share), (like2, share2), (like3, share3)]
    return ItemLaunch.Draft(
      product: product, account: account, from: from,
      likes: try likes.compactMap { like, share in try like.map { (try named($0), share) } }, level: level,
      replaces: try replaces.map(named), weeks: weeks, sum: sum, reason: reason)
  }
}
