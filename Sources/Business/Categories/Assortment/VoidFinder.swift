import Kernel
import Statistics

/// A store that ought to sell an item and does not, with what it would sell there.
struct ShelfVoid: Hashable, Sendable {
  struct Peer: Hashable, Sendable {
    let store: Int32
    let distance: Double
    /// What it sells of the item in a week, and what that comes to at the size of this store; ten-thousandths.
    let weekly: Int64
    let guess: Int64
  }

  let item: Int32
  let store: Int32
  let kind: VoidKind
  let authority: Authority?
  /// A week's sales; nil with fewer than two like stores that sell it.
  let weekly: PeerEstimate?
  /// Like stores that sell the item, nearest first, and how many like stores were looked at.
  let peers: [Peer]
  let looked: Int
  /// How often chance alone would explain the silence.
  let chance: Double
}

/// Finds voids of one category at one account. Pure: what stores sold was read before.
struct VoidFinder {
  /// Items that are ours and on sale.
  let items: [CategoryItem]
  /// The account's stores.
  let stores: [Int32]
  let sales: ShelfSales
  let shelf: ListedShelf
  let rules: VoidRules

  struct Found {
    var voids: [ShelfVoid] = []
    /// Silent, but so slow that it may be chance.
    var mayBeChance = 0
    /// Stores that sold nothing of the category for weeks: closed, or their data is late.
    var silentStores: [Int32] = []
    var looked = 0
  }

  func run() -> Found {
    var found = Found()
    let open = stores.filter { sales.recent[$0]?.isEmpty == false }
    found.silentStores = stores.filter { sales.recent[$0]?.isEmpty != false && sales.profiles[$0] != nil }
    let custom = Set(
      items.map(\.number).filter { item in
        rules.isCustom(selling: open.count { sales.sold(item, $0) }, of: open.count)
      })
    for store in open {
      let near = sales.nearest(rules.peers, to: store)
      for item in items where sales.recent[store]?.contains(item.number) != true {
        found.looked += 1
        let authority = authority(item.number, store, custom)
        guard let one = find(item.number, store, authority, near) else { continue }
        if one.kind != .unlisted, one.chance * 100 > Double(rules.chancePercent) {
          found.mayBeChance += 1
        } else {
          found.voids.append(one)
        }
      }
    }
    found.voids.sort {
      ($1.weekly?.middle ?? 0, $0.item, $0.store) < ($0.weekly?.middle ?? 0, $1.item, $1.store)
    }
    return found
  }

  private func authority(_ item: Int32, _ store: Int32, _ custom: Set<Int32>) -> Authority? {
    if shelf.isKept { return shelf.lists(item, at: store) ? .listing : nil }
    return custom.contains(item) ? .custom : nil
  }

  private func find(
    _ item: Int32, _ store: Int32, _ authority: Authority?,
    _ near: [(store: StoreProfile, distance: Double)]
  ) -> ShelfVoid? {
    let peers = near.compactMap { peer(item, store, $0.store.number, $0.distance) }
    let weekly = PeerEstimate(peers.map(\.guess))
    let hasSold = sales.sold(item, store)
    if authority == nil, hasSold || peers.count < rules.peersSelling { return nil }
    let units = hasSold ? sales.year[store]?[item]?.units ?? 0 : 0
    let rate = hasSold ? Double(units) / 1_000 / 52 : peerRate(item, store, peers)
    return ShelfVoid(
      item: item, store: store, kind: authority == nil ? .unlisted : hasSold ? .stopped : .neverSold,
      authority: authority, weekly: weekly, peers: peers, looked: near.count,
      chance: chanceOfSilence(rate: rate, weeks: Double(rules.silentWeeks)))
  }

  /// What a like store sells of the item in a week, brought to the size of this one; nil where it does not sell it.
  private func peer(_ item: Int32, _ store: Int32, _ other: Int32, _ distance: Double) -> ShelfVoid.Peer? {
    guard let cell = sales.quarter[other]?[item], cell.units > 0, cell.value > 0 else { return nil }
    let here = sales.total(store), there = sales.total(other)
    guard here > 0, there > 0,
      let weekly = Quotient.rounded(Int128(cell.value), Int128(ShelfSales.quarterWeeks)),
      let guess = Quotient.rounded(
        Int128(cell.value) * Int128(here), Int128(there) * Int128(ShelfSales.quarterWeeks))
    else { return nil }
    return ShelfVoid.Peer(store: other, distance: distance, weekly: weekly, guess: guess)
  }

  /// Units a week at the middle peer.
  private func peerRate(_ item: Int32, _ store: Int32, _ peers: [ShelfVoid.Peer]) -> Double {
    let rates = peers.map { peer in
      Double(sales.quarter[peer.store]?[item]?.units ?? 0) / 1_000 / Double(ShelfSales.quarterWeeks)
        * (peer.weekly > 0 ? Double(peer.guess) / Double(peer.weekly) : 1)
    }.sorted()
    return rates.isEmpty ? 0 : rates[rates.count / 2]
  }
}

/// Which items are listed at which stores, where anybody has said so.
struct ListedShelf: Sendable {
  /// Whether listings of this category are kept for the account; without them custom decides.
  let isKept: Bool
  private let listed: [Int32: Set<Int32>]
  /// The account directly above each.
  private let above: [Int32: Int32]

  /// `listed` holds items by the account, at any level, that lists them.
  init(isKept: Bool, listed: [Int32: Set<Int32>], above: [Int32: Int32]) {
    self.isKept = isKept
    self.listed = listed
    self.above = above
  }

  /// Listed at the store itself or at anything above it.
  func lists(_ item: Int32, at store: Int32) -> Bool {
    var next: Int32? = store, steps = 0
    while let account = next, steps < 100 {
      if listed[account]?.contains(item) == true { return true }
      next = above[account]
      steps += 1
    }
    return false
  }
}
