import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage

extension ItemLaunch: Located {
  package var location: String { withdrawnAt == nil ? "/forecasts/launches/\(id)" : "/forecasts/launches" }
}

extension LaunchImport: Located {
  package var location: String { "/forecasts/launches" }
}

extension ItemLaunch {
  /// Launches as an answer.
  struct List: Codable, Sendable {
    let items: [ItemLaunch]
  }

  static let endpoints: [Endpoint] = [list, showing, adding, changing, removing, importing]

  private static let list = Endpoint(
    .get, "/forecasts/launches", "Items to come, like which items they will sell, and what they replace",
    allow: .viewer
  ) { (_: NoInput, context) in
    try await context.read { List(items: try all(for: context.actor, $0)) }
  }.page(LaunchPages.list)

  private static let showing = Endpoint(
    .get, "/forecasts/launches/{id}", "A launch with the curve it will grow by", allow: .viewer
  ) { (wanted: LaunchLesson.Wanted, context) in
    try await context.read { try LaunchLesson.read(wanted, context, $0) }
  }.page(LaunchPages.show)

  private static let adding = Endpoint(
    .post, "/forecasts/launches", "Tell a launch or a replacement to come", allow: .manager
  ) { (input: New, context) in try await add(input, context) }
  .form(
    Form(
      at: "/forecasts/launches/new", "New launch", submit: "Keep it", section: "forecasts",
      fields: place + terms,
      initial: { fields, _ in
        ["account": fields.text("account") ?? "", "product": fields.text("product") ?? "", "weeks": "8"]
      }))

  private static let changing = Endpoint(
    .put, "/forecasts/launches/{id}", "Change a launch to come", allow: .manager
  ) { (input: Change, context) in try await change(input, context) }
  .form(
    Form(
      at: "/forecasts/launches/{id}/edit", "Change a launch", submit: "Save it", section: "forecasts",
      fields: terms,
      about: Form.naming { id, actor, db in try find(id, for: actor, db).scope },
      initial: { fields, context in
        let removal = try fields.decode(Removal.self)
        return try await context.read { try find(removal.id, for: context.actor, $0) }.written
      }))

  private static let removing = Endpoint(
    .post, "/forecasts/launches/{id}/removal", "Take a launch back", allow: .manager
  ) { (input: Removal, context) in try await remove(input, context) }
  .form(
    Form(
      at: "/forecasts/launches/{id}/removal", "Take a launch back", submit: "Take it back",
      section: "forecasts", fields: [],
      about: Form.naming { id, actor, db in
        let one = try find(id, for: actor, db)
        return "\(one.scope), \(one.likeness)"
      }))

  private static let importing = Endpoint(
    .post, "/forecasts/launches/imports", "Import launches and replacements to come", allow: .manager
  ) { (input: LaunchImport.New, context) in try await LaunchImport.run(input, context) }
  .accepting(bytes: 16 << 20).form(
    Form(
      at: "/forecasts/launches/imports/new", "Import launches", submit: "Import the file",
      section: "forecasts",
      fields: [
        .init(
          "file", "File", .file,
          hint:
            "CSV with the columns product, account, from, like, share, like2, share2, like3, share3, level, replaces, weeks, sum (stays or changes) and reason. Items by name or GTIN. An empty account means all. A file with a wrong row is not taken at all.",
          required: true)
      ]))

  private static let place: [Form.Field] = [
    .init("product", "Item that comes", .choice(items), required: true),
    .init("account", "Account", .choice(ForecastOverride.accounts), hint: "With all that hangs below it."),
  ]

  private static let terms: [Form.Field] = [
    .init("from", "First day", .day, required: true),
    .init("like", "Sells like", .choice(noneOrItems), hint: "An item that sells there already."),
    .init("share", "Its share in percent", hint: "Only where several like items are named."),
    .init("like2", "And like", .choice(noneOrItems)), .init("share2", "Its share in percent"),
    .init("like3", "And like", .choice(noneOrItems)), .init("share3", "Its share in percent"),
    .init("level", "Level in percent", hint: "Of what the like items sell, when it has settled. Empty: 100."),
    .init(
      "replaces", "Takes the place of", .choice(noneOrItems), hint: "Left empty: it comes beside the others."),
    .init("weeks", "Weeks of phase-out", .number, hint: "Over which the item replaced runs out."),
    .init(
      "sum", "Both together",
      .choice { _ in
        [
          .init("", "Stay as forecast, unless a like item is named"),
          .init(Sum.stays.rawValue, "Stay as forecast: the new item sells what the old one loses"),
          .init(Sum.changes.rawValue, "May change: the new item sells like its like items"),
        ]
      }), .init("reason", "Why", .area, hint: "Who says so, and on what ground.", required: true),
  ]

  private static func items(_ context: Context) async throws -> [Form.Option] {
    try await context.read { try Product.plannedItems($0) }.map { Form.Option($0.id, $0.name) }
  }

  private static func noneOrItems(_ context: Context) async throws -> [Form.Option] {
    [Form.Option("", "None")] + (try await items(context))
  }

  /// As the form's fields hold it.
  private var written: [String: String] {
    var fields = [
      "from": firstDay.description, "replaces": replaces ?? "",
      "weeks": String(phaseOutWeeks), "sum": replaces == nil ? "" : sum.rawValue, "reason": reason,
      "level": sum == .stays ? "" : Self.plain(level),
    ]
    for (place, one) in likes.enumerated() {
      let number = place == 0 ? "" : String(place + 1)
      fields["like" + number] = one.product
      if likes.count > 1 { fields["share" + number] = Self.plain(one.share) }
    }
    return fields
  }

  private static func plain(_ share: BasisPoints) -> String {
    DisplayNumber.decimal(Int64(share.count), scale: 2, decimals: share.count % 100 == 0 ? 0 : 2)
  }
}
