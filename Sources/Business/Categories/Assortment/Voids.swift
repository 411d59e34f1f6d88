package import Accounts
package import Blueprint
package import Catalog
import Foundation
package import Kernel
import Sales
package import Storage

/// Stores of an account that ought to sell our items and do not, the dearest first.
package struct Voids: Reply {
  package struct Line: Codable, Hashable, Sendable {
    package let category: String
    package let item: ID<Product>
    package let itemName: String
    package let store: String
    package let storeName: String
    package let kind: VoidKind
    package let authority: Authority?
    /// A week's sales there, from like stores; nil where fewer than two sell it.
    package let weekly: PeerEstimate?
    package let peersSelling: Int
    package let peersLooked: Int
    /// How often chance alone would explain the silence, in millionths.
    package let chance: Int64
    package let peers: [Peer]
  }

  /// A like store that sells the item.
  package struct Peer: Codable, Hashable, Sendable {
    package let store: String
    package let name: String
    /// Thousandths; 0 is the same store.
    package let distance: Int64
    package let weekly: Int64
    package let guess: Int64
  }

  package let account: String
  package let accountName: String
  package let rules: VoidRules
  package let currency: String
  package let lastWeek: Week?
  package let lines: [Line]
  /// Pairs of store and item that were looked at because the item did not sell there.
  package let looked: Int
  package let mayBeChance: Int
  package let silentStores: [String]
  package let listingsAreKept: Bool
  package let hasStores: Bool

  package var weekly: Int64 { lines.compactMap(\.weekly?.middle).reduce(0, +) }
}

/// Which voids: of one category or of all, by the usual rules or by others.
package struct VoidQuery: Codable, Sendable {
  package var id: String
  package var category: ID<Product>?
  package var item: ID<Product>?
  package var store: ID<Account>?
  /// Weeks without a sale.
  package var weeks: Int?
  /// Percent of stores that make an item authorised where no listing is kept.
  package var custom: Int?

  package init(id: String, category: ID<Product>? = nil, weeks: Int? = nil, custom: Int? = nil) {
    self.id = id
    self.category = category
    self.weeks = weeks
    self.custom = custom
  }

  var rules: VoidRules {
    var rules = VoidRules.usual
    if let weeks { rules.silentWeeks = min(max(weeks, 1), 26) }
    if let custom { rules.customPercent = min(max(custom, 1), 100) }
    return rules
  }
}

extension CategoryDesk {
  package static func voids(_ query: VoidQuery, _ context: Context, _ db: Connection) throws -> Voids {
    guard let id = ID<Account>(query.id) else { throw AccountRefusal.notThere }
    let account = try Account.find(id, for: context.actor, db)
    let ground = try CategoryGround(CategoryPeriod(), context, db)
    var voids = try voids(query, at: account, ground)
    guard query.item != nil || query.store != nil else { return voids }
    voids = voids.only { line in
      (query.item.map { $0 == line.item } ?? true) && (query.store.map { $0.text == line.store } ?? true)
    }
    return voids
  }

  static func voids(_ query: VoidQuery, at account: Account, _ ground: CategoryGround) throws -> Voids {
    let map = try AccountMap(ground.context.actor, ground.db), rules = query.rules
    let below = try SalesDesk.sites(
      below: account.id, on: ground.context.today, for: ground.context.actor, ground.db)
    let categories =
      try query.category.map { [try ground.category($0)] } ?? ground.book.categories
    var lines: [Voids.Line] = [], looked = 0, chance = 0, silent: Set<String> = [], isKept = false
    var hasStores = false
    for category in categories {
      let items = ground.book.items(of: category)
      guard !items.isEmpty, !ground.tills.isEmpty else { continue }
      let sales = try ground.shelfSales(items, at: below, map, rules)
      let finder = try ground.voidFinder(sales, below: below, at: account, map, rules), found = finder.run()
      lines += found.voids.compactMap { line($0, category, ground.book, map) }
      looked += found.looked
      chance += found.mayBeChance
      silent.formUnion(found.silentStores.map(map.name))
      isKept = isKept || finder.shelf.isKept
      hasStores = hasStores || !finder.stores.isEmpty
    }
    return Voids(
      account: account.id.text, accountName: account.name, rules: rules, currency: ground.currency,
      lastWeek: ground.tillWeek.map { Week(ordinal: Int($0), endingOn: ground.calendar.weekEnding) },
      lines: lines.sorted(by: Voids.isDearer), looked: looked, mayBeChance: chance,
      silentStores: silent.sorted(), listingsAreKept: isKept,
      hasStores: hasStores)
  }

  static func line(
    _ void: ShelfVoid, _ category: Product, _ book: ProductBook, _ map: AccountMap
  ) -> Voids.Line? {
    guard let item = book.ids[void.item], let store = map.accounts[void.store] else { return nil }
    return Voids.Line(
      category: category.name, item: item, itemName: book.name(void.item), store: store.id,
      storeName: store.name, kind: void.kind, authority: void.authority, weekly: void.weekly,
      peersSelling: void.peers.count, peersLooked: void.looked,
      chance: Int64((void.chance * 1_000_000).rounded()),
      peers: void.peers.compactMap { peer in
        map.accounts[peer.store].map {
          Voids.Peer(
            store: $0.id, name: $0.name, distance: Int64((peer.distance * 1_000).rounded()),
            weekly: peer.weekly, guess: peer.guess)
        }
      })
  }
}

extension Voids {
  static func isDearer(_ one: Line, _ other: Line) -> Bool {
    (other.weekly?.middle ?? 0, one.itemName, one.storeName) < (
      one.weekly?.middle ?? 0, other.itemName, other.storeName
    )
  }

  /// The same with fewer lines.
  func only(_ keeps: (Line) -> Bool) -> Voids {
    Voids(
      account: account, accountName: accountName, rules: rules, currency: currency, lastWeek: lastWeek,
      lines: lines.filter(keeps), looked: looked, mayBeChance: mayBeChance, silentStores: silentStores,
      listingsAreKept: listingsAreKept, hasStores: hasStores)
  }
}
