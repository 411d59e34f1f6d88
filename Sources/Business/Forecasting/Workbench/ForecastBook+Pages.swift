import Accounts
import Blueprint
import Kernel
import Sales
import Targets

extension ForecastBook {
  @Sendable static func draw(_ book: ForecastBook, _ visit: Visit) async throws -> Page {
    let mayStart = visit.context.actor.role >= .manager
    guard let words = ForecastWords(book, mayChange: mayStart) else {
      return ForecastPages.page(
        "Forecast", [],
        AnswerPage(
          heading: "Forecast", empty: ForecastPages.blank(isRunning: book.isRunning, mayStart: mayStart)))
    }
    return ForecastPages.page(
      words.heading, words.crumbs, charts: true, words.page(formToken: visit.formToken, isPiece: false))
  }

  /// As a piece of the account's page, or a page of its own.
  @Sendable static func drawPanel(_ book: ForecastBook, _ visit: Visit) async throws -> Page {
    let name = book.account?.name ?? "", isPiece = visit.isFragment
    let mayStart = visit.context.actor.role >= .manager
    guard let words = ForecastWords(book, mayChange: mayStart) else {
      return ForecastPages.page(
        "Forecast of \(name)", [],
        AnswerPage(
          heading: isPiece ? nil : "Forecast of \(name)",
          empty: ForecastPages.blank(
            isRunning: book.isRunning, mayStart: mayStart,
            " \(name) is planned with the group or banner above it.")))
    }
    return ForecastPages.page(
      "Forecast of \(name)", [], charts: true, words.piece(isPiece: isPiece))
  }

  /// The same account, about which nothing is planned.
  func emptied(for account: Account) -> ForecastBook {
    ForecastBook(
      version: nil, versions: versions, isRunning: isRunning,
      account: .init(id: account.id.text, name: account.name), product: nil, accountPath: [], productPath: [],
      split: split, step: step, shown: 0, columns: [],
      weeks: .init(statistical: [], sales: [], supply: [], consensus: [], naive: []), rows: [], worth: nil,
      causes: [], method: nil, seriesCount: 0, beatsNaive: 0, judged: 0, overrides: [], history: [],
      before: nil)
  }

  @Sendable static func sheet(_ book: ForecastBook, _: Visit) async throws -> Table {
    guard let version = book.version, let words = ForecastWords(book, mayChange: false) else {
      throw ForecastRefusal.notThere("forecast")
    }
    let total = book.columns.map { column in column.places.reduce(0) { $0 + book.weeks.consensus[$1] } }
    func line(_ name: String, _ cells: [Int64], _ statistical: Int64, _ worth: Money?) -> [Table.Cell] {
      [.text(name)] + cells.map { .whole($0) } + [
        .whole(cells.reduce(0, +)), .whole(statistical), worth.map { .money($0) } ?? .empty,
      ]
    }
    let sum = book.weeks.statistical.prefix(book.shown).reduce(0, +)
    return Table(
      title: "Forecast \(words.subject)",
      heads: [book.split == .accounts ? "Account" : "Product"] + book.columns.map(\.label) + [
        "Consensus", "Statistical", "Value",
      ],
      rows: book.rows.map { line($0.place.name, $0.consensus, $0.statistical, $0.worth) } + [
        line("Total", total, sum, book.worth)
      ],
      notes: [
        ("Version", version.title),
        ("Made", "\(DisplayNumber.day(Day(version.madeAt))) by \(version.madeBy)"),
        ("Account", book.accountPath.map(\.name).joined(separator: " › ")),
        ("Product", book.productPath.map(\.name).joined(separator: " › ")),
        ("Figures", "\(version.kind.label), whole units; value at the average price of the last 13 weeks"),
      ])
  }
}
