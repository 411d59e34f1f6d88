import Accounts
import Blueprint
import Catalog
import Foundation
import Kernel
import Storage

extension KnownEvent: Located {
  package var location: String { "/forecasts/known" }
}

extension KnownImport: Located {
  package var location: String { "/forecasts/known" }
}

extension KnownEvent {
  /// Entries as an answer.
  struct List: Codable, Sendable {
    let items: [KnownEvent]
  }

  static let endpoints: [Endpoint] = [list, adding, removing, importing]

  private static let list = Endpoint(
    .get, "/forecasts/known", "Prices and promotions that are known ahead", allow: .viewer
  ) { (_: NoInput, context) in
    try await context.read { List(items: try all(for: context.actor, $0)) }
  }.page(KnownPages.list)

  private static let adding = Endpoint(
    .post, "/forecasts/known", "Tell a price or a promotion that is known ahead", allow: .manager
  ) { (input: New, context) in try await add(input, context) }
  .form(
    Form(
      at: "/forecasts/known/new", "Known ahead", submit: "Keep it", section: "forecasts",
      fields: [
        .init(
          "account", "Account", .choice(ForecastOverride.accounts), hint: "With all that hangs below it."),
        .init(
          "product", "Product", .choice(ForecastOverride.products),
          hint: "A brand or category counts for all its items."),
        .init("from", "First day", .day, required: true), .init("to", "Last day", .day, required: true),
        .init("price", "Price of a unit", hint: "Left empty: the usual price stays."),
        .init(
          "promotion", "Promotion",
          .choice { _ in
            [Form.Option("", "None")]
              + Promotion.allCases.map { .init($0.rawValue, Words.title($0.rawValue)) }
          }),
      ]))

  private static let removing = Endpoint(
    .post, "/forecasts/known/{id}/removal", "Take back what was known ahead", allow: .manager
  ) { (input: Removal, context) in try await remove(input, context) }
  .form(
    Form(
      at: "/forecasts/known/{id}/removal", "Take an entry back", submit: "Take it back", section: "forecasts",
      fields: [],
      about: Form.naming { id, actor, db in
        let one = try find(id, for: actor, db)
        return "\(one.scope), \(one.what)"
      }))

  private static let importing = Endpoint(
    .post, "/forecasts/known/imports", "Import prices and promotions that are known ahead", allow: .manager
  ) { (input: KnownImport.New, context) in try await KnownImport.run(input, context) }
  .accepting(bytes: 16 << 20).form(
    Form(
      at: "/forecasts/known/imports/new", "Import what is known ahead", submit: "Import the file",
      section: "forecasts",
      fields: [
        .init(
          "file", "File", .file,
          hint:
            "CSV with the columns account, product, from, to, price, promotion (feature, display or feature-and-display). An empty account or product means all. A file with a wrong row is not taken at all.",
          required: true)
      ]))
}
