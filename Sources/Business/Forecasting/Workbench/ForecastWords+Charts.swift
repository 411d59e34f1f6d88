import Blueprint
import Kernel
import Targets

extension ForecastWords {
  /// What was sold, and what will be, with the range in which it will lie four times of five.
  var chart: ChartView {
    let past = book.history.suffix(52), hasBand = !book.weeks.low80.isEmpty
    let from = version.through.advanced(by: 1 - past.count)
    var rows = past.enumerated().map { place, units in
      line(from.advanced(by: place), [units, nil, nil, nil, nil], hasBand: hasBand)
    }
    for place in 0..<book.shown {
      let weeks = book.weeks
      rows.append(
        line(
          version.week(place),
          [
            nil, weeks.consensus[place], weeks.naive[place], hasBand ? weeks.low80[place] : nil,
            hasBand ? weeks.high80[place] : nil,
          ], hasBand: hasBand, event: place == 0 ? "forecast" : nil))
    }
    var heads: [ChartView.Head] = [
      .init(label: "Sold", series: "value"), .init(label: "Forecast", series: "forecast"),
      .init(label: "Year before", series: "last-year"),
    ]
    if hasBand {
      heads += [.init(label: "Low 80 %", series: "low"), .init(label: "High 80 %", series: "high")]
    }
    let word = yearAgo > 0 ? DisplayNumber.change(from: yearAgo, to: total) : nil
    return ChartView(
      id: "forecast-chart", kind: "line",
      title: word.map { "\(subject): \($0) on a year before" } ?? "What \(subject) will buy",
      unit: hasBand ? "units a week; the band holds four weeks of five" : "units a week",
      firstHead: "Week to",
      heads: heads, rows: rows, tableLabel: "Week by week")
  }

  private func line(
    _ week: Week, _ values: [Int64?], hasBand: Bool, event: String? = nil
  ) -> ChartView.Line {
    ChartView.Line(
      label: DisplayNumber.day(week.lastDay),
      short: "\(week.lastDay.dayOfMonth) \(DisplayNumber.month(week.lastDay.month))",
      event: event,
      cells: values.prefix(hasBand ? 5 : 3).map { value in
        .init(text: value.map(DisplayNumber.grouped) ?? "", number: value.map { String($0) } ?? "")
      })
  }

  /// Why this number.
  var waterfall: ChartView {
    ChartView(
      id: "why-chart", kind: "waterfall", title: "What \(DisplayNumber.short(total)) units are made of",
      unit: "units, \(book.shown) weeks", firstHead: "Step", heads: [.init(label: "Units", series: "value")],
      rows: book.causes.map { cause in
        .init(
          label: cause.name, short: String(cause.name.prefix(18)), isTotal: cause.isTotal,
          cells: [.init(text: DisplayNumber.grouped(cause.units), number: String(cause.units))])
      }, tableLabel: "Step by step")
  }

  var causes: TableView {
    TableView(
      caption: "Why this number",
      heads: [.init(label: "Step"), .init(label: "Units", css: "is-end"), .init(label: "What it is")],
      rows: book.causes.map { cause in
        .init(cells: [
          .head(cause.name), .number((cause.isTotal ? "= " : "") + DisplayNumber.grouped(cause.units)),
          .text(cause.note),
        ])
      })
  }

  /// Parts by months or weeks; the foot is their sum to the unit.
  var parts: TableView {
    let heads = book.columns.map { column in
      TableView.Head(
        label: column.label, css: "is-end",
        unit: isWhollyFrozen(column) ? "frozen" : book.step == .month ? "\(column.places.count) w" : nil)
    }
    let rows = book.rows.map { row -> TableView.Line in
      let name = TableView.Cell.head(
        row.place.name + (row.isOpen ? "" : " itself"), link: row.isOpen ? open(row) : nil)
      let cells = zip(row.consensus, book.columns).map { units, column in
        TableView.Cell(
          css: "is-end", isPlain: false, text: DisplayNumber.grouped(units),
          link: mayChange && !isWhollyFrozen(column) ? overriding(row, column) : open(row))
      }
      let sum = row.consensus.reduce(0, +)
      return .init(
        cells: [name] + cells + [
          .number(DisplayNumber.grouped(sum)), .number(DisplayNumber.grouped(row.statistical)),
          .number(row.worth.map { DisplayNumber.short($0.minor, decimals: $0.currency.decimals) } ?? ""),
        ])
    }
    let totals = book.columns.map { column in column.places.reduce(0) { $0 + book.weeks.consensus[$1] } }
    let last: [String] = [
      DisplayNumber.grouped(total), DisplayNumber.grouped(sum(book.weeks.statistical)),
      book.worth.map { DisplayNumber.short($0.minor, decimals: $0.currency.decimals) } ?? "",
    ]
    return TableView(
      caption: "Forecast by part",
      heads: [.init(label: book.split == .accounts ? "Account" : "Product")] + heads + [
        .init(label: "Consensus", css: "is-end", unit: "units"),
        .init(label: "Statistical", css: "is-end", unit: "units"),
        .init(label: "Worth", css: "is-end", unit: version.currency.code),
      ],
      rows: rows,
      totals: [.init(css: "", text: "Total")]
        + (totals.map(DisplayNumber.grouped) + last).map { .init(css: "is-end", text: $0) },
      footnote: mayChange
        ? "A figure opens the override of its weeks; its parts change in proportion, so that the tree ties to the unit."
        : nil)
  }

  func isWhollyFrozen(_ column: ForecastBook.Column) -> Bool {
    column.places.allSatisfy { $0 < version.frozen }
  }

  /// What each desk says, side by side.
  var columns: TableView {
    func row(_ name: String, _ weeks: [Int64]) -> TableView.Line {
      .init(
        cells: [.head(name)]
          + book.columns.map { column in
            .number(DisplayNumber.grouped(column.places.reduce(0) { $0 + weeks[$1] }))
          } + [.number(DisplayNumber.grouped(sum(weeks)))])
    }
    return TableView(
      caption: "Who says what",
      heads: [.init(label: "Column")] + book.columns.map { .init(label: $0.label, css: "is-end") } + [
        .init(label: "Together", css: "is-end")
      ],
      rows: [
        row("Year before", book.weeks.naive), row("Statistical", book.weeks.statistical),
        row("Sales", book.weeks.sales), row("Supply", book.weeks.supply),
        row("Consensus", book.weeks.consensus),
      ],
      footnote:
        "Sales and supply: the statistical forecast with the overrides of that desk. Consensus: with both, in the order in which they were made."
    )
  }
}
