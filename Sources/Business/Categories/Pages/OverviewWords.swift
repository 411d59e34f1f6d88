import Blueprint
import Kernel
import Sales

/// The list of categories in words, tiles and a table.
struct OverviewWords {
  let one: CategoryOverview

  private var currency: String { one.lens?.currency.code ?? "" }
  private var total: CategorySales { one.lines.map(\.sales).reduce(.none, +) }
  private var before: CategorySales { one.lines.map(\.lastYear).reduce(.none, +) }
  private var opportunity: Int64 { one.lines.map(\.opportunity).reduce(0, +) }

  var page: AnswerPage {
    AnswerPage(
      heading: "Categories", sentence: "What retailers sell of each category, and how much of it is ours.",
      actions: [
        .init("CSV", "/categories?format=csv", icon: "download"),
        .init("XLSX", "/categories?format=xlsx", icon: "download"),
      ],
      empty: empty, answer: answer, tiles: one.knowsCategory ? tiles : [],
      sections: [
        .init(
          "categories", "By money left on the table", lead: CategoryWords.opportunityMeans,
          tables: [table])
      ], foot: one.through)
  }

  private var empty: AnswerPage.Blank? {
    if one.lines.isEmpty {
      return .init(
        icon: "box", title: "Your categories will stand here",
        text:
          "Give your products a place in a tree: category, segment, brand, item. Import them with a column “parent”, or add a category by hand.",
        label: "Import products", href: "/products/imports/new",
        second: .init("New product", "/products/new"))
    }
    return one.knowsCategory ? nil : CategoryWords.unknownCategory
  }

  private var answer: String {
    guard let share = total.share else { return "Nothing was sold in \(one.period.text)." }
    let top = one.lines.first { $0.opportunity > 0 }
    return
      "Retailers sold \(Shown.short(total.category)) \(currency) of \(Shown.count(one.lines.count, "category", "categories")) "
      + "in \(one.period.text); \(Shown.share(share)) is ours. At our share elsewhere the accounts below it would buy "
      + "\(Shown.short(opportunity)) \(currency) more"
      + (top.map { ", most of it in \($0.name) (\(Shown.short($0.opportunity)) \(currency))." } ?? ".")
  }

  private var tiles: [TileView] {
    let first = one.lines[0]
    return [
      CategoryWords.tile("Category sales", total.category, before.category, currency, "#categories"),
      CategoryWords.tile("Our sales", total.ours, before.ours, currency, "#categories"),
      CategoryWords.shareTile(total.share, before.share, "#categories"),
      TileView(
        label: "Left on the table", value: Shown.short(opportunity),
        exact: "\(Shown.exact(opportunity)) \(currency)",
        unit: currency, href: "/categories/\(first.id)", spokenHref: "The category with the most of it",
        against: one.period.text),
    ]
  }

  private var table: TableView {
    TableView(
      caption: "Categories",
      heads: [
        .init(label: "Category"), .end("Category sales", unit: currency), .end("Change"),
        .end("Our sales", unit: currency), .end("Our share"), .end("Points"),
        .end("Left on the table", unit: currency), .end("Accounts below"), .end("Price index"),
      ],
      rows: one.lines.map { line in
        let explain = CategoryWords.explain(line.id.text, one.period, one.lens)
        return .init(cells: [
          .head(line.name, link: "/categories/\(line.id)"),
          .door(Shown.whole(line.sales.category), explain(.category, nil)),
          .change(line.sales.category, line.lastYear.category),
          .door(Shown.whole(line.sales.ours), explain(.ours, nil)),
          .door(Shown.share(line.sales.share), explain(.share, nil)),
          .number(Shown.points(line.sales.share, line.lastYear.share)),
          .door(Shown.whole(line.opportunity), "/categories/\(line.id)#accounts"),
          .number("\(line.accountsBelow) of \(line.accounts)"),
          .door(Shown.index(line.priceIndex), explain(.price, nil)),
        ])
      },
      totals: [
        .init(css: "", text: "Together"), .init(css: "is-end", text: Shown.whole(total.category)),
        .init(css: "is-end", text: DisplayNumber.change(from: before.category, to: total.category)),
        .init(css: "is-end", text: Shown.whole(total.ours)),
        .init(css: "is-end", text: Shown.share(total.share)),
        .init(css: "is-end", text: Shown.points(total.share, before.share)),
        .init(css: "is-end", text: Shown.whole(opportunity)), .init(css: "", text: ""),
        .init(css: "", text: ""),
      ])
  }

  var file: Table {
    Table(
      title: "Categories",
      heads: [
        "Category", "Category sales", "Category sales last year", "Our sales", "Our sales last year",
        "Our share",
        "Left on the table", "Accounts below", "Accounts", "Price index",
      ],
      rows: one.lines.map { line in
        [
          .text(line.name), .decimal(units: line.sales.category, scale: 4),
          .decimal(units: line.lastYear.category, scale: 4), .decimal(units: line.sales.ours, scale: 4),
          .decimal(units: line.lastYear.ours, scale: 4), line.sales.share.map { .percent($0) } ?? .empty,
          .decimal(units: line.opportunity, scale: 4), .whole(Int64(line.accountsBelow)),
          .whole(Int64(line.accounts)), line.priceIndex.map { .decimal(units: $0, scale: 2) } ?? .empty,
        ]
      }, notes: CategoryWords.notes(one.period, one.lens, one.through))
  }
}
