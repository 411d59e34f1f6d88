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

/// The page of what is known ahead.
enum KnownPages {
  @Sendable static func list(_ list: KnownEvent.List, _ visit: Visit) async throws -> Page {
    let mayChange = visit.context.actor.role >= .manager, today = visit.context.today
    let links: [AnswerPage.Link] =
      mayChange
      ? [
        .init("New entry", "/forecasts/known/new", icon: "plus", css: "button--primary"),
        .init("Import a file", "/forecasts/known/imports/new", icon: "upload"),
      ] : []
    guard !list.items.isEmpty else {
      return ForecastPages.page(
        "Known ahead", [ForecastPages.crumb],
        AnswerPage(
          heading: "Known ahead",
          empty: .init(
            icon: "tag", title: "Prices and promotions to come will stand here",
            text:
              "The next forecast learns from your own history what prices, features and displays do, and lays these on the weeks you name.",
            label: mayChange ? "New entry" : nil, href: "/forecasts/known/new")))
    }
    let ahead = list.items.filter { $0.lastDay >= today }
    return ForecastPages.page(
      "Known ahead", [ForecastPages.crumb],
      AnswerPage(
        heading: "Known ahead",
        sentence:
          "Prices and promotions that are settled before they happen. A series that an entry touches is forecast by them: weeks without an entry count as unpromoted and at the usual price.",
        actions: links,
        answer:
          "\(ahead.count) of \(list.items.count) entries are still to come. The next forecast counts them.",
        sections: [
          .init(
            "known", "All entries",
            deeds: mayChange
              ? ahead.suffix(5).map {
                .init(
                  "Remove \($0.scope), \($0.what)", "/forecasts/known/\($0.id)/removal", csrf: visit.formToken
                )
              } : [], tables: [table(list.items)])
        ]))
  }

  private static func table(_ items: [KnownEvent]) -> TableView {
    TableView(
      caption: "Known ahead",
      heads: [
        .init(label: "Account"), .init(label: "Product"), .init(label: "From"), .init(label: "To"),
        .init(label: "Price", css: "is-end"), .init(label: "Promotion"), .init(label: "By"),
      ],
      rows: items.map { one in
        .init(cells: [
          .head(one.accountName ?? "All accounts"), .text(one.productName ?? "All products"),
          .day(one.firstDay), .day(one.lastDay),
          .number(one.price.map { "\($0.decimalText) \($0.currency)" } ?? ""),
          .text(one.promotion.map { Words.title($0.rawValue) } ?? ""), .text(one.madeByName),
        ])
      })
  }
}
