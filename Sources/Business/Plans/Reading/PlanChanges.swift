import Accounts
package import Blueprint
import Foundation
package import Kernel
package import Storage
import Targets

/// What became different in a plan since a day: the net of all changes, from the audit trail.
package struct PlanChanges: Reply {
  package let plan: Plan
  package let accountName: String
  package let since: Day
  package let today: Day
  package let diff: PlanDiff
  package let changes: Int

  package struct Wanted: Codable, Sendable {
    package var id: ID<Plan>
    /// Thirty days back when left out.
    package var since: Day?

    package init(id: ID<Plan>, since: Day? = nil) {
      self.id = id
      self.since = since
    }
  }

  /// More changes than any plan sees.
  private static let most = 20_000

  package static func read(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> PlanChanges {
    let plan = try Plan.find(wanted.id, for: context.actor, db)
    let account = try Account.find(plan.account, for: context.actor, db)
    let since = wanted.since ?? context.today.advanced(by: -30)
    let kinds = [Plan.itemWasAdded, Plan.itemWasChanged, Plan.itemWasRemoved].map(\.name)
    let events = try Event.history(of: plan.id.text, limit: most, db).reversed()
      .filter { Day($0.at) >= since && kinds.contains($0.kind) }
    let steps = try events.compactMap { event -> PlanDiff.Step? in
      let before = try event.before.map(Self.item), after = try event.after.map(Self.item)
      return (before ?? after).map { PlanDiff.Step(item: $0.id, before: before) }
    }
    let now = try PlanItem.all(of: plan.id, db)
    let people = try Plan.people(in: now + steps.compactMap(\.before), db)
    let diff = PlanDiff(steps, now: now) { words($0, plan, people) }
    return PlanChanges(
      plan: plan, accountName: account.name, since: since, today: context.today, diff: diff,
      changes: steps.count)
  }

  private static func item(_ json: JSON) throws -> PlanItem {
    try JSONDecoder().decode(PlanItem.self, from: Data(try JSON.text(of: json).utf8))
  }

  /// An item as readers name its fields.
  static func words(_ item: PlanItem, _ plan: Plan, _ people: [String: String]) -> [(String, String)] {
    func money(_ minor: Int64?) -> String { minor.map { plan.money($0).formatted() } ?? "" }
    let mark = item.mark ?? .typed
    func figure(_ number: Int64?) -> String {
      item.kind == .keyResult ? mark.text(number, plan.currency) : ""
    }
    return [
      ("Name", item.title), ("Note", item.note), ("Part", item.mark.map { Words.title($0.rawValue) } ?? ""),
      ("State", Words.title(item.standing.rawValue)), ("Owner", item.owner.flatMap { people[$0.text] } ?? ""),
      ("Due", item.due.map(DisplayNumber.day) ?? ""), ("Done", item.doneOn.map(DisplayNumber.day) ?? ""),
      ("Amount", money(item.amount)), ("Chance", item.percent?.formatted(decimals: 0) ?? ""),
      ("Amount after mitigation", money(item.residualAmount)),
      ("Chance after mitigation", item.residualPercent?.formatted(decimals: 0) ?? ""),
      ("Start", figure(item.base)), ("Aim", figure(item.aim)), ("Reached", figure(item.reached)),
      ("Customer reads it", item.isShared ? "yes" : "no"),
    ]
  }

  private static func rows(_ lines: [PlanDiff.Line]) -> [TableView.Line] {
    lines.flatMap { line -> [TableView.Line] in
      let first = TableView.Cell.head(line.title)
      guard line.nature == .changed else {
        return [
          .init(cells: [first, .text(line.kind.label), .text(line.nature.rawValue), .text(""), .text("")])
        ]
      }
      return line.fields.map { field in
        .init(cells: [
          first, .text(line.kind.label), .text(field.name), .text(field.before), .text(field.after),
        ])
      }
    }
  }

  @Sendable static func draw(_ one: PlanChanges, _: Visit) async throws -> Page {
    let lines = one.diff.lines, href = "/plans/\(one.plan.id)/changes?since="
    let rows = Self.rows(lines)
    let counts = [PlanDiff.Nature.added, .changed, .removed].map { nature in
      "\(lines.count { $0.nature == nature }) \(nature.rawValue)"
    }
    return PlanBook.page(
      "What changed", [PlanBook.crumb, .init(one.plan.name, one.plan.location)],
      AnswerPage(
        heading: "What changed since \(DisplayNumber.day(one.since))", sentence: one.plan.name,
        tabs: [7, 30, 90, 365].map { days in
          let day = one.today.advanced(by: -days)
          return .init("\(days) days", href + day.description, isCurrent: day == one.since)
        },
        answer: lines.isEmpty
          ? "Nothing in the plan is different from that day."
          : "\(counts.joined(separator: ", ")); the net of \(one.changes) saves.",
        sections: rows.isEmpty
          ? []
          : [
            .init(
              "changes", "Line by line",
              tables: [
                TableView(
                  caption: "Changes",
                  heads: ["What", "Kind", "Field", "Before", "Now"].map { .init(label: $0) }, rows: rows)
              ])
          ]))
  }
}
