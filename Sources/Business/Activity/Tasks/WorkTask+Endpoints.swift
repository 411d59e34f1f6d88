import Accounts
import Blueprint
import Catalog
package import Kernel
package import People
import Storage

extension WorkTask {
  static let endpoints: [Endpoint] = [
    listing.endpoint(allow: .viewer), showing, adding, changing, closing, reopening, deleting,
  ]

  private static let showing = Endpoint(.get, "/tasks/{id}", "Show a task or promise", allow: .viewer) {
    (input: Wanted, context) in
    try await context.read { try find(input.id, for: context.actor, $0) }
  }.page { (row: TaskRow, visit) in TaskPage.draw(row, visit) }

  private static let adding = Endpoint(.post, "/tasks", "Add a task or promise", allow: .analyst) {
    (input: New, context) in
    let made = try await add(input, context)
    return try await context.read { try find(made.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/tasks/new", "New task", submit: "Add it", section: "tasks",
      fields: [
        .init("title", "What is to be done", required: true),
        .init(
          "kind", "Kind", .choice { _ in Kind.allCases.map { .init($0.rawValue, $0.words) } },
          hint: "A promise is kept or broken; it is shown with its evidence.", required: true),
        .init("account", "Account", .choice(Person.accountOptions), required: true),
        .init("person", "Person", .choice(Interaction.peopleOptions)),
        .init("due", "Due", .day), .init("owner", "Whose", .choice(owners)), .init("note", "Note", .area),
      ],
      initial: { _, context in ["kind": Kind.task.rawValue, "owner": context.actor.id.text] }
    ).withOwnFields(of: ownFields))

  @Sendable private static func owners(_ context: Context) async throws -> [Form.Option] {
    try await context.read { try Account.owners($0) }
  }

  private static let changing = Endpoint(.patch, "/tasks/{id}", "Change a task or promise", allow: .analyst) {
    (input: Change, context) in
    let changed = try await change(input, context)
    return try await context.read { try find(changed.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/tasks/{id}/edit", "Edit task", submit: "Save task", section: "tasks",
      fields: [
        .init("title", "What is to be done", required: true), .init("due", "Due", .day),
        .init("owner", "Whose", .choice(owners)), .init("note", "Note", .area),
        .init("version", "Version", .hidden),
      ],
      initial: { fields, context in
        guard let id = fields.text("id").flatMap({ ID<WorkTask>($0) }) else {
          throw ActivityRefusal.notThere("task")
        }
        let task = try await context.read { try find(id, for: context.actor, $0) }.task
        return [
          "title": task.title, "due": task.due?.description ?? "", "owner": task.owner?.text ?? "",
          "note": task.note,
          "version": String(task.version),
        ]
      }
    ).withOwnFields(of: ownFields))

  private static let closing = Endpoint(
    .post, "/tasks/{id}/closing", "Close a task or promise with its outcome", allow: .analyst
  ) { (input: Closing, context) in
    let closed = try await close(input, context)
    return try await context.read { try find(closed.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/tasks/{id}/closing/new", "Close", submit: "Close it", section: "tasks",
      fields: [
        .choice("outcome", "Outcome", Outcome.self, required: true),
        .init("evidence", "Evidence", .area, hint: "What shows it: a document, a mail, a delivery."),
      ], done: { _, fields in fields.text("back") ?? "/tasks?filter=state:open" }))

  private static let reopening = Endpoint(
    .post, "/tasks/{id}/reopening", "Reopen a task or promise", allow: .analyst
  ) {
    (input: Wanted, context) in
    let opened = try await reopen(input.id, context)
    return try await context.read { try find(opened.id, for: context.actor, $0) }
  }

  private static let deleting = Endpoint(.delete, "/tasks/{id}", "Delete a task or promise", allow: .manager)
  {
    (input: Wanted, context) in
    try await delete(input.id, context)
    return Done()
  }
}

/// The page of one task, and lines of tasks on other pages.
enum TaskPage {
  static func draw(_ row: TaskRow, _ visit: Visit) -> Page {
    let task = row.task, href = "/tasks/\(row.task.id)", today = visit.context.today
    var badges = [RecordHead.Badge(task.kind.words, "accent")]
    if let outcome = task.outcome {
      badges.append(.init(Words.title(outcome.rawValue), outcome == .broken ? "bad" : "good"))
    } else if task.isLate(on: today) {
      badges.append(.init("Late", "bad"))
    }
    var facts = [
      RecordHead.Fact("Account", row.account, icon: "building-store", href: "/accounts/\(task.account)")
    ]
    if let due = task.due { facts.append(.init("Due", "Due \(DisplayNumber.day(due))", icon: "calendar")) }
    if let owner = row.owner { facts.append(.init("Whose", owner, icon: "user")) }
    if let name = row.person, let person = task.person {
      facts.append(.init("Person", name, icon: "users", href: "/people/\(person)"))
    }
    let deeds: [SectionsView.Deed] =
      task.isOpen
      ? WorkTask.outcomes(of: task.kind).map { outcome in
        .init(
          Words.title(outcome.rawValue), href + "/closing", csrf: visit.formToken,
          css: outcome == .done || outcome == .kept ? "button--primary" : "",
          [("outcome", outcome.rawValue), ("back", href)])
      } : [.init("Reopen", href + "/reopening", csrf: visit.formToken, [("back", href)])]
    let view = SectionsView(
      head: RecordHead(
        task.title, path: [.init("Tasks and promises", "/tasks")], badges: badges, facts: facts,
        mainAction: .init("Edit task", href + "/edit", icon: "pencil"), otherActions: []),
      [
        .init(
          "note", "Note", body: task.note.isEmpty ? "" : "<p class=\"prose\">\(HTML.escaped(task.note))</p>",
          blank: "No note.", deeds: deeds),
        .init(
          "evidence", "Evidence",
          body: task.evidence.isEmpty ? "" : "<p class=\"prose\">\(HTML.escaped(task.evidence))</p>",
          blank: task.isOpen ? "Told when it is closed." : "None was given."),
      ] + (row.fields.map { $0.isEmpty ? [] : [.init("fields", "Fields of our own", body: $0.html)] } ?? []))
    return Page(
      "sections", title: task.title, section: "tasks", crumbs: [.init("Tasks and promises", "/tasks")], view)
  }
}

/// Tasks as lines of a page, each with the button that closes it.
package enum TaskLines {
  package static func of(
    _ rows: [TaskRow], on today: Day, csrf: String, back: String
  ) -> [SectionsView.Line] {
    rows.map { row in
      let task = row.task
      let text = [task.kind.words, row.person.map { "with \($0)" }, row.owner.map { "for \($0)" }]
      return .init(
        task.title, "/tasks/\(task.id)", text: text.compactMap { $0 }.joined(separator: ", "),
        when: task.due.map { DisplayNumber.day($0) } ?? "",
        icon: task.kind == .task ? "list-check" : "bookmark",
        late: task.isLate(on: today),
        deeds: [
          .init(
            task.kind == .task ? "Done" : "Kept", "/tasks/\(task.id)/closing", csrf: csrf,
            [("outcome", task.kind == .task ? "done" : "kept"), ("back", back)])
        ])
    }
  }
}
