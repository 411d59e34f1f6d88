package import Accounts
package import Blueprint
package import Catalog
import Foundation
package import Kernel
package import Sales
package import Storage

/// What the category gains where one item leaves the shelf and another comes.
package struct RangeChange: Codable, Hashable, Sendable {
  package struct Item: Codable, Hashable, Sendable {
    package let id: ID<Product>
    package let name: String
    package let isOurs: Bool
    package let segment: String
  }

  package let dropped: Item?
  /// A year's sales of it here.
  package let droppedValue: Int64
  package let added: Item?
  /// What it would sell here in a year: its part of the category at the accounts that sell it.
  package let addedValue: PeerEstimate?
  package let peers: [String]
  package let advice: RangeAdvice?
  package let transfer: Transfer
}

/// Changes to the range of a category at an account, and what they rest on.
package struct RangeRead: Reply {
  package let category: ID<Product>
  package let categoryName: String
  package let account: String
  package let accountName: String
  package let period: SalesPeriod
  package let lens: SalesLens?
  package let through: String
  package let assumptions: Transfer.Assumptions
  package let sales: CategorySales
  /// The asked change, or else those that help the category most.
  package let changes: [RangeChange]
  package let isAsked: Bool
}

/// Which change: an item to drop, one to add, or both; without either, the best swaps.
package struct RangeQuery: Codable, Sendable {
  package var id: ID<Account>
  package var category: ID<Product>
  package var drop: ID<Product>?
  package var add: ID<Product>?
  /// Percent of an item's sales that leave the category with it: low and high, and what stays in the segment.
  package var walkAwayLow: Int?
  package var walkAwayHigh: Int?
  package var inSegment: Int?

  package init(id: ID<Account>, category: ID<Product>, drop: ID<Product>? = nil, add: ID<Product>? = nil) {
    self.id = id
    self.category = category
    self.drop = drop
    self.add = add
  }

  var assumptions: Transfer.Assumptions {
    let usual = Transfer.Assumptions.usual
    func points(_ percent: Int?, _ usual: BasisPoints) -> BasisPoints {
      percent.map { BasisPoints(min(max($0, -1), 101) * 100) } ?? usual
    }
    return Transfer.Assumptions(
      lowWalkAway: points(walkAwayLow, usual.lowWalkAway),
      highWalkAway: points(walkAwayHigh, usual.highWalkAway),
      withinSegment: points(inSegment, usual.withinSegment))
  }
}

/// The shelf of one category at one account, and what other accounts sell. Pure: it was read before.
struct RangePlan {
  let cube: CategoryCube
  /// Items that sold here in the last quarter: only they can be dropped.
  let onShelf: Set<Int32>
  let assumptions: Transfer.Assumptions

  private var here: [Int32: CategoryCube.Cell] { cube.cells(at: CategoryGround.here) }

  var shelf: [Transfer.Item] {
    here.compactMap { number, cell in
      guard let item = cube.items[number], cell.value > 0, onShelf.contains(number) else { return nil }
      return transferItem(item, cell.value)
    }.sorted { $0.number < $1.number }
  }

  private func transferItem(_ item: CategoryItem, _ value: Int64) -> Transfer.Item {
    Transfer.Item(number: item.number, segment: item.segment, isOurs: item.isOurs, value: value)
  }

  /// What an item would sell here in a year, from its part of the category at each other account that sells it.
  func estimate(_ item: Int32) -> (value: PeerEstimate?, peers: [Int32]) {
    let whole = cube.sales(at: CategoryGround.here).category
    let peers = cube.known.filter { place in
      place != CategoryGround.here && (cube.cells(at: place)[item]?.value ?? 0) > 0
    }
    let guesses = peers.compactMap { place in
      Quotient.share(
        cube.cells(at: place)[item]?.value ?? 0, of: cube.sales(at: place).category, times: whole)
    }
    return (PeerEstimate(guesses), peers)
  }

  struct Swap: Sendable {
    let dropped: Transfer.Item?
    let added: CategoryItem?
    let value: PeerEstimate?
    let peers: [Int32]
    let advice: RangeAdvice?
    let transfer: Transfer
  }

  func change(drop: Int32?, add: CategoryItem?) -> Swap? {
    let shelf = shelf, dropped = drop.flatMap { number in shelf.first { $0.number == number } }
    let rest = shelf.filter { $0.number != dropped?.number }
    let (value, peers) = add.map { estimate($0.number) } ?? (nil, [])
    var transfer: Transfer?
    if let dropped { transfer = .dropping(dropped, from: shelf, assumptions) }
    if let add, let value {
      let added = Transfer.adding(transferItem(add, value.middle), to: rest, assumptions)
      transfer = transfer.map { $0 + added } ?? added
    }
    guard let transfer else { return nil }
    let advice = dropped.flatMap { old in value.map { RangeAdvice.of(dropped: old.value, added: $0) } }
    return Swap(
      dropped: dropped, added: add, value: value, peers: peers, advice: advice, transfer: transfer)
  }

  /// In each segment the weakest items against the strongest that are missing; those that help, the most helpful first.
  /// Items in their first year are left alone: they have not had their chance.
  func best(_ limit: Int) -> [Swap] {
    var swaps: [Swap] = []
    let missing = cube.items.values.filter {
      !onShelf.contains($0.number) && (here[$0.number]?.value ?? 0) <= 0
    }
    for segment in Set(shelf.map(\.segment)).sorted() {
      let weak = shelf.filter {
        $0.segment == segment && (cube.cells(.before, at: CategoryGround.here)[$0.number]?.value ?? 0) > 0
      }.sorted { ($0.value, $0.number) < ($1.value, $1.number) }
      let strong = missing.filter { $0.segment == segment }.compactMap { item in
        estimate(item.number).value.map { (item, $0) }
      }.filter { $0.1.peers >= 3 }.sorted { ($1.1.middle, $0.0.number) < ($0.1.middle, $1.0.number) }
      for (old, new) in zip(weak, strong) {
        if let swap = change(drop: old.number, add: new.0), swap.advice != .keep { swaps.append(swap) }
      }
    }
    return Array(
      swaps.sorted {
        ($1.transfer.category.least, $0.dropped?.number ?? 0) < (
          $0.transfer.category.least, $1.dropped?.number ?? 0
        )
      }.prefix(limit))
  }
}

extension CategoryDesk {
  package static func range(_ query: RangeQuery, _ context: Context, _ db: Connection) throws -> RangeRead {
    guard query.assumptions.isSound else { throw CategoryRefusal.badAssumptions }
    let ground = try CategoryGround(CategoryPeriod(), context, db)
    let account = try Account.find(query.id, for: context.actor, db)
    let category = try ground.category(query.category), items = ground.book.items(of: category)
    let cube = try ground.cube(items, at: account)
    let plan = try rangePlan(ground, cube, items, at: account, query.assumptions)
    func item(_ id: ID<Product>?) throws -> CategoryItem? {
      guard let id else { return nil }
      guard let found = items.first(where: { $0.id == id }) else { throw CategoryRefusal.itemNotThere }
      return found
    }
    let drop = try item(query.drop), add = try item(query.add), isAsked = drop != nil || add != nil
    let swaps = isAsked ? [plan.change(drop: drop?.number, add: add)].compactMap { $0 } : plan.best(12)
    return RangeRead(
      category: category.id, categoryName: category.name, account: account.id.text, accountName: account.name,
      period: ground.period, lens: ground.lens, through: ground.throughText, assumptions: query.assumptions,
      sales: cube.sales(at: CategoryGround.here), changes: swaps.map { change($0, ground, cube) },
      isAsked: isAsked)
  }

  static func rangePlan(
    _ ground: CategoryGround, _ cube: CategoryCube, _ items: [CategoryItem], at account: Account,
    _ assumptions: Transfer.Assumptions
  ) throws -> RangePlan {
    let last = ground.period.weeks.upperBound
    let sites = SiteSet(
      try SalesDesk.sites(below: account.id, on: ground.context.today, for: ground.context.actor, ground.db))
    let quarter = try ground.cells(
      items, (last - Int32(ShelfSales.quarterWeeks) + 1)...last, sites: sites, groups: nil, of: ground.sources
    )
    let sold = quarter.values.flatMap { $0.filter { $0.value.units > 0 }.keys }
    return RangePlan(cube: cube, onShelf: Set(sold), assumptions: assumptions)
  }

  static func change(_ swap: RangePlan.Swap, _ ground: CategoryGround, _ cube: CategoryCube) -> RangeChange {
    func item(_ number: Int32?) -> RangeChange.Item? {
      number.flatMap { cube.items[$0] }.map {
        RangeChange.Item(
          id: $0.id, name: $0.name, isOurs: $0.isOurs, segment: ground.book.name($0.segment))
      }
    }
    let names = Dictionary(uniqueKeysWithValues: ground.tops.map { ($0.number, $0.name) })
    return RangeChange(
      dropped: item(swap.dropped?.number), droppedValue: swap.dropped?.value ?? 0,
      added: item(swap.added?.number), addedValue: swap.value, peers: swap.peers.compactMap { names[$0] },
      advice: swap.advice, transfer: swap.transfer)
  }
}
