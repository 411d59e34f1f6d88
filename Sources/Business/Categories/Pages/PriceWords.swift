import Blueprint
import Kernel
import Sales

/// Price gaps of a category in words, a chart and tables.
struct PriceWords {
  let one: CategoryPrices

  private var currency: String { one.lens?.currency.code ?? "" }
  private var unit: String { one.unit?.symbol ?? "item" }
  private var points: String { DisplayNumber.decimal(one.alert, scale: 2, decimals: 0) }
  private var marked: [CategoryPrices.Place] {
    one.accounts.filter { [.above, .below].contains($0.now.mark(alert: one.alert)) }
  }

  var page: AnswerPage {
    let href = "/categories/\(one.category)/prices"
    return AnswerPage(
      heading: "Prices in \(one.categoryName)",
      sentence: "Ours against competitors', per \(unit); 100 is the same price.",
      actions: [
        .init("CSV", "\(href)?format=csv", icon: "download"),
        .init("XLSX", "\(href)?format=xlsx", icon: "download"),
      ],
      tabs: [5, 10, 15, 20].map { alert in
        .init(
          "Mark beyond \(alert) points", "\(href)?alert=\(alert)",
          isCurrent: one.alert == Int64(alert) * 100)
      },
      empty: one.now.index == nil ? CategoryWords.unknownCategory : nil, answer: answer,
      caution: one.leftOut == 0
        ? nil
        : "\(Shown.count(one.leftOut, "item is", "items are")) left out: not measured in \(unit).",
      chart: chart, sections: sections, foot: one.through)
  }

  private var answer: String {
    guard let index = one.now.index else { return "" }
    let change = one.lastYear.index.map { " (\(Shown.signed(index - $0)) against last year)" } ?? ""
    var text =
      "We cost \(Shown.price(one.now.ours.price)) \(currency) per \(unit), competitors "
      + "\(Shown.price(one.now.theirs.price)) \(currency): index \(Shown.index(index))\(change). "
    text +=
      marked.isEmpty
      ? "No account lies more than \(points) points from parity."
      : "\(Shown.count(marked.count, "account lies", "accounts lie")) more than \(points) points from parity"
    if let first = marked.first, let index = first.now.index {
      text += ", \(first.name) at \(Shown.index(index))."
    }
    return text
  }

  private var chart: ChartView {
    ChartView(
      id: "price-trend", kind: "line", title: "Price index by week", unit: "competitors are 100",
      firstHead: "Week to", heads: [.init(label: "Price index", series: "value")],
      rows: one.weeks.map { week in
        .init(
          label: DisplayNumber.day(week.week.lastDay), short: DisplayNumber.week(week.week),
          cells: [
            .init(
              text: Shown.index(week.price.index),
              number: week.price.index.map { DecimalText.plain($0, decimals: 2) } ?? "")
          ])
      }, tableLabel: "Price index by week as a table")
  }

  private var sections: [AnswerPage.Section] {
    [
      .init(
        "accounts", "By account", lead: "Marked where the index lies beyond \(points) points.",
        tables: [accounts]),
      .init(
        "segments", "By segment",
        tables: [
          CategoryWords.segments(
            one.segments, currency: currency, alert: one.alert, at: "/categories/\(one.category)/prices")
        ]),
    ]
  }

  private var accounts: TableView {
    TableView(
      caption: "Price index by account",
      heads: [
        .init(label: "Account"), .end("Index"), .end("Last year"),
        .end("Our price", unit: "\(currency)/\(unit)"),
        .end("Their price", unit: "\(currency)/\(unit)"),
      ],
      rows: one.accounts.map { place in
        let door = CategoryWords.explain(one.category.text, one.period, one.lens)(.price, place.id)
        return .init(cells: [
          .head(place.name, link: "/accounts/\(place.id)/category?category=\(one.category)"),
          CategoryWords.priceCell(place.now, door, alert: one.alert),
          .number(Shown.index(place.lastYear.index)),
          .number(Shown.price(place.now.ours.price)), .number(Shown.price(place.now.theirs.price)),
        ])
      })
  }

  var file: Table {
    Table(
      title: "Prices in \(one.categoryName)",
      heads: ["Account", "Index", "Index last year", "Our price", "Their price"],
      rows: one.accounts.map { place in
        [
          .text(place.name), cell(place.now.index, 2), cell(place.lastYear.index, 2),
          cell(place.now.ours.price, 4), cell(place.now.theirs.price, 4),
        ]
      },
      notes: [("Per", unit)] + CategoryWords.notes(one.period, one.lens, one.through))
  }

  private func cell(_ value: Int64?, _ scale: Int) -> Table.Cell {
    value.map { .decimal(units: $0, scale: scale) } ?? .empty
  }
}
