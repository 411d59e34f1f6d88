import Accounts
import Blueprint
import Catalog
import Kernel
import Storage

extension Deal {
  static let endpoints: [Endpoint] = [
    listing.endpoint(allow: .viewer), record, adding, changing, bulkChanging, moving, deleting, addingLine,
    removingLine, qualifying, ofAccount,
  ]

  private static let record = Endpoint(.get, "/deals/{id}", "Show a deal", allow: .viewer) {
    (input: Wanted, context) in
    try await context.read { try DealRecord.find(input.id, for: context.actor, $0) }
  }.page(DealPage.draw)

  private static let describing: [Form.Field] = [
    .init("amount", "Amount", hint: "What they would pay: 250000, or 250000 EUR in another currency."),
    .init("closeOn", "Decided by", .day, hint: "When they will have said yes or no."),
    .choice("commitment", "Commitment", Commitment.self, hint: "What you say of it yourself."),
    .init("nextStep", "Next step", hint: "Who does what."), .init("nextStepOn", "Next step by", .day),
    .init("owner", "Owner", .choice(ownerOptions)), .init("competitor", "Competitor"),
    .init("leadSource", "Where it came from"), .init("note", "Note", .area),
  ]

  private static let adding = Endpoint(.post, "/deals", "Add a deal", allow: .manager) {
    (input: New, context) in
    let made = try await add(input, context)
    return try await context.read { try DealRecord.find(made.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/deals/new", "New deal", submit: "Add deal", section: "pipeline",
      fields: [
        .init("name", "What it is about", required: true),
        .init("account", "Account", .choice(accountOptions), required: true),
        .init("stage", "Stage", .choice(openStageOptions), required: true),
      ] + describing + [.init("product", "Product", .hidden)],
      initial: { fields, context in
        var first = ["commitment": Commitment.pipeline.rawValue]
        for name in ["account", "stage", "name", "amount", "product"] { first[name] = fields.text(name) }
        if try await context.read({ try isUser(context.actor.id, $0) }) {
          first["owner"] = context.actor.id.text
        }
        return first
      }
    ).withOwnFields(of: ownFields))

  @Sendable private static func openStageOptions(_ context: Context) async throws -> [Form.Option] {
    try await context.read { db in
      let closed = Set(
        try DealProcess.all(db).flatMap(\.stages).filter { $0.outcome != .open }.map(\.id.text))
      return try stageOptions(db).filter { !closed.contains($0.value) }
    }
  }

  private static let changing = Endpoint(.patch, "/deals/{id}", "Change a deal", allow: .manager) {
    (input: Change, context) in
    let changed = try await change(input, context)
    return try await context.read { try DealRecord.find(changed.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/deals/{id}/edit", "Edit deal", submit: "Save deal", section: "pipeline",
      fields: [
        .init("name", "What it is about", required: true),
        .init("account", "Account", .choice(accountOptions)),
      ] + describing + [
        .init("ownChance", "Your own chance", hint: "Percent, such as 35 %. Empty: what the figures say."),
        .init("chanceWhy", "Why"), .init("version", "Version", .hidden),
      ],
      initial: { fields, context in
        guard let id = fields.text("id").flatMap({ ID<Deal>($0) }) else { throw DealRefusal.notThere }
        let deal = try await context.read { try find(id, for: context.actor, $0) }
        var initial = Dictionary(uniqueKeysWithValues: editable.map { ($0.name, $0.text(deal)) })
        initial["amount"] = deal.amount.map { "\($0.decimalText) \($0.currency)" } ?? ""
        initial["version"] = String(deal.version)
        return initial
      }
    ).withOwnFields(of: ownFields))

  package struct BulkReply: Reply, Located {
    package let changed: Int
    package var location: String { "/deals" }
  }

  private static let bulkChanging = Endpoint(
    .post, "/deals/changes", "Change many deals alike", allow: .manager
  ) { (input: BulkChange, context) in
    BulkReply(changed: try await change(input, context).count)
  }

  private static let moving = Endpoint(
    .post, "/deals/{id}/stage", "Take a deal into another stage", allow: .manager
  ) { (input: Move, context) in
    let moved = try await move(input, context)
    return try await context.read { try DealRecord.find(moved.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/deals/{id}/move", "Move deal", submit: "Move deal", section: "pipeline",
      fields: [
        .init(
          "stage", "Stage", .choice { context in try await context.read { try stageOptions($0) } },
          required: true),
        .init("on", "On", .day, hint: "When it came there."),
        .init("reason", "Why it was won or lost", hint: "In a few words; needed for a lost deal."),
        .init("competitor", "Who else was in it"),
      ],
      done: { answer, fields in fields.text("back") ?? answer.location ?? "/pipeline" },
      initial: { fields, context in
        ["on": context.today.description, "stage": fields.text("stage") ?? ""]
      }))

  private static let deleting = Endpoint(.delete, "/deals/{id}", "Delete a deal", allow: .manager) {
    (input: Wanted, context) in
    try await delete(input.id, context)
    return Done()
  }

  private static let addingLine = Endpoint(
    .post, "/deals/{id}/lines", "Add a line to a deal", allow: .manager
  ) { (input: DealLine.New, context) in
    let deal = try await DealLine.add(input, context)
    return try await context.read { try DealRecord.find(deal.id, for: context.actor, $0) }
  }.form(
    Form(
      at: "/deals/{id}/lines/new", "Add a line", submit: "Add line", section: "pipeline",
      fields: [
        .init("product", "Product", .choice(productOptions), hint: "Or only a name, for what is no product."),
        .init("name", "Name"), .init("quantity", "Quantity", hint: "One, when left empty."),
        .init("price", "Price of one", hint: "In the deal's currency.", required: true),
      ]))

  @Sendable private static func productOptions(_ context: Context) async throws -> [Form.Option] {
    try await context.read { db in
      try DealLine.offerings(db).map { Form.Option($0.id.text, $0.name) }
    }
  }

  private static let removingLine = Endpoint(
    .delete, "/deals/{id}/lines/{line}", "Take a line from a deal", allow: .manager
  ) { (input: DealLine.Wanted, context) in
    let deal = try await DealLine.remove(input, context)
    return try await context.read { try DealRecord.find(deal.id, for: context.actor, $0) }
  }

  private static let qualifying = Endpoint(
    .post, "/deals/{id}/qualification", "Say what is known of a deal, with the evidence", allow: .manager
  ) { (input: Qualification.New, context) in
    try await Qualification.say(input, context)
  }.form(
    Form(
      at: "/deals/{id}/qualification/new", "Qualify deal", submit: "Keep it", section: "pipeline",
      fields: [
        .init("element", "Element", .choice { _ in elementOptions }, required: true),
        .choice("state", "What we know", Qualification.State.self, required: true),
        .init("evidence", "How we know", .area, hint: "Who said it, when, or where it is written."),
      ],
      initial: { fields, context in
        guard let id = fields.text("id").flatMap({ ID<Deal>($0) }),
          let element = fields.text("element").flatMap({ Qualification.Element(rawValue: $0) })
        else { return ["state": Qualification.State.partly.rawValue] }
        let known = try await context.read { db in
          _ = try find(id, for: context.actor, db)
          return try Qualification.of(id, db).first { $0.element == element }
        }
        return [
          "element": element.rawValue, "state": known?.state.rawValue ?? "",
          "evidence": known?.evidence ?? "",
        ]
      }))

  private static var elementOptions: [Form.Option] {
    Qualification.Element.allCases.map { .init($0.rawValue, "\(Words.title($0.rawValue)): \($0.question)") }
  }

  private static let ofAccount = Endpoint(
    .get, "/accounts/{id}/deals", "Deals with an account and all below it", allow: .viewer
  ) { (input: AccountDeals.Wanted, context) in
    try await context.read { try AccountDeals.find(input.id, for: context.actor, $0) }
  }.page(AccountDealsPage.draw)
}
