import Accounts
import Blueprint
import Foundation
import Kernel
import Targets

extension Plan {
  static let endpoints: [Endpoint] =
    [list, adding, open, changing, signing, reopening, changes, sheet, copy, panel] + PlanItem.endpoints

  private static let list = Endpoint(
    .get, "/plans", "Plans that you may see, and what is late in them", allow: .viewer
  ) { (_: NoInput, context) in
    try await context.read { try PlanList.read(context, $0) }
  }.page(PlanList.draw)

  private static let adding = Endpoint(.post, "/plans", "Begin a plan for an account", allow: .manager) {
    (input: New, context) in try await add(input, context)
  }.form(
    Form(
      at: "/plans/new", "Begin a plan", submit: "Begin the plan", section: "plans",
      fields: [
        .init("account", "Account", .choice(accounts), required: true),
        .choice(
          "kind", "Kind", Kind.self, hint: "A joint plan holds the promises of both sides.", required: true),
        .init("name", "Name", hint: "Left empty: after the account."),
        .init("firstDay", "First day", .day, required: true),
        .init("months", "Months", .number, hint: "12 to 36; fiscal years don't matter.", required: true),
        .init("summary", "What it is about", .area),
      ],
      initial: { fields, context in
        [
          "account": fields.text("account") ?? "", "kind": fields.text("kind") ?? Kind.account.rawValue,
          "firstDay": context.today.description, "months": fields.text("kind") == "joint" ? "12" : "24",
        ]
      }))

  /// Those with most sites first: plans are made for the large ones.
  @Sendable private static func accounts(_ context: Context) async throws -> [Form.Option] {
    try await context.read { db in
      try Account.named("", for: context.actor, limit: 2_000, db)
        .filter { $0.siteCount > 1 || $0.parent == nil }
        .sorted { ($1.siteCount, $0.name) < ($0.siteCount, $1.name) }.prefix(200)
        .map { .init($0.id.text, $0.name) }
    }
  }

  private static let open = Endpoint(
    .get, "/plans/{id}", "A plan with its key results, waterfall, quality and promises", allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { try PlanBook.read(wanted.id, context, $0) }
  }.page(PlanBook.draw)

  private static let changing = Endpoint(
    .patch, "/plans/{id}", "Change a plan's name, days and summary", allow: .manager
  ) { (input: Change, context) in try await change(input, context) }
  .form(
    Form(
      at: "/plans/{id}/edit", "Edit the plan", submit: "Save the plan", section: "plans",
      fields: [
        .init("name", "Name", required: true), .init("firstDay", "First day", .day, required: true),
        .init("months", "Months", .number, hint: "12 to 36.", required: true),
        .init("summary", "What it is about", .area),
      ],
      initial: { fields, context in
        let wanted = try fields.decode(Wanted.self)
        let plan = try await context.read { try find(wanted.id, for: context.actor, $0) }
        return [
          "name": plan.name, "firstDay": plan.firstDay.description, "months": String(plan.months),
          "summary": plan.summary, "version": String(plan.version),
        ]
      }))

  private static let signing = Endpoint(
    .post, "/plans/{id}/signature", "Sign an edition: it stays as it is from then on", allow: .manager
  ) { (input: Signing, context) in try await sign(input, context) }
  .form(
    Form(at: "/plans/{id}/signature/new", "Sign this edition", submit: "Sign", section: "plans", fields: []))

  private static let reopening = Endpoint(
    .post, "/plans/{id}/editions", "Begin the next edition of a signed plan", allow: .manager
  ) { (input: Signing, context) in try await reopen(input, context) }
  .form(
    Form(
      at: "/plans/{id}/editions/new", "Begin the next edition", submit: "Begin it", section: "plans",
      fields: []))

  private static let changes = Endpoint(
    .get, "/plans/{id}/changes", "What changed in a plan since a day", allow: .viewer
  ) { (wanted: PlanChanges.Wanted, context) in
    try await context.read { try PlanChanges.read(wanted, context, $0) }
  }.page(PlanChanges.draw)

  private static let sheet = Endpoint(.get, "/plans/{id}/sheet", "A plan on a page, to print", allow: .viewer)
  {
    (wanted: Wanted, context) in
    try await context.read { try PlanBook.read(wanted.id, context, $0) }
  }.page(PlanSheet.draw)

  private static let copy = Endpoint(
    download: "/plans/{id}/customer-copy",
    "The customer's copy of a joint plan: one file without anything internal",
    allow: .viewer
  ) { (wanted: Wanted, context) in
    let book = try await context.read { try PlanBook.read(wanted.id, context, $0) }
    let text = CustomerCopy(book, on: context.today).html
    return Download(
      name: "\(book.plan.name) \(context.today).html", type: "text/html; charset=utf-8",
      content: .bytes(Array(text.utf8)))
  }

  private static let panel = Endpoint(.get, "/accounts/{id}/plans", "An account's plans", allow: .viewer) {
    (wanted: AccountPlans.Wanted, context) in
    try await context.read { try AccountPlans.read(wanted, context, $0) }
  }.page(AccountPlans.draw)
}
