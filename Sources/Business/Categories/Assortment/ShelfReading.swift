import Accounts
import Blueprint
import Catalog
import Kernel
import Sales
import Statistics
import Storage

/// The accounts that a reader sees, as the shelf needs them.
struct AccountMap: Sendable {
  struct One: Sendable {
    let id: String
    let name: String
    let kind: Account.Kind
  }
  private(set) var accounts: [Int32: One] = [:]
  private(set) var above: [Int32: Int32] = [:]

  init(_ actor: Actor, _ db: Connection) throws {
    let rows = try db.all(
      """
      SELECT a.number, a.id, a.name, a.kind, p.number FROM accounts a
      LEFT JOIN accounts p ON p.id = COALESCE(a.merged_into, a.parent_id) WHERE \(Account.visible(to: actor))
      """
    ) { row in
      (
        Int32(try row.int(0)), One(id: try row.text(1), name: try row.text(2), kind: try row.choice(3)),
        try row.intOrNil(4).map { Int32($0) }
      )
    }
    for (number, one, parent) in rows {
      accounts[number] = one
      above[number] = parent
    }
  }

  /// The banner above a store, or else the top of its tree.
  func banner(of number: Int32) -> Int32 {
    var place = number, steps = 0
    while let parent = above[place], accounts[parent] != nil, steps < 100 {
      if accounts[place]?.kind == .banner { return place }
      place = parent
      steps += 1
    }
    return place
  }

  func name(_ number: Int32) -> String { accounts[number]?.name ?? "a store" }
}

extension CategoryGround {
  /// An account's stores, ready to be searched for voids of a category.
  func voidFinder(
    _ sales: ShelfSales, below stores: [Int32], at account: Account, _ map: AccountMap, _ rules: VoidRules
  ) throws -> VoidFinder {
    let own = Set(stores), last = tillWeek ?? period.weeks.upperBound
    let day = Week(ordinal: Int(last), endingOn: calendar.weekEnding).lastDay
    return VoidFinder(
      items: sales.items.filter { $0.isOurs && $0.validity.contains(day) },
      stores: sales.profiles.keys.filter(own.contains).sorted(), sales: sales,
      shelf: try listedShelf(sales.items, stores, at: account, on: day, map), rules: rules)
  }

  /// The last week of the tills.
  var tillWeek: Int32? { tills.compactMap { last(of: $0) }.max() }

  private func listedShelf(
    _ items: [CategoryItem], _ stores: [Int32], at account: Account, on day: Day, _ map: AccountMap
  ) throws -> ListedShelf {
    let numbers = Dictionary(uniqueKeysWithValues: items.map { ($0.id.text, $0.number) })
    let rows = try db.all(
      """
      SELECT a.number, l.product_id FROM shelf_listings l JOIN accounts a ON a.id = l.account_id
      JOIN products p ON p.id = l.product_id
      WHERE p.number IN \(SQL.list(items.map(\.number))) AND l.first_day <= \(day) AND l.last_day >= \(day)
      """
    ) { (Int32(try $0.int(0)), try $0.text(1)) }
    var listed: [Int32: Set<Int32>] = [:]
    for (place, product) in rows {
      if let item = numbers[product] { listed[place, default: []].insert(item) }
    }
    // Listings of the account itself, of what is above it, or of its stores: any of them says that lists are kept.
    var around = Set(stores), next: Int32? = Int32(clamping: account.number), steps = 0
    while let place = next, steps < 100 {
      around.insert(place)
      next = map.above[place]
      steps += 1
    }
    return ListedShelf(isKept: listed.keys.contains(where: around.contains), listed: listed, above: map.above)
  }
}
