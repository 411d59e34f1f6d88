import Blueprint
import Kernel
import Sales

/// The ranking of a category's items in words and a table.
struct RankingWords {
  let one: CategoryRanking
  private static let mostLines = 200

  private var currency: String { one.lens?.currency.code ?? "" }
  private var ours: [CategoryRanking.Line] { one.lines.filter(\.isOurs) }
  private var query: String { one.account.map { "?account=\($0)&" } ?? "?" }

  var page: AnswerPage {
    let href = "/categories/\(one.category)/ranking\(query)"
    return AnswerPage(
      heading: "Ranking of \(one.categoryName)\(one.accountName.map { " at \($0)" } ?? "")",
      sentence: "All items, competitors' too, by sales.",
      actions: [
        .init("CSV", "\(href)format=csv", icon: "download"),
        .init("XLSX", "\(href)format=xlsx", icon: "download"),
      ],
      empty: one.lines.isEmpty ? CategoryWords.unknownCategory : nil, answer: answer,
      sections: [
        .init(
          "items", "Items",
          lead:
            "Velocity is value per selling store and week; stores come from point-of-sale figures. Together: this item's "
            + "share and that of all before it.",
          tables: [
            Self.table(one.lines, currency: currency, limit: Self.mostLines, role: "Items by sales")
          ])
      ], foot: one.through)
  }

  private var answer: String {
    let eighty = one.lines.first { ($0.rank.cumulative ?? .whole) >= BasisPoints(8_000) }?.rank.rank
    var text = "\(Shown.count(one.lines.count, "item", "items")) sold in \(one.period.text)"
    if let eighty { text += "; the first \(eighty) make 80 % of sales" }
    if let best = ours.first {
      text += ". Our best, \(best.name), is number \(best.rank.rank)"
      let tail = ours.filter { ($0.rank.cumulative ?? BasisPoints(0)) > BasisPoints(9_500) }
      if !tail.isEmpty { text += "; \(tail.count) of our \(ours.count) stand in the last 5 %" }
    }
    return text + "."
  }

  static func table(_ lines: [CategoryRanking.Line], currency: String, limit: Int, role: String) -> TableView
  {
    TableView(
      caption: role,
      heads: [
        .end("Rank"), .init(label: "Item"), .init(label: "Segment"), .end("Sales", unit: currency),
        .end("Change"), .end("Units"), .end("Share"), .end("Together"), .end("Stores"),
        .end("Velocity", unit: currency), .end("Price", unit: "\(currency), equivalised"),
      ],
      rows: lines.prefix(limit).map { line in
        let rank = line.rank
        return .init(cells: [
          .number("\(rank.rank)"),
          .head(
            line.name, link: "/products/\(line.id)",
            badge: line.isOurs ? .init(label: "ours", tone: "accent") : nil),
          .text(line.segment), .number(Shown.whole(rank.value)), .change(rank.value, rank.lastYear),
          .number(Shown.units(rank.units)), .number(Shown.share(rank.share)),
          .number(Shown.share(rank.cumulative)),
          .number(rank.stores.map { DisplayNumber.grouped($0) } ?? ""),
          .number(rank.velocity.map(Shown.exact) ?? ""), .number(Shown.price(line.price)),
        ])
      },
      footnote: lines.count > limit ? "The first \(limit) of \(lines.count), by sales." : nil)
  }

  var file: Table {
    Table(
      title: "Ranking of \(one.categoryName)",
      heads: [
        "Rank", "Item", "Brand", "Segment", "Ours", "Sales", "Sales last year", "Units", "Share",
        "Cumulative share",
        "Stores", "Velocity", "Price per equivalised unit",
      ],
      rows: one.lines.map { line in
        let rank = line.rank
        return [
          .whole(Int64(rank.rank)), .text(line.name), .text(line.brand), .text(line.segment),
          .flag(line.isOurs),
          .decimal(units: rank.value, scale: 4), .decimal(units: rank.lastYear, scale: 4),
          .decimal(units: rank.units, scale: 3), rank.share.map { .percent($0) } ?? .empty,
          rank.cumulative.map { .percent($0) } ?? .empty, rank.stores.map { .whole(Int64($0)) } ?? .empty,
          rank.velocity.map { .decimal(units: $0, scale: 4) } ?? .empty,
          line.price.map { .decimal(units: $0, scale: 4) } ?? .empty,
        ]
      },
      notes: [("Account", one.accountName ?? "all that are known")]
        + CategoryWords.notes(one.period, one.lens, one.through))
  }
}
