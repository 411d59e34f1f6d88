import Accounts
package import Blueprint
import Foundation
package import Kernel
import Storage
import Team

/// Load, decide, save.
extension Plan {
  package static func add(_ input: New, _ context: Context) async throws -> Plan {
    try await context.write { db in
      let account = try Account.find(input.account, for: context.actor, db), kind = input.kind ?? .account
      let firstDay = input.firstDay ?? context.today
      let usual = kind == .joint ? "Joint business plan" : "Account plan"
      let name = tidied(input.name) ?? "\(usual) \(account.name)"
      guard name.count <= 200 else { throw PlanRefusal.titleMissing }
      let plan = Plan(
        id: .new(at: context.now), account: account.id, kind: kind, name: name, summary: input.summary ?? "",
        firstDay: firstDay, lastDay: try end(firstDay, input.months ?? (kind == .joint ? 12 : 24)),
        currency: try Company.current(db).currency, status: .draft, number: 1, version: 1,
        createdAt: context.now, changedAt: context.now)
      try plan.insert(db)
      try context.publish(wasAdded, plan.id, after: ["name": name], db)
      return plan
    }
  }

  /// Single spaces; nil for nothing.
  private static func tidied(_ text: String?) -> String? {
    let tidy = (text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return tidy.isEmpty ? nil : tidy
  }

  package static func change(_ input: Change, _ context: Context) async throws -> Plan {
    try await context.write { db in
      let old = try find(input.id, for: context.actor, db)
      if let version = input.version, version != old.version { throw PlanRefusal.changedMeanwhile }
      guard old.status == .draft else { throw PlanRefusal.signed(old.number) }
      var plan = old
      if let name = input.name {
        guard let name = tidied(name), name.count <= 200 else { throw PlanRefusal.titleMissing }
        plan.name = name
      }
      plan.summary = input.summary.applied(to: plan.summary) ?? ""
      if let day = input.firstDay { plan.firstDay = day }
      if input.firstDay != nil || input.months != nil {
        plan.lastDay = try end(plan.firstDay, input.months ?? old.months)
      }
      try plan.saved(after: old, context, db)
      try context.publish(wasChanged, plan.id, before: old.facts, after: plan.facts, db)
      return try find(plan.id, for: context.actor, db)
    }
  }

  package struct Signing: Codable, Sendable {
    package var id: ID<Plan>
    package var version: Int?

    package init(id: ID<Plan>, version: Int? = nil) {
      self.id = id
      self.version = version
    }
  }

  /// Freezes the edition as it stands, with its waterfall.
  package static func sign(_ input: Signing, _ context: Context) async throws -> Plan {
    try await context.write { db in
      let old = try find(input.id, for: context.actor, db)
      guard old.status == .draft else { throw PlanRefusal.signed(old.number) }
      if let version = input.version, version != old.version { throw PlanRefusal.changedMeanwhile }
      let items = try PlanDeals(PlanItem.all(of: old.id, db), old, for: context.actor, db).items
      var plan = old
      (plan.status, plan.signedAt, plan.signedBy) = (.signed, context.now, context.actor.name)
      try plan.saved(after: old, context, db)
      let book = try PlanBook.figures(of: plan, items, context, db)
      try freeze(
        PlanSnapshot(plan: plan, items: items, waterfall: book.scenarios[.expected]), by: context.actor.name,
        at: context.now, db)
      try context.publish(wasSigned, plan.id, after: ["edition": String(plan.number)], db)
      return try find(plan.id, for: context.actor, db)
    }
  }

  /// Begins the next edition; the signed one stays readable.
  package static func reopen(_ input: Signing, _ context: Context) async throws -> Plan {
    try await context.write { db in
      let old = try find(input.id, for: context.actor, db)
      guard old.status == .signed else { throw PlanRefusal.notSigned }
      var plan = old
      (plan.status, plan.signedAt, plan.signedBy) = (.draft, nil, nil)
      plan.number += 1
      try plan.saved(after: old, context, db)
      try context.publish(wasReopened, plan.id, after: ["edition": String(plan.number)], db)
      return try find(plan.id, for: context.actor, db)
    }
  }

  /// The version is counted up with every change of the plan's own facts, not with those of its items: two people may
  /// work on two items at once.
  private func saved(after old: Plan, _ context: Context, _ db: Connection) throws {
    var plan = self
    plan.version = old.version + 1
    plan.changedAt = context.now
    try plan.replace(old.version, db)
  }

  private var facts: [String: String] {
    ["name": name, "summary": summary, "from": firstDay.description, "to": lastDay.description]
  }
}
