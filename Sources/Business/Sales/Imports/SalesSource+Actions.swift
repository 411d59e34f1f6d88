import Accounts
import Blueprint
import Foundation
import Kernel
import Storage

extension SalesSource {
  static let wasAdded = EventKind<SalesSource>("sales.source-added")

  /// The source of a loader, made with its account where it is new.
  static func findOrAdd(_ spec: LoaderSpec, weekEnding: Weekday, _ context: Context) async throws
    -> SalesSource
  {
    let wanted = spec.source
    if let known = try await context.read({ try find(code: wanted.code, $0) }) {
      guard known.currency == wanted.currency else {
        throw ImportRefusal.otherCurrency(source: known.name, has: known.currency, wanted: wanted.currency)
      }
      guard known.weekEnding == weekEnding else { throw ImportRefusal.otherWeeks(source: known.name) }
      return known
    }
    return try await context.database.write { db in
      // Two imports may bring the same new source at once.
      try db.lock("sales_sources")
      if let known = try find(code: wanted.code, db) { return known }
      let root = try wanted.account.map { try rootAccount(named: $0, spec, context, db) }
      let source = SalesSource(
        id: .new(at: context.now), number: try nextNumber(db), code: wanted.code, name: wanted.name,
        kind: wanted.kind, account: root, currency: wanted.currency, weekEnding: weekEnding,
        loader: spec.name,
        stateVersion: 0, createdAt: context.now)
      try insert(source, db)
      try context.publish(
        wasAdded, source.id, after: ["name": source.name, "kind": source.kind.rawValue], db)
      return source
    }
  }

  /// The account of this name at the top of the tree that the actor may see, or a new one.
  static func rootAccount(
    named name: String, _ spec: LoaderSpec, _ context: Context, _ db: Connection
  ) throws -> ID<Account> {
    let folded = SearchKey.fold(name)
    let found = try Account.named(folded, for: context.actor, limit: 10, db).first {
      SearchKey.fold($0.name) == folded
    }
    if let found { return found.id }
    var new = Account.New(name: name, kind: .group)
    new.currency = spec.source.currency
    return try Account.add(new, context, db).id
  }
}
