import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import People
import Storage

/// The page of one interaction.
enum InteractionPage {
  static func draw(_ one: InteractionRecord, _ visit: Visit) -> Page {
    let it = one.interaction, href = "/interactions/\(it.id)"
    var facts = [
      RecordHead.Fact("Day", DisplayNumber.day(it.day), icon: "calendar"),
      RecordHead.Fact("Account", one.account, icon: "building-store", href: "/accounts/\(it.account)"),
    ]
    if let owner = one.owner { facts.append(.init("Who of us", owner, icon: "user")) }
    if let minutes = it.minutes { facts.append(.init("Took", "\(minutes) minutes", icon: "clock")) }
    let head = RecordHead(
      it.subject, path: [.init("Activity", "/interactions")],
      badges: [.init(Words.title(it.kind.rawValue), "accent"), .init(it.direction.words)], facts: facts,
      mainAction: .init("Edit activity", href + "/edit", icon: "pencil"),
      otherActions: [.init("New task from this", "/tasks/new?account=\(it.account)", icon: "plus")])
    let people = TableView(
      caption: "People", heads: [.init(label: "With")],
      rows: one.people.map { .init(cells: [.head($0.name, link: "/people/\($0.id)")]) })
    let view = SectionsView(
      head: head,
      [
        .init(
          "said", "What was said",
          body: it.body.isEmpty ? "" : "<p class=\"prose\">\(HTML.escaped(it.body))</p>",
          blank: "Nothing was written down."),
        .init(
          "people", "People", tables: one.people.isEmpty ? [] : [people], blank: "Nobody of theirs is named."),
      ] + (one.fields.map { $0.isEmpty ? [] : [.init("fields", "Fields of our own", body: $0.html)] } ?? []))
    return Page(
      "sections", title: it.subject, section: "activity", crumbs: [.init("Activity", "/interactions")], view)
  }

  /// Lines of a timeline, newest first.
  static func lines(
    _ all: [InteractionRecord], showingAccount: Bool, except person: ID<Person>? = nil
  ) -> [SectionsView.Line] {
    all.map { one in
      let it = one.interaction
      let others = one.people.filter { $0.id != person }
      let who = [
        Words.title(it.kind.rawValue),
        others.isEmpty ? nil : "with " + others.map(\.name).joined(separator: ", "),
        one.owner.map { "by \($0)" }, showingAccount ? one.account : nil,
      ]
      return .init(
        it.subject, "/interactions/\(it.id)", text: who.compactMap { $0 }.joined(separator: ", "),
        when: DisplayNumber.day(it.day), icon: it.kind.icon)
    }
  }
}

/// What happened at an account and below it, and what is open: the panel on the account's page.
struct AccountTimeline: Reply {
  let account: ID<Account>
  let name: String
  let interactions: [InteractionRecord]
  let tasks: [TaskRow]

  struct Wanted: Codable, Sendable {
    var id: ID<Account>
    var limit: Int?
  }

  static let endpoint = Endpoint(
    .get, "/accounts/{id}/timeline", "What happened at an account, and what is open there", allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { db in
      let account = try Account.find(wanted.id, for: context.actor, db)
      let limit = min(max(wanted.limit ?? 60, 1), 500)
      return AccountTimeline(
        account: account.id, name: account.name,
        interactions: try Interaction.below(account.id, for: context.actor, limit: limit, db),
        tasks: try WorkTask.open(below: account.id, for: context.actor, limit: 50, db))
    }
  }.page { (all: AccountTimeline, visit) in draw(all, visit) }

  private static func draw(_ all: AccountTimeline, _ visit: Visit) -> Page {
    let shown = visit.isFragment ? Array(all.interactions.prefix(6)) : all.interactions
    let tasks = visit.isFragment ? Array(all.tasks.prefix(4)) : all.tasks
    let today = visit.context.today, back = "/accounts/\(all.account)"
    let view = SectionsView(
      title: "Activity of \(all.name)", tally: "\(all.interactions.count)",
      sentence: "At the account and below it.",
      links: [.init("Note an activity", "/interactions/new?account=\(all.account)", main: true)],
      [
        .init(
          "open", all.tasks.isEmpty ? "" : "Open",
          lines: TaskLines.of(tasks, on: today, csrf: visit.formToken, back: back)),
        .init(
          "happened", "Happened",
          links: [.init("Note an activity", "/interactions/new?account=\(all.account)")]
            + (visit.isFragment && all.interactions.count > shown.count
              ? [.init("All activity of \(all.name)", "/accounts/\(all.account)/timeline")] : [])
            + [.init("Drop a mail, meeting or card", "/interactions/captures/new?account=\(all.account)")],
          lines: InteractionPage.lines(shown, showingAccount: false),
          blank: "Nothing was noted yet. Note a call, or drop a mail, a meeting or a contact card."),
      ])
    return view.page(
      title: "Activity of \(all.name)", section: "activity",
      crumbs: [.init("Accounts", "/accounts"), .init(all.name, back)], visit)
  }
}

/// What happened with a person, and what is open: the panel on their page.
struct PersonTimeline: Reply {
  let person: ID<Person>
  let interactions: [InteractionRecord]
  let tasks: [TaskRow]

  static let endpoint = Endpoint(
    .get, "/people/{id}/timeline", "What happened with a person, and what is open", allow: .viewer
  ) { (wanted: PersonRecord.Wanted, context) in
    try await context.read { db in
      let person = try Person.find(wanted.id, for: context.actor, db)
      return PersonTimeline(
        person: person.id, interactions: try Interaction.with(person.id, for: context.actor, limit: 100, db),
        tasks: try WorkTask.open(with: person.id, for: context.actor, db))
    }
  }.page { (all: PersonTimeline, visit) in
    let view = SectionsView(
      title: "Activity", sentence: "Everything with this person, newest first.",
      [
        .init(
          "open", all.tasks.isEmpty ? "" : "Open",
          lines: TaskLines.of(
            all.tasks, on: visit.context.today, csrf: visit.formToken, back: "/people/\(all.person)")),
        .init(
          "happened", "Happened",
          links: [.init("Note an activity", "/interactions/new?person=\(all.person)")],
          lines: InteractionPage.lines(
            visit.isFragment ? Array(all.interactions.prefix(12)) : all.interactions, showingAccount: true,
            except: all.person),
          blank: "Nothing was noted with this person yet."),
      ])
    return view.page(title: "Activity", section: "people", crumbs: [.init("People", "/people")], visit)
  }
}
