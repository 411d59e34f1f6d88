import Blueprint
import Foundation
import Kernel

extension TargetRequest {
  static let endpoints: [Endpoint] = [list, adding, deciding]

  private static let list = Endpoint(
    .get, "/targets/requests", "Who asked for another target, why, and what became of it", allow: .viewer
  ) { (_: NoInput, context) in
    Requests(items: try await context.read { try all(nil, for: context.actor, $0) })
  }.page(draw)

  private static let adding = Endpoint(
    .post, "/targets/nodes/{id}/requests", "Ask for another target, with the reason", allow: .manager
  ) { (input: New, context) in try await add(input, context) }
  .form(
    Form(
      at: "/targets/nodes/{id}/requests/new", "Ask for another target", submit: "Send the request",
      section: "targets",
      fields: [
        .init("amount", "Target asked for", .number, required: true),
        .init(
          "from", "Where it comes from",
          .choice { _ in TargetSource.allCases.map { .init($0.rawValue, $0.label) } }, required: true),
        .init("reason", "Why", .area, hint: "What happened that nobody could plan for.", required: true),
      ],
      initial: { fields, context in
        let wanted = try fields.decode(TargetBook.WantedNode.self)
        return try await context.read { db in
          let set = try TargetSet.holding(wanted.id, db)
          let tree = try TargetTree(TargetNode.all(of: set.id, for: context.actor, db))
          guard tree.nodes[wanted.id] != nil else { throw TargetRefusal.notThere("target") }
          return [
            "amount": set.unit.plain(tree.total(of: wanted.id)), "from": TargetSource.holdBack.rawValue,
          ]
        }
      }))

  private static let deciding = Endpoint(
    .post, "/targets/requests/{id}/decision", "Approve or decline a request for another target",
    allow: .director
  ) { (input: Decision, context) in try await decide(input, context) }
  .form(
    Form(
      at: "/targets/requests/{id}/decision/new", "Decide a request", submit: "Keep the decision",
      section: "targets",
      fields: [
        .init(
          "approve", "Decision",
          .choice { _ in [.init("true", "Approve it"), .init("false", "Decline it")] },
          required: true), .init("note", "Note", .area),
      ]))

  @Sendable private static func draw(_ all: Requests, _ visit: Visit) async throws -> Page {
    let mayDecide = visit.context.actor.role >= .director, open = all.items.count { $0.status == .open }
    guard !all.items.isEmpty else {
      return TargetBook.page(
        "Requests", [TargetBook.crumb],
        AnswerPage(
          heading: "Requests for change",
          empty: .init(
            icon: "inbox", title: "Nobody has asked yet",
            text:
              "An agreed target changes by request: who asks says why, a director decides, and both stay on record.",
            label: "Open targets", href: "/targets")))
    }
    return TargetBook.page(
      "Requests", [TargetBook.crumb],
      AnswerPage(
        heading: "Requests for change", sentence: "Who asked for relief, why, and who granted it.",
        answer: open == 0
          ? "Every request is decided."
          : open == 1 ? "One waits for a decision." : "\(open) wait for a decision.",
        sections: [.init("requests", "All requests", tables: [table(all.items, mayDecide: mayDecide)])]))
  }

  private static func table(_ items: [TargetRequest], mayDecide: Bool) -> TableView {
    TableView(
      caption: "Requests",
      heads: [
        .init(label: "Target"), .init(label: "Before", css: "is-end"), .init(label: "Asked", css: "is-end"),
        .init(label: "Change", css: "is-end"), .init(label: "Comes from"), .init(label: "Why"),
        .init(label: "Asked by"), .init(label: "State"), .init(label: "Decided by"),
      ],
      rows: items.map { item in
        let unit = item.unit, isOpen = item.status == .open
        return .init(cells: [
          .head("\(item.name) \(item.year)", link: "/targets/nodes/\(item.node)"),
          .number(unit.table(item.before)), .number(unit.table(item.asked)), .change(item.asked, item.before),
          .text(item.source.label), .text(item.reason), .text(item.askedByName),
          .init(
            isPlain: false, text: "",
            badge: .init(
              label: item.status.rawValue,
              tone: isOpen ? "watch" : item.status == .approved ? "good" : "bad")),
          isOpen && mayDecide
            ? .init(isPlain: false, text: "Decide", link: "/targets/requests/\(item.id)/decision/new")
            : .text(
              [item.decidedByName, item.note.isEmpty ? nil : item.note].compactMap { $0 }.joined(
                separator: ": ")),
        ])
      })
  }
}
