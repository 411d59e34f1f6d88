import Accounts
import Blueprint
import Kernel
import Sales

extension ForecastBook {
  static let endpoints: [Endpoint] = [show, panel]

  private static let show = Endpoint(
    .get, "/forecasts", "What will be sold, by account and product, with all that it is made of",
    allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { try read(wanted, context, $0) }
  }.page(draw).table(sheet)

  /// The account whose page asks.
  struct WantedAccount: Codable, Sendable { var id: ID<Account> }

  private static let panel = Endpoint(
    .get, "/accounts/{id}/forecast", "What an account will buy", allow: .viewer
  ) { (wanted: WantedAccount, context) in
    try await context.read { db in
      let account = try Account.find(wanted.id, for: context.actor, db)
      do {
        return try read(.init(account: account.id.text), context, db)
      } catch ForecastRefusal.notThere("account") {
        // Nothing is planned for it: the page says so, and how it comes to be.
        return try read(.init(version: nil), context, db).emptied(for: account)
      }
    }
  }.page(drawPanel)
}

extension ForecastVersion {
  static let endpoints: [Endpoint] = [list, adding, locking]

  /// Versions as an answer.
  struct List: Codable, Sendable {
    let items: [ForecastVersion]
    let isRunning: Bool
  }

  private static let list = Endpoint(
    .get, "/forecasts/versions", "All forecasts that were made", allow: .viewer
  ) { (_: NoInput, context) in
    try await context.read { db in
      List(items: try all(for: context.actor, db), isRunning: try isWaiting(db))
    }
  }.page(ForecastPages.versions)

  private static let adding = Endpoint(
    .post, "/forecasts", "Make a forecast now", allow: .manager
  ) { (input: New, context) in try await start(input, context) }
  .form(
    Form(
      at: "/forecasts/new", "Make a forecast", submit: "Forecast", section: "forecasts",
      fields: [
        .init(
          "kind", "From",
          .choice { _ in SalesSource.Kind.allCases.map { .init($0.rawValue, $0.label) } }, required: true),
        .init(
          "account", "Accounts", .choice { try await customers($0) },
          hint: "All of them, or one with what hangs below it: a part is quicker."),
        .init(
          "level", "Finest level",
          .choice { _ in
            [.init("", "Items, or brands where items are too many")]
              + Level.allCases.map { .init($0.rawValue, Words.title($0.rawValue)) }
          }),
        .init("horizon", "Weeks ahead", .number, required: true),
        .init(
          "frozen", "Frozen weeks", .number,
          hint: "Weeks that production runs on: nobody changes them.", required: true),
        .init(
          "knownOn", "Look back from", .day,
          hint:
            "Left empty: from all that is known. A day: only from what was known then, to see how good it would have been."
        ),
      ],
      initial: { fields, context in
        let kinds = try await context.read { Set(try SalesSource.all($0).map(\.kind)) }
        return [
          "kind": (kinds.contains(.pos) ? SalesSource.Kind.pos : .shipment).rawValue, "horizon": "52",
          "frozen": "2", "account": fields.text("account") ?? "", "level": "",
          "knownOn": fields.text("knownOn") ?? "",
        ]
      }))

  private static func customers(_ context: Context) async throws -> [Form.Option] {
    let found = try await context.read { try Account.customers(for: context.actor, $0) }
    let all = context.actor.seesEverything ? [Form.Option("", "All accounts")] : []
    return all + found.map { Form.Option($0.id, $0.name) }
  }

  private static let locking = Endpoint(
    .post, "/forecasts/{id}/lock", "Lock a forecast under a name", allow: .manager
  ) { (input: Lock, context) in try await lock(input, context) }
  .form(
    Form(
      at: "/forecasts/{id}/lock/new", "Lock this forecast", submit: "Lock it", section: "forecasts",
      fields: [
        .init("name", "Name", hint: "Such as “March cycle”. Nobody changes it any more.", required: true)
      ],
      done: { _, fields in "/forecasts?version=\(fields.text("id") ?? "")" }))
}
