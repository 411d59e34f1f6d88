import Accounts
package import Blueprint
import Foundation
package import Kernel
package import Storage

/// Targets as one reader sees them: their part of the tree, each place with how far it is.
package struct TargetBook: Reply {
  package struct Line: Codable, Hashable, Sendable {
    package let id: ID<TargetNode>
    package let parent: ID<TargetNode>?
    package let kind: TargetNode.Kind
    package let subject: String?
    package let name: String
    package let depth: Int
    package let holdBack: Int64
    /// Target and sold, by period.
    package let phases: [Int64]
    package let actuals: [Int64]
    package let attainment: Attainment
  }

  /// Nil where nobody has set any targets that the reader may see.
  package let set: TargetSet?
  package let sets: [TargetSet]
  /// Parents before children.
  package let lines: [Line]
  /// The place that the page is about; nil: all that the reader sees.
  package let below: ID<TargetNode>?
  /// The last day of the newest week with figures.
  package let through: Day?
  /// How likely the place that the page is about gets there; nil where its history is too short to say.
  package var chance: TargetChance?

  package var focus: Line? { lines.first { $0.id == below } ?? (roots.count == 1 ? roots[0] : nil) }
  package var roots: [Line] {
    let here = Set(lines.map(\.id))
    return lines.filter { line in line.parent.map { !here.contains($0) } ?? true }
  }

  package struct Wanted: Codable, Sendable {
    package var set: ID<TargetSet>?
    package var below: ID<TargetNode>?

    package init(set: ID<TargetSet>? = nil, below: ID<TargetNode>? = nil) {
      self.set = set
      self.below = below
    }
  }

  package struct WantedNode: Codable, Sendable {
    package var id: ID<TargetNode>
  }
}

extension TargetBook {
  /// The set asked for, or the one of the running year; of it the part that the actor may see.
  package static func read(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> TargetBook {
    let sets = try TargetSet.all(db)
    let chosen = try wanted.set.map { id in
      guard let set = sets.first(where: { $0.id == id }) else { throw TargetRefusal.notThere("target") }
      return set
    }
    guard let set = chosen ?? usual(sets, on: context.today) else {
      return TargetBook(set: nil, sets: [], lines: [], below: nil, through: nil)
    }
    let tree = try TargetTree(TargetNode.all(of: set.id, for: context.actor, db))
    if let below = wanted.below, tree.nodes[below] == nil { throw TargetRefusal.notThere("target") }
    let ids = wanted.below.map(tree.withThoseBelow) ?? tree.order
    let facts = try TargetFacts(set.metric, set.basis, set.currency, for: context.actor, db)
    let sold = try TargetSales(set, tree, ids, facts, db)
    let lines = ids.compactMap { line($0, set, tree, sold) }
    let through = facts.through.map { Week(ordinal: Int($0), endingOn: set.calendar.weekEnding).lastDay }
    let chance = try wanted.below.flatMap { try TargetChance($0, set, tree, lines.first, facts, db) }
    // Who may see no node of a set does not learn of the others either.
    return TargetBook(
      set: set, sets: tree.nodes.isEmpty ? [] : sets, lines: lines, below: wanted.below, through: through,
      chance: chance)
  }

  /// Value before units, of the year that runs, or else the newest.
  private static func usual(_ sets: [TargetSet], on today: Day) -> TargetSet? {
    sets.first { $0.metric == .value && $0.calendar.fiscalYear(of: today) == $0.year }
      ?? sets.first { $0.calendar.fiscalYear(of: today) == $0.year } ?? sets.first
  }

  private static func line(
    _ id: ID<TargetNode>, _ set: TargetSet, _ tree: TargetTree, _ sold: TargetSales
  ) -> Line? {
    guard let node = tree.nodes[id] else { return nil }
    let phases = tree.phases(of: id), figures = sold.figures(of: id)
    return Line(
      id: id, parent: node.parent, kind: node.kind, subject: node.subject, name: node.name,
      depth: tree.depth(of: id), holdBack: tree.holdBack(of: id), phases: phases, actuals: figures.periods,
      attainment: sold.attainment(of: phases, figures))
  }
}

/// What was sold in a target year, by place of the tree.
struct TargetSales {
  /// In the metric's smallest unit, so that a parent is the sum of its accounts to the cent.
  struct Figures {
    var periods = TargetNode.nothing
    var recent: Int64 = 0

    static func + (left: Figures, right: Figures) -> Figures {
      Figures(periods: zip(left.periods, right.periods).map(+), recent: left.recent + right.recent)
    }
  }

  static let recentWeeks: Int32 = 13

  private let year: TargetYear
  private let unit: TargetUnit
  private let tree: TargetTree
  private let through: Int32?
  private var byNode: [ID<TargetNode>: Figures] = [:]

  init(_ set: TargetSet, _ tree: TargetTree, _ ids: [ID<TargetNode>], _ facts: TargetFacts, _ db: Connection)
    throws
  {
    year = set.period
    unit = set.unit
    self.tree = tree
    through = facts.through
    guard let through else { return }
    let first = min(year.weeks.lowerBound, through - Self.recentWeeks + 1)
    let weeks = first...through
    let accounts = ids.compactMap { tree.nodes[$0] }.filter { $0.kind == .account }
    let subjects = accounts.compactMap { $0.subject.flatMap(ID<Account>.init) }
    let sold = try facts.weekly(accounts: subjects, weeks: weeks)
    for account in accounts {
      guard let subject = account.subject.flatMap(ID<Account>.init) else { continue }
      byNode[account.id] = figures(sold[subject] ?? [:])
    }
    // Groups of products are read for one account at a time, where the page is about it.
    guard accounts.count == 1, let account = accounts.first,
      let subject = account.subject.flatMap(ID<Account>.init)
    else { return }
    let products = tree.children(of: account.id)
    let groups = try ProductGroups(products.compactMap { tree.nodes[$0]?.subject }, db)
    let parts = try facts.weekly(account: subject, weeks: weeks, groups: groups.byItem)
    for product in products {
      let number = tree.nodes[product]?.subject.flatMap { groups.numbers[$0] }
      byNode[product] = figures(number.flatMap { parts[$0] } ?? [:])
    }
  }

  /// Of an account its own sales, of what stands above it the sum of accounts.
  func figures(of id: ID<TargetNode>) -> Figures {
    if let known = byNode[id] { return known }
    return tree.children(of: id).filter { tree.nodes[$0]?.kind != .product }
      .reduce(Figures()) { $0 + figures(of: $1) }
  }

  func attainment(of phases: [Int64], _ figures: Figures) -> Attainment {
    let weeks = year.weeks, last = through ?? weeks.lowerBound - 1
    let done = max(0, min(weeks.count, Int(last - weeks.lowerBound + 1)))
    return Attainment(
      target: phases.reduce(0, +), actual: figures.periods.reduce(0, +), due: year.due(phases, through: last),
      weeksDone: done, weeksLeft: weeks.count - done, recent: figures.recent,
      recentWeeks: through == nil ? 0 : Int(Self.recentWeeks))
  }

  private func figures(_ sold: TargetFacts.Weekly) -> Figures {
    let last = through ?? 0
    return Figures(
      periods: year.periods.map { weeks in
        unit.fromFacts(weeks.reduce(Int64(0)) { $0 + (sold[$1] ?? 0) })
      },
      recent: unit.fromFacts(
        ((last - Self.recentWeeks + 1)...last).reduce(Int64(0)) { $0 + (sold[$1] ?? 0) }))
  }
}
