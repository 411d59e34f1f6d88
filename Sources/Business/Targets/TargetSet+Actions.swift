import Accounts
package import Blueprint
import Foundation
package import Kernel
import Sales
import Storage
import Team

/// Load, decide, save.
extension TargetSet {
  /// Sets the targets of a year: the company's, handed down by weighted fair share, over periods as they were sold.
  package static func add(_ input: New, _ context: Context) async throws -> TargetSet {
    let (set, nodes) = try await context.read { try draft(input, context, $0) }
    try await context.write { db in
      guard try !isTaken(set.year, set.metric, set.basis, set.currency, db) else {
        throw TargetRefusal.taken(set.year, set.metric.metric.name)
      }
      try set.insert(db)
      try TargetNode.insert(nodes, of: set.id, db)
      try context.publish(wasAdded, set.id, after: ["name": set.name], db)
    }
    return set
  }

  private static func draft(_ input: New, _ context: Context, _ db: Connection) throws -> (
    TargetSet, [TargetNode]
  ) {
    let company = try Company.current(db), metric = input.metric ?? .value
    let now = company.calendar.fiscalYear(of: context.today)
    guard (now - 5...now + 5).contains(input.year) else { throw TargetRefusal.badYear(input.year) }
    let basis = try input.basis ?? usualBasis(company.currency, db)
    guard try !isTaken(input.year, metric, basis, company.currency, db) else {
      throw TargetRefusal.taken(input.year, metric.metric.name)
    }
    let structure = try TargetStructure(categories: input.categories ?? false, context, db)
    let facts = try TargetFacts(metric, basis, company.currency, for: context.actor, db)
    let year = TargetYear(input.year, company.calendar)
    let history = try TargetHistory(structure, year, facts, db)
    let unit = TargetUnit(metric: metric, currency: company.currency)
    let plan = try TargetPlan(input, unit, history, root: structure.root)
    let nodes = try plan.nodes(TargetTree(structure.nodes), structure.nodes.map(\.id))
    let set = TargetSet(
      id: .new(at: context.now), name: "\(metric.metric.name) \(input.year)", year: input.year,
      metric: metric,
      basis: basis, currency: company.currency, calendar: company.calendar, status: .draft,
      seasonKnown: history.season(of: structure.root) != nil, version: 1, createdAt: context.now)
    return (set, nodes)
  }

  /// What we deliver where we know it, since that is what we are paid for; else what shoppers bought.
  private static func usualBasis(_ currency: Currency, _ db: Connection) throws -> SalesSource.Kind {
    let kinds = Set(try SalesSource.all(db).filter { $0.currency == currency }.map(\.kind))
    return kinds.contains(.shipment) ? .shipment : .pos
  }

  package struct Agreement: Codable, Sendable {
    package var id: ID<TargetSet>
    package var version: Int?

    package init(id: ID<TargetSet>, version: Int? = nil) {
      self.id = id
      self.version = version
    }
  }

  /// From here on targets change by request only.
  package static func agree(_ input: Agreement, _ context: Context) async throws -> TargetSet {
    try await context.write { db in
      let set = try find(input.id, db)
      guard set.status == .draft else { throw TargetRefusal.agreed(set.name) }
      if let version = input.version, version != set.version { throw TargetRefusal.changedMeanwhile }
      try set.advance(to: .agreed, db)
      try context.publish(wasAgreed, set.id, before: ["status": "draft"], after: ["status": "agreed"], db)
      return try find(set.id, db)
    }
  }

  package struct Change: Codable, Sendable {
    package var id: ID<TargetNode>
    package var amount: String
    package var from: TargetSource
    package var version: Int?

    package init(_ id: ID<TargetNode>, amount: String, from: TargetSource, version: Int? = nil) {
      self.id = id
      self.amount = amount
      self.from = from
      self.version = version
    }
  }

  /// Gives one place another amount; the rest follows the rule that the caller chose.
  package static func change(_ input: Change, _ context: Context) async throws -> TargetSet {
    try await context.write { db in
      let set = try holding(input.id, db)
      guard set.status == .draft else { throw TargetRefusal.agreed(set.name) }
      if let version = input.version, version != set.version { throw TargetRefusal.changedMeanwhile }
      let amount = try set.unit.parse(input.amount, field: "amount")
      try set.apply(amount, to: input.id, from: input.from, context, db)
      return try find(set.id, db)
    }
  }

  package struct Move: Codable, Sendable {
    package var id: ID<TargetNode>
    package var parent: ID<TargetNode>

    package init(_ id: ID<TargetNode>, below parent: ID<TargetNode>) {
      self.id = id
      self.parent = parent
    }
  }

  /// Hangs a place elsewhere with its target.
  package static func move(_ input: Move, _ context: Context) async throws -> TargetSet {
    try await context.write { db in
      let set = try holding(input.id, db)
      let old = try TargetTree(TargetNode.all(of: set.id, for: context.actor, db))
      let new = try old.moved(input.id, below: input.parent)
      try TargetNode.save([new.nodes[input.id]].compactMap { $0 }, db)
      try set.advance(to: set.status, db)
      try context.publish(
        nodeMoved, input.id, before: ["below": old.name(above: input.id)],
        after: ["below": new.name(above: input.id)], db)
      return try find(set.id, db)
    }
  }

  /// Carries a change out on the whole tree, whoever may see how much of it.
  func apply(
    _ amount: Int64, to node: ID<TargetNode>, from source: TargetSource, _ context: Context, _ db: Connection
  ) throws {
    // What the actor may not see is not theirs to change; the tree that is changed is the whole.
    guard try TargetNode.all(of: id, for: context.actor, db).contains(where: { $0.id == node }) else {
      throw TargetRefusal.notThere("target")
    }
    let old = try TargetTree(TargetNode.all(of: id, for: .commandLine, db))
    let new = try old.changed(node, to: amount, from: source)
    try TargetNode.save(new.nodes.values.filter { old.nodes[$0.id] != $0 }.sorted { $0.id < $1.id }, db)
    try advance(to: status, db)
    try context.publish(
      Self.nodeChanged, node, before: ["amount": unit.exact(old.total(of: node))],
      after: ["amount": unit.exact(amount), "from": source.label], db)
  }
}

extension TargetTree {
  func name(above id: ID<TargetNode>) -> String {
    nodes[id]?.parent.flatMap { nodes[$0]?.name } ?? ""
  }
}
