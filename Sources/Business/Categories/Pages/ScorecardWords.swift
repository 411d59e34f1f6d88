import Blueprint
import Kernel
import Sales

/// One category's scorecard in words, tiles, a chart and tables.
struct ScorecardWords {
  let one: CategoryScorecard

  private var currency: String { one.lens?.currency.code ?? "" }
  private var href: String { "/categories/\(one.id)" }
  private var explain: CategoryWords.Door { CategoryWords.explain(one.id.text, one.period, one.lens) }
  private var below: [CategoryScorecard.Place] { one.accounts.filter { ($0.fair.gap ?? 0) > 0 } }

  var page: AnswerPage {
    AnswerPage(
      heading: one.name, sentence: "The retailers' category: our items and competitors'.",
      actions: [
        .init("Ranking", "\(href)/ranking", icon: "list-check"),
        .init("Prices", "\(href)/prices", icon: "tag"),
        .init("CSV", "\(href)?format=csv", icon: "download"),
        .init("XLSX", "\(href)?format=xlsx", icon: "download"),
      ], empty: one.sales.category == 0 ? CategoryWords.unknownCategory : nil, answer: answer,
      caution: caution, tiles: tiles, chart: CategoryWords.trend(one.weeks, finding),
      sections: sections, foot: one.through)
  }

  private var answer: String {
    let change = DisplayNumber.change(from: one.lastYear.category, to: one.sales.category)
    let points = Shown.points(one.sales.share, one.lastYear.share)
    var text =
      "\(one.name) sold \(Shown.short(one.sales.category)) \(currency) in \(one.period.text)"
      + (one.lastYear.category == 0 ? "." : ", \(change) against last year.")
      + " We have \(Shown.share(one.sales.share)) of it\(points.isEmpty ? "" : " (\(points) points)")."
    if let top = below.first, let gap = top.fair.gap {
      text +=
        " \(below.count) of \(Shown.count(one.accounts.count, "account gives", "accounts give")) us less than our "
        + "share elsewhere, \(Shown.short(one.opportunity)) \(currency) in all; \(top.name) alone "
        + "\(Shown.short(gap)) \(currency)."
    }
    return text
  }

  private var finding: String {
    let points = Shown.points(one.sales.share, one.lastYear.share)
    return points.isEmpty
      ? "Our share is \(Shown.share(one.sales.share))"
      : "Our share is \(Shown.share(one.sales.share)), \(points) points against last year"
  }

  private var caution: String? {
    guard !one.unknownAccounts.isEmpty else { return nil }
    let names = one.unknownAccounts
    return
      "Left out: \(names.prefix(3).joined(separator: ", "))\(names.count > 3 ? " and \(names.count - 3) more" : ""). "
      + "Only our own sales are known there, so nobody can say what share they are."
  }

  private var tiles: [TileView] {
    [
      CategoryWords.tile(
        "Category sales", one.sales.category, one.lastYear.category, currency, explain(.category, nil)),
      CategoryWords.tile("Our sales", one.sales.ours, one.lastYear.ours, currency, explain(.ours, nil)),
      CategoryWords.shareTile(one.sales.share, one.lastYear.share, explain(.share, nil)),
      TileView(
        label: "Left on the table", value: Shown.short(one.opportunity),
        exact: "\(Shown.exact(one.opportunity)) \(currency)", unit: currency, href: "#accounts",
        spokenHref: "The accounts that it lies in",
        against: Shown.count(below.count, "account below", "accounts below")),
      CategoryWords.priceTile(one.price, one.priceLastYear, explain(.price, nil)),
    ]
  }

  private var sections: [AnswerPage.Section] {
    [
      .init(
        "accounts", "Accounts by gap",
        lead:
          "Index: our share there / our share in all other accounts x 100. Gap: what we would sell more there at the "
          + "share that we have elsewhere.",
        tables: [accounts]),
      .init(
        "segments", "Segments", lead: "Where the category grows, and where we stand in it.",
        tables: [
          CategoryWords.segments(one.segments, currency: currency, at: "\(href)/prices")
        ]),
      .init(
        "brands", "Brands", links: [.init("All items", "\(href)/ranking")],
        tables: [CategoryWords.brands(one.brands, of: one.sales, currency: currency)]),
    ]
  }

  private var accounts: TableView {
    TableView(
      caption: "Accounts by gap",
      heads: [
        .init(label: "Account"), .end("Gap", unit: currency), .end("Our share"), .end("Elsewhere"),
        .end("Index"),
        .end("Points"), .end("Category sales", unit: currency), .end("Price index"), .init(label: "Role"),
      ],
      rows: one.accounts.map { place in
        let fair = place.fair
        return .init(cells: [
          .head(place.name, link: "/accounts/\(place.id)/category?category=\(one.id)"),
          .door(fair.gap.map(Shown.whole) ?? "", explain(.gap, place.id)),
          .door(Shown.share(fair.here.share), explain(.share, place.id)),
          .number(Shown.share(fair.elsewhere.share)),
          .door(Shown.index(fair.index), explain(.index, place.id)),
          .number(Shown.points(fair.here.share, place.lastYear.share)),
          .door(Shown.whole(fair.here.category), explain(.category, place.id)),
          CategoryWords.priceCell(place.price, explain(.price, place.id)),
          .text(place.role.map { Words.title($0.rawValue) } ?? ""),
        ])
      },
      totals: [
        .init(css: "", text: "Together"), .init(css: "is-end", text: "\(Shown.whole(one.opportunity)) below"),
        .init(css: "is-end", text: Shown.share(one.sales.share)), .init(css: "", text: ""),
        .init(css: "", text: ""),
        .init(css: "is-end", text: Shown.points(one.sales.share, one.lastYear.share)),
        .init(css: "is-end", text: Shown.whole(one.sales.category)),
        .init(css: "is-end", text: Shown.index(one.price.index)), .init(css: "", text: ""),
      ],
      footnote: "A gap below zero is a lead. Gaps of accounts above their share are not netted off.")
  }

  var file: Table {
    Table(
      title: "\(one.name) by account",
      heads: [
        "Account", "Category sales", "Our sales", "Our share", "Share elsewhere", "Fair-share index", "Gap",
        "Price index", "Role",
      ],
      rows: one.accounts.map { place in
        [
          .text(place.name), .decimal(units: place.fair.here.category, scale: 4),
          .decimal(units: place.fair.here.ours, scale: 4),
          place.fair.here.share.map { .percent($0) } ?? .empty,
          place.fair.elsewhere.share.map { .percent($0) } ?? .empty, decimal(place.fair.index),
          place.fair.gap.map { .decimal(units: $0, scale: 4) } ?? .empty, decimal(place.price.index),
          place.role.map { .text($0.rawValue) } ?? .empty,
        ]
      }, notes: CategoryWords.notes(one.period, one.lens, one.through))
  }

  private func decimal(_ hundredths: Int64?) -> Table.Cell {
    hundredths.map { .decimal(units: $0, scale: 2) } ?? .empty
  }
}
