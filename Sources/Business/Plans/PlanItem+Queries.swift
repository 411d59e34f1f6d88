import Blueprint
import Foundation
package import Kernel
package import Storage

/// All SQL about what plans are made of.
extension PlanItem {
  static let fields = [
    "id", "plan_id", "parent_id", "kind", "title", "note", "mark", "standing", "owner_id", "due", "done_on",
    "amount",
    "percent", "residual_amount", "residual_percent", "base", "aim", "reached", "is_shared", "version",
    "created_at",
    "changed_at", "deal_id",
  ]
  static let columns = SQL(raw: fields.map { "i.\($0)" }.joined(separator: ", "))

  init(_ row: Row) throws {
    id = try row.id(0)
    plan = try row.id(1)
    parent = try row.idOrNil(2)
    kind = try row.choice(3)
    title = try row.text(4)
    note = try row.text(5)
    mark = try row.choiceOrNil(6)
    standing = try row.choice(7)
    owner = try row.idOrNil(8)
    due = try row.dayOrNil(9)
    doneOn = try row.dayOrNil(10)
    amount = try row.int64OrNil(11)
    percent = try row.intOrNil(12).map { BasisPoints($0) }
    residualAmount = try row.int64OrNil(13)
    residualPercent = try row.intOrNil(14).map { BasisPoints($0) }
    base = try row.int64OrNil(15)
    aim = try row.int64OrNil(16)
    reached = try row.int64OrNil(17)
    isShared = try row.bool(18)
    version = try row.int(19)
    createdAt = try row.moment(20)
    changedAt = try row.moment(21)
    deal = try row.idOrNil(22)
  }

  var values: [Value] {
    [
      id.value, plan.value, parent.value, kind.value, title.value, note.value, mark.value, standing.value,
      owner.value, due.value, doneOn.value, amount.value, (percent?.count).value, residualAmount.value,
      (residualPercent?.count).value, base.value, aim.value, reached.value, isShared.value, version.value,
      createdAt.value, changedAt.value, deal.value,
    ]
  }

  package static func all(of plan: ID<Plan>, _ db: Connection) throws -> [PlanItem] {
    try db.all("SELECT \(columns) FROM plan_items i WHERE i.plan_id = \(plan) ORDER BY i.id") {
      try PlanItem($0)
    }
  }

  package static func all(of plans: [ID<Plan>], _ db: Connection) throws -> [PlanItem] {
    try db.all("SELECT \(columns) FROM plan_items i WHERE i.plan_id IN \(SQL.list(plans)) ORDER BY i.id") {
      try PlanItem($0)
    }
  }

  static func find(_ id: ID<PlanItem>, _ kind: Kind, of plan: ID<Plan>, _ db: Connection) throws -> PlanItem {
    guard let found = try first(id, kind, of: plan, db) else { throw PlanRefusal.itemNotThere(kind.label) }
    return found
  }

  static func first(_ id: ID<PlanItem>, _ kind: Kind, of plan: ID<Plan>, _ db: Connection) throws -> PlanItem?
  {
    try db.first(
      "SELECT \(columns) FROM plan_items i WHERE i.id = \(id) AND i.plan_id = \(plan) AND i.kind = \(kind)"
    ) { try PlanItem($0) }
  }

  package static func insert(_ items: [PlanItem], _ db: Connection) throws {
    try db.insertMany(into: "plan_items", columns: fields, rows: items.map(\.values))
  }

  func replace(_ read: Int, _ db: Connection) throws {
    let pairs = zip(Self.fields, values).filter { !["id", "plan_id", "kind", "created_at"].contains($0.0) }
    let sets = SQL.joined(pairs.map { SQL(raw: "\($0.0) = ") + "\($0.1)" })
    guard try db.run("UPDATE plan_items SET \(sets) WHERE id = \(id) AND version = \(read)") == 1 else {
      throw PlanRefusal.changedMeanwhile
    }
  }

  func delete(_ db: Connection) throws {
    let below = try db.count("SELECT COUNT(*) FROM plan_items WHERE parent_id = \(id)")
    guard below == 0 else { throw PlanRefusal.hasChildren(below) }
    try db.run("DELETE FROM plan_items WHERE id = \(id)")
  }

  static func isUser(_ id: ID<Actor>, _ db: Connection) throws -> Bool {
    try db.count("SELECT COUNT(*) FROM users WHERE id = \(id)") == 1
  }
}
