import Blueprint
import Foundation
import Kernel

/// What the template `home` places: what needs the reader today, and why.
struct HomeView: Sendable {
  struct Attention: Sendable {
    let icon: String
    let tone: String
    let what: String
    let why: String
    let href: String
    let when: String
  }
  struct Ranking: Sendable {
    let heading: String
    let about: String?
    let href: String
    let linkLabel: String
    let ranked: TableBox
  }

  /// Nil for a piece of another page, which has a head already.
  let title: String?
  let throughText: String
  let answer: String
  let tiles: [TileView]
  let hasAttention: Bool
  let attention: [Attention]
  let quietText: String
  let chart: ChartView?
  let ranking: Ranking?
  let empty: PerformanceView.Blank?

  init(_ home: Home, isFragment: Bool = false) {
    let words = PerformanceWords(home.performance)
    title = isFragment ? nil : "Sales"
    throughText = words.shown.throughText
    answer = words.answer
    tiles = words.tiles
    attention = Self.attention(home)
    hasAttention = !attention.isEmpty
    quietText = "The data is fresh and no account falls."
    let hasData = home.performance.hasData
    chart = hasData ? words.chart : nil
    ranking =
      hasData
      ? Ranking(
        heading: "Accounts by value", about: words.performance.period.text,
        href: "/accounts?filter=level:top",
        linkLabel: "All accounts", ranked: TableBox(table: Self.ranked(home, words))) : nil
    empty =
      hasData
      ? nil
      : PerformanceView.Blank(
        icon: "file-spreadsheet", title: "Your accounts will stand here",
        text:
          "Import one sales file: a portal download, a syndicated extract or your own invoices. Sites and "
          + "items "
          + "that nobody knows are listed once to be named. Or look round in the demo company first: "
          + "mainstay demo.",
        label: "Import a sales file", href: "/sales/imports/new", secondLabel: "Add an account",
        secondHref: "/accounts/new")
  }

  private static func ranked(_ home: Home, _ words: PerformanceWords) -> TableView {
    let money = words.shown.currency, whole = home.performance.current
    return TableView(
      caption: "Accounts by value",
      heads: [
        .init(label: "Account"), .init(label: "Value", css: "is-end", unit: money),
        .init(label: "Change", css: "is-end"), .init(label: "Last 26 weeks"),
        .init(label: "Share", css: "is-end"),
      ],
      rows: home.performance.children.prefix(25).map { line in
        .init(cells: [
          .head(line.name, link: words.href("/accounts/", line.id)),
          .number(ShownFigures.money(line.current.value)),
          .change(line.current.value, line.lastYear.value),
          .init(isPlain: false, text: "", spark: home.trends[line.id].map { spark($0, line.name) }),
          .number(BasisPoints(line.current.value, of: whole.value).map { $0.formatted(decimals: 1) } ?? ""),
        ])
      },
      totals: [
        .init(css: "", text: "All accounts"), .init(css: "is-end", text: ShownFigures.money(whole.value)),
        .init(css: "", text: ""), .init(css: "", text: ""), .init(css: "is-end", text: "100.0 %"),
      ],
      footnote: home.performance.children.count > 25
        ? "The first 25 of \(home.performance.children.count) accounts." : nil)
  }

  /// A line of 96 by 22 with zero at its foot, and last year's behind it.
  private static func spark(_ trend: Home.Trend, _ name: String) -> TableView.Spark {
    let highest = max(1, (trend.current + trend.lastYear).max() ?? 1)
    func points(_ values: [Int64]) -> String {
      values.enumerated().map { place, value in
        let x = values.count < 2 ? 0 : place * 96 / (values.count - 1)
        let y = 21 - Int(Int128(max(0, value)) * 20 / Int128(highest))
        return "\(x),\(y)"
      }.joined(separator: " ")
    }
    return TableView.Spark(
      points: points(trend.current), past: points(trend.lastYear),
      spoken: "\(name), value of the last 26 weeks")
  }

  private static func attention(_ home: Home) -> [Attention] {
    let stale = home.performance.through.filter(\.isStale).map { one in
      Attention(
        icon: "clock", tone: "watch", what: "\(one.source) has no new data",
        why:
          "Its last week ends \(DisplayNumber.day(one.week.lastDay)), others are later. Ask for the file, "
          + "or import it.",
        href: "/sales/imports/new", when: DisplayNumber.day(one.week.lastDay))
    }
    let money = home.performance.lens?.currency.code ?? ""
    let falling = home.performance.children.filter {
      $0.lastYear.value > 0 && $0.current.value < $0.lastYear.value - $0.lastYear.value / 50
    }.sorted { ($0.current.value - $0.lastYear.value, $0.id) < ($1.current.value - $1.lastYear.value, $1.id) }
    let losses = falling.prefix(5).map { line in
      Attention(
        icon: "trending-down", tone: "bad", what: "\(line.name) falls",
        why:
          "Value \(DisplayNumber.change(from: line.lastYear.value, to: line.current.value)) against last "
          + "year: "
          + "\(ShownFigures.money(line.current.value - line.lastYear.value)) \(money).",
        href: "/accounts/\(line.id)", when: "")
    }
    return losses + stale
  }
}
