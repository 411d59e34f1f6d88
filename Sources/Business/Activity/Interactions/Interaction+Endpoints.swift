import Accounts
import Blueprint
import Foundation
import Kernel
import People
import Storage

extension Interaction {
  static let endpoints: [Endpoint] = [
    listing.endpoint(allow: .viewer), showing, noting, changing, deleting, AccountTimeline.endpoint,
    PersonTimeline.endpoint,
  ]

  private static let showing = Endpoint(.get, "/interactions/{id}", "Show an activity", allow: .viewer) {
    (input: Wanted, context) in
    try await context.read { try record(input.id, for: context.actor, $0) }
  }.page { (one: InteractionRecord, visit) in InteractionPage.draw(one, visit) }

  private static let noting = Endpoint(.post, "/interactions", "Note what happened", allow: .analyst) {
    (input: New, context) in
    let made = try await log(input, context)
    return try await context.read { try record(made.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/interactions/new", "Note an activity", submit: "Note it", section: "activity",
      fields: [
        .choice("kind", "What", Kind.self, required: true), .init("subject", "Subject", required: true),
        .init("account", "Account", .choice(Person.accountOptions)),
        .init("people", "With", .choices(peopleOptions), hint: "Those who took part, or to whom it went."),
        .init("on", "On", .day), .init("minutes", "Minutes", .number),
        .choice(
          "direction", "From whom", Direction.self,
          hint: "Left empty: mutual for meetings and visits, else us."),
        .init("body", "What was said", .area),
        .init("followUp", "What follows", hint: "Makes a task for you."),
        .init("followUpDue", "Until", .day),
      ],
      done: { answer, _ in answer.location ?? "/interactions" },
      initial: { fields, context in
        var initial = ["kind": Kind.call.rawValue, "on": context.today.description]
        if let person = fields.text("person").flatMap({ ID<Person>($0) }) {
          initial["people"] = person.text
          let found = try await context.read { try Person.find(person, for: context.actor, $0) }
          initial["account"] = found.account?.text
        }
        return initial
      }
    ).withOwnFields(of: ownFields))

  @Sendable static func peopleOptions(_ context: Context) async throws -> [Form.Option] {
    try await context.read { try Person.options(around: nil, on: context.today, for: context.actor, $0) }
  }

  private static let changing = Endpoint(.patch, "/interactions/{id}", "Change an activity", allow: .analyst)
  {
    (input: Change, context) in
    let changed = try await change(input, context)
    return try await context.read { try record(changed.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/interactions/{id}/edit", "Edit activity", submit: "Save activity", section: "activity",
      fields: [
        .init("subject", "Subject", required: true), .init("minutes", "Minutes", .number),
        .choice("direction", "From whom", Direction.self, required: true),
        .init("body", "What was said", .area),
        .init("version", "Version", .hidden),
      ],
      initial: { fields, context in
        guard let id = fields.text("id").flatMap({ ID<Interaction>($0) }) else {
          throw ActivityRefusal.notThere("activity")
        }
        let one = try await context.read { try find(id, for: context.actor, $0) }
        return [
          "subject": one.subject, "minutes": one.minutes.map(String.init) ?? "",
          "direction": one.direction.rawValue,
          "body": one.body, "version": String(one.version),
        ]
      }
    ).withOwnFields(of: ownFields))

  private static let deleting = Endpoint(.delete, "/interactions/{id}", "Delete an activity", allow: .manager)
  {
    (input: Wanted, context) in
    try await delete(input.id, context)
    return Done()
  }
}
