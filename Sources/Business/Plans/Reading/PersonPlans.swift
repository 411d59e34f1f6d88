package import Blueprint
package import Kernel
package import People
package import Storage

/// The plans that rely on a person: those for the accounts where they are, the promises open in them, and what of them
/// names the person.
package struct PersonPlans: Reply {
  package struct Line: Codable, Hashable, Sendable {
    package let plan: Plan
    package let accountName: String
    /// Promises that are open, ours and theirs, by day.
    package let promises: [PlanItem]
    /// What else is open and speaks of them.
    package let named: [PlanItem]
  }

  package let person: ID<Person>
  package let name: String
  package let lines: [Line]

  package struct Wanted: Codable, Sendable {
    package var id: ID<Person>
    package init(id: ID<Person>) { self.id = id }
  }

  package static func read(_ wanted: Wanted, _ context: Context, _ db: Connection) throws -> PersonPlans {
    let person = try Person.find(wanted.id, for: context.actor, db)
    let plans = try Plan.running(around: person.id, on: context.today, for: context.actor, db)
    let items = Dictionary(grouping: try PlanItem.all(of: plans.map(\.0.id), db), by: \.plan)
    return PersonPlans(
      person: person.id, name: person.name,
      lines: plans.map { plan, account in
        let own = items[plan.id] ?? []
        let promises = own.filter { $0.kind == .promise && $0.isOpen }.sorted {
          ($0.due ?? .distant, $0.id) < ($1.due ?? .distant, $1.id)
        }
        let named = own.filter {
          $0.kind != .promise && ![.done, .dropped].contains($0.standing)
            && person.isNamed(in: $0.title + " " + $0.note)
        }
        return Line(plan: plan, accountName: account, promises: promises, named: named)
      })
  }

  static let endpoint = Endpoint(
    .get, "/people/{id}/plans", "Plans and promises that rely on a person", allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { try read(wanted, context, $0) }
  }.page(draw)

  @Sendable private static func draw(_ one: PersonPlans, _ visit: Visit) async throws -> Page {
    let promises = one.lines.flatMap { line in line.promises.map { (line, $0) } }
    let named = one.lines.flatMap { line in line.named.map { (line, $0) } }
    return AnswerPage(
      heading: visit.isFragment ? nil : "Plans that rely on \(one.name)",
      sentence: "Plans for the accounts where they are, and all below.",
      empty: one.lines.isEmpty
        ? .init(
          icon: "file-text", title: "No plan", text: "Plans for the accounts where \(one.name) is stand here."
        )
        : nil,
      answer: one.lines.isEmpty
        ? ""
        : "\(one.lines.count) running \(one.lines.count == 1 ? "plan" : "plans") with \(promises.count) open "
          + "\(promises.count == 1 ? "promise" : "promises") where they are; \(named.count) open items name them.",
      sections: one.lines.isEmpty
        ? []
        : [
          .init("person-plans", "Plans", tables: [plans(one.lines)]),
          .init(
            "person-promises", "Open promises",
            tables: promises.isEmpty ? [] : [table("Open promises", promises, on: visit.context.today)],
            quiet: "None is open."),
          .init(
            "person-named", "What names them",
            tables: named.isEmpty ? [] : [table("What names them", named, on: visit.context.today)],
            quiet: "Nothing else that is open speaks of them."),
        ]
    ).page(
      title: "Plans", section: "plans",
      crumbs: [.init("People", "/people"), .init(one.name, "/people/\(one.person)")])
  }

  private static func plans(_ lines: [Line]) -> TableView {
    TableView(
      caption: "Plans",
      heads: [.init(label: "Plan"), .init(label: "Account"), .init(label: "Until"), .end("Open promises")],
      rows: lines.map { line in
        .init(cells: [
          .head(line.plan.name, link: line.plan.location),
          .link(line.accountName, "/accounts/\(line.plan.account)"), .day(line.plan.lastDay),
          .number(String(line.promises.count)),
        ])
      })
  }

  private static func table(_ caption: String, _ items: [(Line, PlanItem)], on today: Day) -> TableView {
    TableView(
      caption: caption,
      heads: [
        .init(label: "What"), .init(label: "Kind"), .init(label: "Plan"), .end("Value"), .init(label: "Due"),
      ],
      rows: items.map { line, item in
        let side = item.mark == .theirs ? "theirs" : item.mark == .ours ? "ours" : ""
        return .init(cells: [
          .head(
            item.title, link: "\(line.plan.location)#\(item.kind.path)",
            badge: item.isLate(on: today) ? .init(label: "late", tone: "bad") : nil),
          .text([item.kind.label, side].filter { !$0.isEmpty }.joined(separator: ", ")),
          .text(line.plan.name),
          .number(item.amount.map { line.plan.money($0).formatted() } ?? ""), .day(item.due),
        ])
      })
  }
}
