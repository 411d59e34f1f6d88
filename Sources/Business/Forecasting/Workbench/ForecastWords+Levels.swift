import Blueprint
import Kernel

extension ForecastWords {
  /// Whether forecasts of wholes moved their parts, said plainly either way.
  var agreement: String {
    guard let trust = book.levels.first?.trust, trust.count > 0 else {
      return
        "Totals are the sums of their parts and nothing more: at earlier origins the forecasts of whole accounts, products and categories made them no better."
    }
    return
      "Accounts, products, categories and the whole are forecast by themselves too. At earlier origins they made their parts better, so that they move them by \(trust.formatted(decimals: 0)) of what would reconcile all levels (minimum trace). Totals stay sums to the unit."
  }

  var levels: TableView {
    TableView(
      caption: "Error at this version's own origins, in percent of what was sold",
      heads: [
        .init(label: "Level"), .init(label: "Series", css: "is-end"),
        .init(label: "Summed from parts", css: "is-end"), .init(label: "As forecast", css: "is-end"),
        .init(label: "Fully reconciled", css: "is-end"),
      ],
      rows: book.levels.map { level in
        .init(cells: [
          .head(Words.title(level.name)), .number(DisplayNumber.grouped(Int64(level.nodes))),
          .number(level.summed.formatted(decimals: 1)), .number(level.tied.formatted(decimals: 1)),
          .number(level.full.formatted(decimals: 1)),
        ])
      },
      footnote:
        "Error in percent of what was sold (WMAPE) over the later of the origins, without what is known ahead and launches."
    )
  }
}
