import Blueprint
import Kernel

/// An account's deals in words and tables.
enum AccountDealsPage {
  @Sendable static func draw(_ one: AccountDeals, _ visit: Visit) async throws -> Page {
    let isPart = visit.isFragment
    let add = AnswerPage.Link(
      "New deal", "/deals/new?account=\(one.account)", icon: "plus",
      css: isPart ? "" : "button--primary")
    let isEmpty = one.openCount + one.won + one.lost == 0
    return AnswerPage(
      heading: isPart ? nil : "Deals with \(one.accountName)", sentence: "With it and all below it.",
      actions: [add],
      empty: isEmpty
        ? .init(
          icon: "filter", title: "No deals yet",
          text: "What \(one.accountName) may buy stands here: how much, how sure, by when.",
          label: "New deal",
          href: add.href) : nil,
      answer: answer(one),
      sections: [
        .init(
          "open-deals", "Open", links: isPart ? [add] : [],
          tables: one.open.isEmpty ? [] : [table(one.open, footnote: more(one))],
          quiet: one.open.isEmpty ? "Nothing is open." : nil)
      ]
    ).page(
      "Deals", crumbs: [.init("Accounts", "/accounts"), .init(one.accountName, "/accounts/\(one.account)")])
  }

  static func answer(_ one: AccountDeals) -> String {
    var parts: [String] = []
    if one.openCount > 0 {
      parts.append(
        "\(DealWords.deals(one.openCount)) open, \(DealWords.short(one.openValue)), weighted \(DealWords.short(one.weighted))."
      )
    }
    if one.unvalued > 0 {
      parts.append("\(DealWords.deals(one.unvalued)) without a value are not in the sums.")
    }
    let decided = one.won + one.lost
    if decided > 0 {
      parts.append("Of \(decided) decided, \(one.won) won for \(DealWords.short(one.wonValue)).")
    }
    return parts.joined(separator: " ")
  }

  private static func more(_ one: AccountDeals) -> String? {
    one.openCount > one.open.count
      ? "The first \(one.open.count) of \(one.openCount) by day of decision." : nil
  }

  /// Open deals as a table; used wherever a few of them stand on a page.
  static func table(_ rows: [DealRow], footnote: String? = nil) -> TableView {
    TableView(
      caption: "Deals",
      heads: [
        .init(label: "Deal"), .init(label: "Account"), .init(label: "Stage"), .end("Amount"), .end("Chance"),
        .init(label: "Decided by"), .init(label: "Next step"),
      ],
      rows: rows.map { row in
        .init(cells: [
          .head(
            row.name, link: "/deals/\(row.id)",
            badge: row.pushes > 0
              ? .init(label: "pushed \(DealWords.times(row.pushes))", tone: row.pushes > 2 ? "bad" : "watch")
              : nil),
          row.accountId.map { .link(row.account ?? "", "/accounts/\($0)") } ?? .text(""), .text(row.stage),
          .number(row.amount?.formatted() ?? "unknown"), .number(row.chance.formatted(decimals: 1)),
          .day(row.closeOn), .text(row.nextStep ?? "none agreed"),
        ])
      }, footnote: footnote)
  }
}
