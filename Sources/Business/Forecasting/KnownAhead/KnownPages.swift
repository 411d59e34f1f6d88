import Blueprint
import Kernel
import Team

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
        "Known ahead", [ForecastPages.crumb], AnswerPage(heading: "Known ahead", actions: links, empty: blank)
      )
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
            tables: [
              table(
                list.items,
                mayTakeBack: {
                  mayChange && $0.lastDay >= today
                    && ($0.account != nil || visit.context.actor.seesEverything)
                })
            ])
        ]))
  }

  private static let blank = AnswerPage.Blank(
    icon: "tag", title: "Prices and promotions to come will stand here",
    text:
      "The next forecast learns from your own history what prices, features and displays do, and lays these on the weeks you name.",
    label: nil, href: "/forecasts/known/new")

  private static func table(_ items: [KnownEvent], mayTakeBack: (KnownEvent) -> Bool) -> TableView {
    TableView(
      caption: "Known ahead",
      heads: [
        .init(label: "Account"), .init(label: "Product"), .init(label: "From"), .init(label: "To"),
        .init(label: "Price", css: "is-end"), .init(label: "Promotion"), .init(label: "By"),
        .init(label: "Change"),
      ],
      rows: items.map { one in
        .init(cells: [
          .head(one.accountName ?? "All accounts"), .text(one.productName ?? "All products"),
          .day(one.firstDay), .day(one.lastDay),
          .number(one.price.map { "\($0.decimalText) \($0.currency)" } ?? ""),
          .text(one.promotion.map { Words.title($0.rawValue) } ?? ""), .text(one.madeByName),
          mayTakeBack(one) ? .link("Take back", "/forecasts/known/\(one.id)/removal") : .text(""),
        ])
      })
  }
}
