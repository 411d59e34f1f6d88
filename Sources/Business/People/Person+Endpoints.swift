import Catalog
import Accounts
package import Blueprint
import Kernel

extension Person {
  static let endpoints: [Endpoint] = [
    listing.endpoint(allow: .viewer), record, adding, changing, erasing, takingUp, changingPosition,
    removingPosition,
    assessing, merging, unmerging, duplicates, AccountPeople.endpoint,
  ]

  private static let record = Endpoint(.get, "/people/{id}", "Show a person", allow: .viewer) {
    (input: PersonRecord.Wanted, context) in
    try await context.read { try PersonRecord.find(input.id, for: context.actor, $0) }
  }.page(PersonPage.draw)

  private static let adding = Endpoint(.post, "/people", "Add a person", allow: .manager) {
    (input: New, context) in
    let made = try await add(input, context)
    return try await context.read { try PersonRecord.find(made.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/people/new", "New person", submit: "Add person", section: "people",
      fields: [
        .init("name", "Name", required: true),
        .init("title", "Title", hint: "Such as Category buyer, dairy."),
        .init("account", "Account", .choice(accountOptions)), .init("department", "Department"),
        .init("reportsTo", "Reports to", .choice(bossOptions)),
        .choice("role", "Role in buying", BuyingRole.self),
        .init("email", "E-mail", .email), .init("phone", "Phone"),
        .init("from", "In the position since", .day, hint: "Left empty: always."),
      ] + keeping,
      initial: { _, context in
        [
          "purpose": usualPurpose,
          "keepUntil": context.today.advanced(byMonths: usualMonths).description,
        ]
      }
    ).withOwnFields(of: ownFields))

  private static let keeping: [Form.Field] = [
    .init("owner", "Brought in by", .choice { context in try await context.read { try Account.owners($0) } }),
    .init("purpose", "Purpose", hint: "What the personal data is kept for."),
    .init("keepUntil", "Kept until", .day, hint: "Then it comes up for review, to be kept on or erased."),
    .init("note", "Note", .area),
  ]

  private static let changing = Endpoint(.patch, "/people/{id}", "Change a person", allow: .manager) {
    (input: Change, context) in
    let changed = try await change(input, context)
    return try await context.read { try PersonRecord.find(changed.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/people/{id}/edit", "Edit person", submit: "Save person", section: "people",
      fields: [
        .init("name", "Name", required: true), .init("email", "E-mail", .email), .init("phone", "Phone"),
      ] + keeping + [.init("version", "Version", .hidden)],
      initial: { fields, context in
        guard let id = fields.text("id").flatMap({ ID<Person>($0) }) else { throw PersonRefusal.notThere }
        let person = try await context.read { try PersonRecord.find(id, for: context.actor, $0) }.person
        var initial = Dictionary(uniqueKeysWithValues: editable.map { ($0.name, $0.text(person)) })
        initial["version"] = String(person.version)
        return initial
      }
    ).withOwnFields(of: ownFields))

  private static let erasing = Endpoint(
    .post, "/people/{id}/erasure", "Erase a person's personal data; counts stay", allow: .manager
  ) { (input: PersonRecord.Wanted, context) in
    let erased = try await erase(input.id, context)
    return try await context.read { try PersonRecord.find(erased.id, for: context.actor, $0) }
  }

  private static let takingUp = Endpoint(
    .post, "/people/{id}/positions", "Note a position that a person takes up", allow: .manager
  ) { (input: Position.New, context) in
    _ = try await Position.take(input, context)
    return try await context.read { try PersonRecord.find(input.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/people/{id}/positions/new", "New position", submit: "Add position", section: "people",
      fields: [
        .init("account", "Account", .choice(accountOptions), required: true),
        .init("title", "Title", required: true), .init("department", "Department"),
        .init("reportsTo", "Reports to", .choice(bossOptions)),
        .init("firstDay", "From", .day, hint: "Left empty: always."),
        .init("lastDay", "To", .day, hint: "Left empty: until further notice."),
        .init("isMove", "This ends the other positions the day before", .flag),
      ],
      initial: { _, context in ["firstDay": context.today.description] }))

  private static let changingPosition = Endpoint(
    .patch, "/people/{id}/positions/{position}", "Change a person's position", allow: .manager
  ) { (input: Position.Change, context) in
    _ = try await Position.change(input, context)
    return try await context.read { try PersonRecord.find(input.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/people/{id}/positions/{position}/edit", "Edit position", submit: "Save position",
      section: "people",
      fields: [
        .init("title", "Title"), .init("department", "Department"),
        .init("reportsTo", "Reports to", .choice(bossOptions)), .init("firstDay", "From", .day),
        .init("lastDay", "To", .day, hint: "The last day in the position; empty: until further notice."),
      ], initial: positionInitial))

  @Sendable private static func positionInitial(_ fields: Fields, _ context: Context) async throws -> [String:
    String]
  {
    guard let id = fields.text("id").flatMap({ ID<Person>($0) }),
      let wanted = fields.text("position").flatMap({ ID<Position>($0) })
    else { throw PersonRefusal.positionNotThere }
    let record = try await context.read { try PersonRecord.find(id, for: context.actor, $0) }
    guard let position = record.positions.first(where: { $0.position.id == wanted })?.position else {
      throw PersonRefusal.positionNotThere
    }
    return [
      "title": position.title, "department": position.department ?? "",
      "reportsTo": position.reportsTo?.text ?? "",
      "firstDay": position.validity.shownFirstDay?.description ?? "",
      "lastDay": position.validity.shownLastDay?.description ?? "",
    ]
  }

  private static let removingPosition = Endpoint(
    .delete, "/people/{id}/positions/{position}", "Remove a position that was never true", allow: .manager
  ) { (input: Position.Wanted, context) in
    try await Position.remove(input, context)
    return try await context.read { try PersonRecord.find(input.id, for: context.actor, $0) }
  }

  private static let assessing = Endpoint(
    .post, "/people/{id}/assessments", "Say what you think of a person's role, stance, power and strength",
    allow: .analyst
  ) { (input: Assessment.New, context) in
    _ = try await Assessment.say(input, context)
    return try await context.read { try PersonRecord.find(input.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/people/{id}/assessments/new", "What do you think?", submit: "Note this opinion",
      section: "people",
      fields: [
        .choice("role", "Role in buying", BuyingRole.self),
        .choice("stance", "Stance towards us", Stance.self),
        .choice("power", "Power", Power.self, hint: "How much their word weighs when the account decides."),
        .init("strength", "Strength of the relationship", .number, hint: "0 to 100, as you feel it."),
        .init(
          "evidence", "Evidence", .area, hint: "What it rests on: a talk, a mail, a deed.", required: true),
        .init("saidOn", "As of", .day),
      ],
      initial: { _, context in ["saidOn": context.today.description] }))

  private static let merging = Endpoint(.post, "/people/merges", "Merge two people", allow: .manager) {
    (input: PersonMerge.New, context) in
    try await PersonMerge.make(input, context)
  }.form(
    Form(
      at: "/people/merges/new", "Merge two people", submit: "Merge people", section: "people",
      fields: [
        .init("kept", "Keep", .choice(anyOptions), required: true),
        .init(
          "merged", "Merge into it", .choice(anyOptions),
          hint: "Positions, opinions, codes and all that happened count for the kept one. You can undo this.",
          required: true),
      ]))

  private static let unmerging = Endpoint(
    .post, "/people/merges/{id}/undo", "Undo a merge of people", allow: .manager
  ) { (input: PersonMerge.Wanted, context) in try await PersonMerge.undo(input.id, context) }

  private static let duplicates = Endpoint(
    .get, "/people/duplicates", "List people who may be the same", allow: .manager
  ) { (_: NoInput, context) in
    PersonDuplicates(
      pairs: try await context.read { try PersonDuplicates.find(for: context.actor, limit: 200, $0) })
  }.page { (all: PersonDuplicates, visit) in PersonDuplicatesPage.draw(all, visit) }

  /// Accounts that may have people: all but single stores first, largest first.
  @Sendable package static func accountOptions(_ context: Context) async throws -> [Form.Option] {
    let found = try await context.read { try Account.named("", for: context.actor, limit: 500, $0) }
    return found.map { Form.Option($0.id.text, "\($0.name) (\($0.kind.rawValue))") }
  }

  @Sendable private static func anyOptions(_ context: Context) async throws -> [Form.Option] {
    try await context.read { try options(around: nil, on: context.today, for: context.actor, $0) }
  }

  @Sendable private static func bossOptions(_ context: Context) async throws -> [Form.Option] {
    try await context.read { try options(around: nil, on: context.today, for: context.actor, $0) }
  }
}
