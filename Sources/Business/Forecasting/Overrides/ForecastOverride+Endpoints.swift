import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage

extension ForecastOverride: Located {
  package var location: String {
    "/forecasts?version=\(version)" + (account.map { "&account=\($0)" } ?? "")
      + (product.map { "&product=\($0)" } ?? "")
  }

  static let endpoints: [Endpoint] = [adding, withdrawing]

  private static let adding = Endpoint(
    .post, "/forecasts/{id}/overrides", "Put a person's word in place of a forecast, with the reason",
    allow: .manager
  ) { (input: New, context) in try await add(input, context) }
  .form(
    Form(
      at: "/forecasts/{id}/overrides/new", "Override the forecast", submit: "Override",
      section: "forecasts",
      fields: [
        .init("account", "Account", .choice(accounts)), .init("product", "Product", .choice(products)),
        .init("from", "From the week of", .day, required: true),
        .init("to", "To the week of", .day, required: true),
        .init(
          "kind", "Change",
          .choice { _ in
            [
              .init(Kind.percent.rawValue, "By percent"),
              .init(Kind.units.rawValue, "To so many units over these weeks"),
            ]
          }, required: true),
        .init(
          "amount", "Amount", hint: "Such as 10 or -7.5 percent, or 1200 units. Parts change in proportion.",
          required: true),
        .init("reason", "Why", .area, hint: "What you know that the history does not.", required: true),
        .choice("desk", "Who plans", Desk.self, required: true),
        .init("expiresOn", "Counts until", .day, hint: "Left empty: the last week's last day."),
      ],
      initial: { fields, context in try await initial(fields, context) }))

  /// What the form is opened with.
  private struct Opened: Codable { var id: ID<ForecastVersion> }

  private static func initial(_ fields: Fields, _ context: Context) async throws -> [String: String] {
    let opened = try fields.decode(Opened.self)
    let version = try await context.read { try ForecastVersion.find(opened.id, for: context.actor, $0) }
    try version.mustBeOpen()
    let first = version.firstOpenWeek, last = version.week(min(version.horizon, version.frozen + 4) - 1)
    // A cell that begins frozen is opened at its first week that is not.
    let from = fields.text("from").flatMap { Day($0) }.map { max($0, first.firstDay) } ?? first.firstDay
    return [
      "account": fields.text("account") ?? version.account ?? "", "product": fields.text("product") ?? "",
      "from": from.description, "to": fields.text("to") ?? last.lastDay.description,
      "kind": Kind.percent.rawValue, "desk": Desk.sales.rawValue,
    ]
  }

  static func accounts(_ context: Context) async throws -> [Form.Option] {
    let found = try await context.read { try Account.customers(for: context.actor, $0) }
    let all = context.actor.seesEverything ? [Form.Option("", "All accounts")] : []
    return all + found.map { Form.Option($0.id, $0.name) }
  }

  static func products(_ context: Context) async throws -> [Form.Option] {
    let found = try await context.read { try Product.planned($0) }
    return [Form.Option("", "All products")] + found.map { Form.Option($0.id, $0.name) }
  }

  private static let withdrawing = Endpoint(
    .post, "/forecasts/overrides/{id}/withdrawal", "Take an override back", allow: .manager
  ) { (input: Withdrawal, context) in try await withdraw(input, context) }
}
