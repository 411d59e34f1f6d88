import Blueprint
import Kernel
import Storage
import Targets

/// All plans that a reader may see, each with what it asks for.
package struct PlanList: Reply {
  package struct Line: Codable, Hashable, Sendable {
    package let plan: Plan
    package let accountName: String
    package let openActions: Int
    package let late: Int
    package let objectives: Int
    package let measured: Int
  }

  package let lines: [Line]
  package static let most = 500

  static func read(_ context: Context, _ db: Connection) throws -> PlanList {
    let plans = try Plan.all(for: context.actor, limit: most, db)
    let items = Dictionary(grouping: try PlanItem.all(of: plans.map(\.0.id), db), by: \.plan)
    return PlanList(
      lines: plans.map { plan, name in
        let own = items[plan.id] ?? []
        let results = own.filter { $0.kind == .keyResult && $0.due != nil && $0.aim != nil }
        let asked = own.filter { [.action, .promise].contains($0.kind) && $0.isOpen }
        return Line(
          plan: plan, accountName: name, openActions: asked.count,
          late: asked.count { $0.isLate(on: context.today) },
          objectives: own.count { $0.kind == .objective }, measured: Set(results.compactMap(\.parent)).count)
      })
  }

  @Sendable static func draw(_ list: PlanList, _ visit: Visit) async throws -> Page {
    let mayAdd = visit.context.actor.role >= .manager
    guard !list.lines.isEmpty else {
      return PlanBook.page(
        "Plans", [],
        AnswerPage(
          heading: "Plans",
          empty: .init(
            icon: "file-text", title: "Plans will stand here",
            text:
              "A plan for an account over one to three years: objectives read from sales and targets, initiatives that close the gap, actions with owners and days.",
            label: mayAdd ? "Begin a plan" : nil, href: "/plans/new")))
    }
    let late = list.lines.map(\.late).reduce(0, +), signed = list.lines.count { $0.plan.status == .signed }
    return PlanBook.page(
      "Plans", [],
      AnswerPage(
        heading: "Plans", sentence: "Account plans and joint business plans that you may see.",
        actions: mayAdd ? [.init("Begin a plan", "/plans/new", icon: "plus")] : [],
        answer:
          "\(list.lines.count) plans, \(signed) of them signed. \(late == 0 ? "Nothing is late." : "\(late) actions and promises are past their day.")",
        sections: [.init("plans", "Account by account", tables: [table(list.lines)])]))
  }

  private static func table(_ lines: [Line]) -> TableView {
    TableView(
      caption: "Plans",
      heads: [
        .init(label: "Plan"), .init(label: "Account"), .init(label: "Kind"), .init(label: "To"),
        .init(label: "State"),
        .end("Objectives measured"), .end("Open"), .end("Late"),
      ],
      rows: lines.map { line in
        .init(cells: [
          .head(line.plan.name, link: "/plans/\(line.plan.id)"),
          .init(isPlain: false, text: line.accountName, link: "/accounts/\(line.plan.account)"),
          .text(line.plan.kind == .joint ? "Joint" : "Account"), .day(line.plan.lastDay),
          .init(
            isPlain: false, text: "",
            badge: .init(
              label: line.plan.status.rawValue, tone: line.plan.status == .signed ? "good" : "watch")),
          .number("\(line.measured) of \(line.objectives)"), .number("\(line.openActions)"),
          .init(
            css: "is-end", isPlain: line.late == 0, text: line.late == 0 ? "0" : "",
            badge: line.late == 0 ? nil : .init(label: "\(line.late)", tone: "bad")),
        ])
      })
  }
}
