import Blueprint
import Catalog
import Kernel
import Sales

/// Words and pieces that pages about categories share.
enum CategoryWords {
  static let opportunityMeans =
    "What we would sell more at the accounts below our share elsewhere, if they gave us that share of the retailer's "
    + "category: the sum of their gaps."

  static let unknownCategory = AnswerPage.Blank(
    icon: "database-import", title: "Nobody has said yet what competitors sell",
    text:
      "Share, gaps and price indices need the retailer's whole category. Import a market-research extract or a portal "
      + "file that holds competitors' items too, then open their brand among the products and take “Ours” away: all "
      + "items below it count as theirs.",
    label: "Import category sales", href: "/sales/imports/new",
    second: .init("Products", "/products?filter=kind:brand"))

  typealias Door = (CategoryFigure, String?) -> String

  /// Addresses of explanations of one category.
  static func explain(_ id: String, _ period: SalesPeriod, _ lens: SalesLens?) -> Door {
    { figure, account in
      "/categories/\(id)/explain?figure=\(figure.rawValue)&from=\(period.first.firstDay)&to=\(period.last.lastDay)"
        + (lens.map { "&kind=\($0.kind.rawValue)" } ?? "") + (account.map { "&account=\($0)" } ?? "")
    }
  }

  static func tile(
    _ label: String, _ now: Int64, _ before: Int64, _ currency: String, _ href: String
  ) -> TileView {
    TileView(
      label: label, value: Shown.short(now), exact: "\(Shown.exact(now)) \(currency)", unit: currency,
      href: href,
      spokenHref: "Where \(label.lowercased()) comes from",
      change: before == 0 ? nil : DeltaView(now: now, before: before),
      against: before == 0 ? "no year before" : "against last year")
  }

  static func shareTile(_ now: BasisPoints?, _ before: BasisPoints?, _ href: String) -> TileView {
    let points = Shown.points(now, before)
    return TileView(
      label: "Our share", value: Shown.share(now), exact: now.map { $0.formatted() } ?? "unknown", href: href,
      spokenHref: "Where our share comes from",
      against: points.isEmpty ? "no year before" : "\(points) points against last year")
  }

  static func priceTile(_ now: PriceGap, _ before: PriceGap, _ href: String) -> TileView {
    let change = now.index.flatMap { index in before.index.map { Shown.signed(index - $0) } }
    return TileView(
      label: "Price index", value: now.index == nil ? "–" : Shown.index(now.index),
      exact: now.index == nil ? "unknown" : "\(Shown.index(now.index)), competitors are 100", href: href,
      spokenHref: "Where the price index comes from",
      against: change.map { "\($0) against last year" } ?? "competitors are 100",
      below: "per equivalised unit")
  }

  /// Marks a price index that lies beyond the alert.
  static func priceCell(_ gap: PriceGap, _ href: String, alert: Int64 = PriceGap.usualAlert) -> TableView.Cell
  {
    let badge: TableView.Badge? =
      switch gap.mark(alert: alert) {
      case .above: .init(label: "dear", tone: "watch")
      case .below: .init(label: "cheap", tone: "watch")
      case .within, .unknown: nil
      }
    return .door(Shown.index(gap.index), href, badge: badge)
  }

  /// A week's share as a line.
  static func trend(_ weeks: [CategoryWeek], _ title: String) -> ChartView {
    ChartView(
      id: "share-trend", kind: "line", title: title, unit: "% of the category", firstHead: "Week to",
      heads: [.init(label: "Our share", series: "value")],
      rows: weeks.map { one in
        .init(
          label: DisplayNumber.day(one.week.lastDay), short: DisplayNumber.week(one.week),
          cells: [
            .init(
              text: Shown.share(one.sales.share),
              number: one.sales.share.map { DecimalText.plain(Int64($0.count), decimals: 2) } ?? "")
          ])
      }, tableLabel: "Our share by week as a table")
  }

  /// Segments, the largest first.
  static func segments(
    _ parts: [CategoryPart], currency: String, alert: Int64 = PriceGap.usualAlert, at href: String
  ) -> TableView {
    TableView(
      caption: "Segments",
      heads: [
        .init(label: "Segment"), .end("Category sales", unit: currency), .end("Change"),
        .end("Our sales", unit: currency), .end("Our share"), .end("Points"), .end("Price index"),
      ],
      rows: parts.map { part in
        .init(cells: [
          .head(part.name, link: part.id.map { "/products/\($0)" }),
          .number(Shown.whole(part.sales.category)), .change(part.sales.category, part.lastYear.category),
          .number(Shown.whole(part.sales.ours)), .number(Shown.share(part.sales.share)),
          .number(Shown.points(part.sales.share, part.lastYear.share)),
          priceCell(part.price, href, alert: alert),
        ])
      })
  }

  /// Brands of all makers, the largest first; ours are marked.
  static func brands(_ parts: [CategoryPart], of whole: CategorySales, currency: String) -> TableView {
    TableView(
      caption: "Brands",
      heads: [
        .init(label: "Brand"), .end("Sales", unit: currency), .end("Change"), .end("Share"),
        .end("Price per unit", unit: "\(currency), equivalised"),
      ],
      rows: parts.prefix(20).map { part in
        let isOurs = part.sales.ours == part.sales.category && part.sales.ours != 0
        return .init(cells: [
          .head(
            part.name, link: part.id.map { "/products/\($0)" },
            badge: isOurs ? .init(label: "ours", tone: "accent") : nil),
          .number(Shown.whole(part.sales.category)), .change(part.sales.category, part.lastYear.category),
          .number(Shown.share(BasisPoints(part.sales.category, of: whole.category))),
          .number(Shown.price(isOurs ? part.price.ours.price : part.price.theirs.price)),
        ])
      }, footnote: parts.count > 20 ? "The first 20 of \(parts.count), by sales." : nil)
  }

  /// What is printed with a file.
  static func notes(_ period: SalesPeriod, _ lens: SalesLens?, _ through: String) -> [(String, String)] {
    [
      ("Weeks", period.text), ("Figures", lens.map { "\($0.kind.label), \($0.currency)" } ?? "none"),
      ("Data", through),
      ("Our share", "our sales / all sales of the retailer's category, competitors' items included"),
      ("Left on the table", opportunityMeans),
      ("Price index", "our price / competitors' price per equivalised unit x 100"),
    ]
  }
}
