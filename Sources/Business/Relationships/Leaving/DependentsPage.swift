import Accounts
import Activity
import Blueprint
import Catalog
import Foundation
import Kernel
import People
import Storage

extension Dependents {
  static let endpoint = Endpoint(
    .get, "/people/{id}/dependents", "All that relies on a person: for when they leave", allow: .viewer
  ) { (wanted: PersonRecord.Wanted, context) in
    try await context.read { try find(wanted.id, context, $0) }
  }.page { (all: Dependents, visit) in try await draw(all, visit) }

  static let leaving = Endpoint(
    .post, "/people/{id}/departure", "A person leaves: positions end, what is open goes to a successor",
    allow: .manager
  ) { (input: Departure, context) in
    try await Departure.carryOut(input, context)
  }.form(
    Form(
      at: "/people/{id}/departure/new", "A person leaves", submit: "End the positions", section: "people",
      fields: [
        .init("on", "Last day", .day, required: true),
        .init(
          "successor", "Successor",
          .choice { context in
            try await context.read {
              try Person.options(around: nil, on: context.today, for: context.actor, $0)
            }
          }, hint: "Takes over open tasks and promises, and those who reported to the leaver."),
      ], about: Form.naming { try Person.find($0, for: $1, $2).name },
      done: { _, fields in "/people/\(fields.text("id") ?? "")/dependents" },
      initial: { _, context in ["on": context.today.description] }))

  private static func table(_ caption: String, _ rows: [Named], _ path: String?) -> [TableView] {
    rows.isEmpty
      ? []
      : [
        TableView(
          caption: caption, heads: [.init(label: caption), .init(label: "")],
          rows: rows.map { one in
            .init(cells: [.head(one.name, link: path.map { $0 + one.id }), .text(one.words)])
          })
      ]
  }

  private static func sections(_ all: Dependents, _ visit: Visit) -> [SectionsView.Section] {
    let today = visit.context.today, back = "/people/\(all.person)/dependents"
    return [
      .init(
        "tasks", "Open tasks and promises",
        lines: TaskLines.of(all.tasks, on: today, csrf: visit.formToken, back: back), blank: "None is open."
      ),
      .init(
        "planned", "Planned with them",
        lines: all.planned.map {
          .init(
            $0.interaction.subject, $0.location, text: $0.account,
            when: DisplayNumber.day($0.interaction.day),
            icon: "calendar")
        }, blank: "Nothing is planned."),
      .init(
        "roles", "Roles that nobody else holds", tables: table("Roles", all.roles, "/accounts/"),
        blank: "Every role they have is held by somebody else too, or not asked for."),
      .init(
        "threads", "Accounts that hang on them", tables: table("Accounts", all.threads, "/accounts/"),
        blank: "No account's dealings run through them alone."),
      .init(
        "reports", "Who reports to them", tables: table("People", all.reports, "/people/"), blank: "Nobody."
      ),
      .init(
        "influences", "Influence", tables: table("People", all.influences, nil), blank: "No line is noted."),
      .init(
        "pairs", "Executive pairs",
        tables: table(
          "Ours",
          all.pairs.map { .init(id: "", name: $0.userName, words: "every \($0.pair.everyDays) days") }, nil),
        blank: "None."),
    ]
  }

  private static func draw(_ all: Dependents, _ visit: Visit) async throws -> Page {
    // Deals, plans and whatever else capabilities beside this one know of the person.
    let panels = try await visit.panels("leaver", ["id": all.person.text])
    let view = SectionsView(
      title: "What relies on \(all.name)", tally: "\(all.count)",
      sentence:
        "Strength \(all.strength) of 100, \(all.word.lowercased()). All of this needs somebody when they leave.",
      links: [
        .init("They leave", "/people/\(all.person)/departure/new", main: true),
        .init("Open \(all.name)", "/people/\(all.person)"),
      ],
      sections(all, visit),
      side: [
        .init(
          "others", "Whom else we know there best", tables: table("People", all.others, "/people/"),
          blank: "Nobody else is known there.")
      ], sideLabel: "Others", panels: panels)
    return view.page(
      title: "What relies on \(all.name)", section: "people",
      crumbs: [.init("People", "/people"), .init(all.name, "/people/\(all.person)")], visit)
  }
}
