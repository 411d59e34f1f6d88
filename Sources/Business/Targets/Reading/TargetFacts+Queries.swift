package import Accounts
package import Blueprint
import Catalog
import Foundation
package import Kernel
package import Sales
package import Storage

/// What was sold, for places of a target tree: read from the facts, kept nowhere.
package struct TargetFacts {
  /// Sums by week at the scale of facts.
  package typealias Weekly = [Int32: Int64]

  private let metric: TargetMetric
  private let sources: [SalesSource]
  private let actor: Actor
  private let db: Connection
  /// The last week of which a source of this kind and currency has figures.
  package let through: Int32?

  package init(
    _ metric: TargetMetric, _ basis: SalesSource.Kind, _ currency: Currency, for actor: Actor,
    _ db: Connection
  ) throws {
    self.metric = metric
    self.actor = actor
    self.db = db
    sources = try SalesSource.all(db).filter { $0.kind == basis && $0.currency == currency }
    let ends = try SalesDesk.through(for: actor, db)
    through = sources.compactMap { ends[$0.number] }.max()
  }

  /// What these accounts sold by week, each with all below it that the actor may see.
  package func weekly(accounts: [ID<Account>], weeks: ClosedRange<Int32>) throws -> [ID<Account>: Weekly] {
    let sites = try sites(below: accounts)
    guard sites.count > 1, metric != .volume else {
      return try sites.mapValues { try weekly(at: $0, weeks: weeks) }
    }
    // All accounts in one reading of every source, and not every source once for each account.
    let order = sites.keys.sorted()
    var groups: [Int32: Int32] = [:]
    for (place, account) in order.enumerated() {
      for site in sites[account] ?? [] { groups[site] = Int32(place + 1) }
    }
    var question = question(Array(groups.keys), weeks, by: [.site, .week])
    question.siteGroups = groups
    var sums: [ID<Account>: Weekly] = sites.mapValues { _ in [:] }
    for (key, cell) in try question.answer(db).cells {
      sums[order[Int(key.site) - 1], default: [:]][key.week] = cell.sums[0] ?? 0
    }
    return sums
  }

  /// The same for product groups at one account, by the number that stands for the group.
  package func weekly(
    account: ID<Account>, weeks: ClosedRange<Int32>, groups: [Int32: Int32]
  ) throws -> [Int32: Weekly] {
    guard let sites = try sites(below: [account])[account], !sites.isEmpty else { return [:] }
    if metric == .volume {
      var sums: [Int32: Weekly] = [:]
      for (item, sold) in try volumes(at: sites, weeks: weeks, items: groups) {
        guard let group = groups[item] else { continue }
        sums[group, default: [:]].merge(sold, uniquingKeysWith: +)
      }
      return sums
    }
    var question = question(sites, weeks, by: [.item, .week])
    question.itemGroups = groups
    var sums: [Int32: Weekly] = [:]
    for (key, cell) in try question.answer(db).cells {
      sums[key.item, default: [:]][key.week] = cell.sums[0] ?? 0
    }
    return sums
  }

  private func weekly(at sites: [Int32], weeks: ClosedRange<Int32>) throws -> Weekly {
    guard !sites.isEmpty else { return [:] }
    if metric == .volume {
      return try volumes(at: sites, weeks: weeks, items: nil).values.reduce(into: [:]) {
        $0.merge($1, uniquingKeysWith: +)
      }
    }
    var sold: Weekly = [:]
    for (key, cell) in try question(sites, weeks, by: [.week]).answer(db).cells {
      sold[key.week] = cell.sums[0] ?? 0
    }
    return sold
  }

  /// Equivalised volume by item and week, in thousandths: units times each item's factor.
  private func volumes(
    at sites: [Int32], weeks: ClosedRange<Int32>, items: [Int32: Int32]?
  ) throws -> [Int32: Weekly] {
    let cells = try question(sites, weeks, by: [.item, .week]).answer(db).cells
    let factors = try Product.find(numbers: Set(cells.keys.map { Int64($0.item) }), db)
    var sums: [Int32: Weekly] = [:]
    for (key, cell) in cells where items == nil || items?[key.item] != nil {
      guard let factor = factors[Int64(key.item)]?.eqFactor.ratio, let units = cell.sums[0] else { continue }
      let volume = Int128(units) * Int128(factor.numerator) / Int128(factor.denominator)
      sums[key.item, default: [:]][key.week, default: 0] += Int64(clamping: volume)
    }
    return sums
  }

  private func question(
    _ sites: [Int32], _ weeks: ClosedRange<Int32>, by axes: SegmentScan.Axes
  ) -> FactQuestion {
    FactQuestion(
      [.total(metric == .value ? .value : .units)], of: sources,
      in: SalesScope(weeks: weeks, sites: SiteSet(sites)), by: axes)
  }

  /// The numbers of each account and all below it today.
  private func sites(below accounts: [ID<Account>]) throws -> [ID<Account>: [Int32]] {
    let tree = try AccountNumbers.today(db)
    let mine = Set(try AccountNumbers.seen(Array(tree.all), by: actor, db))
    // One below another counts with the nearest only.
    let asked = Set(accounts.compactMap { tree.number(of: $0) })
    return Dictionary(
      uniqueKeysWithValues: accounts.map { account in
        (account, tree.subtree(of: account, stoppingAt: asked).filter(mine.contains))
      })
  }
}
