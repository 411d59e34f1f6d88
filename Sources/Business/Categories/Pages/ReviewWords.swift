import Blueprint
import Kernel
import Sales

/// One account's category review, in the order in which its buyer reads.
struct ReviewWords {
  let one: AccountCategory

  private var currency: String { one.lens?.currency.code ?? "" }
  private var href: String { "/accounts/\(one.account)" }
  private var category: String { one.category?.text ?? "" }
  private var door: (CategoryFigure) -> String {
    let explain = CategoryWords.explain(category, one.period, one.lens)
    return { explain($0, one.account) }
  }

  func page(isFragment: Bool) -> AnswerPage {
    AnswerPage(
      heading: isFragment
        ? nil : "\(one.categoryName.isEmpty ? "Categories" : one.categoryName) at \(one.accountName)",
      sentence: "The buyer's view: the category first, then our part in it.",
      actions: [
        .init("Set role", "\(href)/category-roles/new?category=\(category)", icon: "pencil"),
        .init("CSV", "\(href)/category?category=\(category)&format=csv", icon: "download"),
        .init("XLSX", "\(href)/category?category=\(category)&format=xlsx", icon: "download"),
      ],
      tabs: one.choices.map { choice in
        .init(
          choice.name, "\(href)/category?category=\(choice.id)",
          isCurrent: choice.id == one.category)
      },
      empty: empty, answer: answer, tiles: tiles,
      chart: isFragment || one.weeks.isEmpty ? nil : CategoryWords.trend(one.weeks, finding),
      sections: isFragment ? [gapSection(isFragment: true)] : sections, foot: one.through)
  }

  private var empty: AnswerPage.Blank? {
    if one.category == nil {
      return .init(
        icon: "tag", title: "No category has sales here yet",
        text:
          "Import this account's sales, and give the items a category: then its share, gaps and voids stand here.",
        label: "Import sales", href: "/sales/imports/new",
        second: .init("Categories", "/categories"))
    }
    return one.isKnown || one.voids.hasStores ? nil : CategoryWords.unknownCategory
  }

  private var answer: String {
    guard one.isKnown else {
      return
        "Nobody has said what competitors sell of \(one.categoryName) at \(one.accountName) itself, so share and gaps are "
        + "unknown here; look at the account above it. Voids and our own ranking follow."
    }
    let fair = one.fair, gap = fair.gap ?? 0
    let change = DisplayNumber.change(from: one.lastYear.category, to: fair.here.category)
    let ours = DisplayNumber.change(from: one.lastYear.ours, to: fair.here.ours)
    var text =
      "\(one.categoryName) sold \(Shown.short(fair.here.category)) \(currency) at \(one.accountName) in "
      + "\(one.period.text), \(change) against last year; we \(ours). Our share is \(Shown.share(fair.here.share)), "
      + "\(Shown.share(fair.elsewhere.share)) elsewhere: index \(Shown.index(fair.index))"
    text +=
      gap > 0 ? ", \(Shown.short(gap)) \(currency) short of our fair share." : ". We have our fair share."
    if gap > 0, let parts = one.parts, let top = segmentGaps(parts).first, top.gap > 0 {
      text += " Most of it lies in \(top.name) (\(Shown.short(top.gap)) \(currency))."
    }
    return text
  }

  private var finding: String {
    let points = Shown.points(one.fair.here.share, one.lastYear.share)
    return
      "Our share is \(Shown.share(one.fair.here.share))\(points.isEmpty ? "" : ", \(points) points against last year")"
  }

  private func segmentGaps(_ parts: GapParts) -> [(name: String, gap: Int64)] {
    one.segments.compactMap { part in part.fair?.gap.map { (part.name, $0) } }.sorted { $0.1 > $1.1 }
  }

  private var tiles: [TileView] {
    guard one.isKnown else { return [] }
    let fair = one.fair
    return [
      CategoryWords.tile(
        "Category sales", fair.here.category, one.lastYear.category, currency, door(.category)),
      CategoryWords.shareTile(fair.here.share, one.lastYear.share, door(.share)),
      TileView(
        label: "Fair-share index", value: fair.index == nil ? "–" : Shown.index(fair.index),
        exact: fair.index.map { Shown.index($0) } ?? "unknown", href: door(.index),
        spokenHref: "Where the index comes from", against: "100 is our share elsewhere",
        below: fair.elsewhere.share.map { "\(Shown.share($0)) elsewhere" }),
      TileView(
        label: "Gap", value: fair.gap.map { Shown.short($0) } ?? "–",
        exact: fair.gap.map { "\(Shown.exact($0)) \(currency)" } ?? "unknown", unit: currency,
        href: door(.gap),
        spokenHref: "Where the gap comes from",
        against: (fair.gap ?? 0) > 0 ? "short of fair share" : "ahead of fair share"),
      CategoryWords.priceTile(one.price, one.priceLastYear, door(.price)),
    ]
  }

  private var sections: [AnswerPage.Section] {
    [roleSection] + (one.isKnown ? [gapSection(isFragment: false)] : []) + [voidSection]
      + (one.isKnown ? [rangeSection] : []) + [rankingSection, spaceSection]
  }

  private var roleSection: AnswerPage.Section {
    let said = one.role.map { kept in
      "\(Words.title(kept.role.rawValue)): \(kept.role.meaning) Said by \(kept.setBy) on \(DisplayNumber.day(Day(kept.setAt)))."
        + (kept.note.isEmpty ? "" : " \(kept.note)")
    }
    return .init(
      "role", "Role of the category",
      quiet: said
        ?? "Nobody has said yet what this category is for at \(one.accountName): destination, routine, occasional or convenience.",
      quietLink: .init(
        said == nil ? "Say it" : "Change it", "\(href)/category-roles/new?category=\(category)"))
  }

  private func gapSection(isFragment: Bool) -> AnswerPage.Section {
    .init(
      "segments", "Segments and gaps",
      lead:
        "Gap: what we would sell more in the segment at our share of it elsewhere. Mix: the account sells more, or less, of "
        + "the segments in which we are strong; no listing closes it.",
      links: isFragment ? [.init("Whole review", "\(href)/category?category=\(category)")] : [],
      tables: [segments])
  }

  private var segments: TableView {
    TableView(
      caption: "Segments and gaps",
      heads: [
        .init(label: "Segment"), .end("Category sales", unit: currency), .end("Change"), .end("Our share"),
        .end("Elsewhere"), .end("Index"), .end("Gap", unit: currency), .end("Price index"),
      ],
      rows: one.segments.map { part in
        .init(cells: [
          .head(part.name, link: part.id.map { "/products/\($0)" }),
          .number(Shown.whole(part.sales.category)),
          .change(part.sales.category, part.lastYear.category), .number(Shown.share(part.sales.share)),
          .number(Shown.share(part.fair?.elsewhere.share)), .number(Shown.index(part.fair?.index)),
          .number(part.fair?.gap.map(Shown.whole) ?? ""),
          CategoryWords.priceCell(part.price, "/categories/\(category)/prices"),
        ])
      }
        + (one.parts.map { parts in
          [
            .init(
              cells: [.head("Mix of segments")] + (0..<5).map { _ in .number("") } + [
                .number(Shown.whole(parts.mix)), .number(""),
              ])
          ]
        } ?? []),
      totals: [
        .init(css: "", text: "Together"), .init(css: "is-end", text: Shown.whole(one.fair.here.category)),
        .init(
          css: "is-end", text: DisplayNumber.change(from: one.lastYear.category, to: one.fair.here.category)),
        .init(css: "is-end", text: Shown.share(one.fair.here.share)),
        .init(css: "is-end", text: Shown.share(one.fair.elsewhere.share)),
        .init(css: "is-end", text: Shown.index(one.fair.index)),
        .init(css: "is-end", text: one.fair.gap.map(Shown.whole) ?? ""),
        .init(css: "is-end", text: Shown.index(one.price.index)),
      ])
  }

  private var voidSection: AnswerPage.Section {
    .init(
      "voids", "Voids", lead: VoidWords(one: one.voids).answer,
      links: [.init("All voids", "\(href)/voids?category=\(category)")],
      tables: one.voids.lines.isEmpty ? [] : [VoidWords.table(one.voids, limit: 8)],
      quiet: one.voids.hasStores ? nil : "Voids need point-of-sale figures by store.",
      quietLink: one.voids.hasStores ? nil : .init("Import sales", "/sales/imports/new"))
  }

  private var rangeSection: AnswerPage.Section {
    .init(
      "range", "What the category would gain",
      lead: one.range.first.map { RangeWords.sentence($0, currency) },
      links: [.init("All changes of range", "\(href)/range?category=\(category)")],
      tables: one.range.isEmpty
        ? []
        : [
          RangeWords.table(one.range, account: one.account, category: category, currency: currency)
        ],
      quiet: one.range.isEmpty
        ? "No missing item is likely to sell more than the weakest on the shelf, so there is nothing to swap."
        : nil)
  }

  private var rankingSection: AnswerPage.Section {
    .init(
      "ranking", "Ranking",
      links: [.init("All items", "/categories/\(category)/ranking?account=\(one.account)")],
      tables: one.ranking.isEmpty
        ? []
        : [
          RankingWords.table(one.ranking, currency: currency, limit: 15, role: "Items by sales")
        ],
      quiet: one.ranking.isEmpty ? "Nothing of this category sold here in \(one.period.text)." : nil)
  }

  private var spaceSection: AnswerPage.Section {
    guard let day = one.space.countedOn else {
      return .init(
        "space", "Space",
        quiet:
          "Nobody has counted facings here yet. Import a file with the columns account, item, date, facings and, where "
          + "known, capacity: then each item's space stands here against its sales, with the days a full shelf lasts.",
        quietLink: .init("Import facings", "/shelf/facings/imports/new"))
    }
    return .init(
      "space", "Space",
      lead:
        "Space index: share of facings / share of sales x 100. Counted at \(Shown.count(one.space.places, "place", "places")), "
        + "last on \(DisplayNumber.day(day)).",
      tables: [
        TableView(
          caption: "Space and sales",
          heads: [
            .init(label: "Item"), .end("Facings"), .end("Sales", unit: currency), .end("Space index"),
            .end("Days of supply"),
          ],
          rows: one.space.lines.prefix(30).map { line in
            .init(cells: [
              .head(
                line.name, link: "/products/\(line.item)",
                badge: line.isOurs ? .init(label: "ours", tone: "accent") : nil),
              .number(DisplayNumber.grouped(line.index.facings)), .number(Shown.whole(line.index.sales)),
              .number(Shown.index(line.indexHundredths)),
              .number(
                line.tenthsOfDaysOfSupply.map { DisplayNumber.decimal($0, scale: 1, decimals: 1) } ?? ""),
            ])
          })
      ])
  }

  var file: Table {
    Table(
      title: "\(one.categoryName) at \(one.accountName)",
      heads: [
        "Segment", "Category sales", "Category sales last year", "Our sales", "Our share", "Share elsewhere",
        "Fair-share index", "Gap", "Price index",
      ],
      rows: one.segments.map { part in
        [
          .text(part.name), .decimal(units: part.sales.category, scale: 4),
          .decimal(units: part.lastYear.category, scale: 4), .decimal(units: part.sales.ours, scale: 4),
          part.sales.share.map { .percent($0) } ?? .empty,
          part.fair?.elsewhere.share.map { .percent($0) } ?? .empty,
          part.fair?.index.map { .decimal(units: $0, scale: 2) } ?? .empty,
          part.fair?.gap.map { .decimal(units: $0, scale: 4) } ?? .empty,
          part.price.index.map { .decimal(units: $0, scale: 2) } ?? .empty,
        ]
      }, notes: [("Account", one.accountName)] + CategoryWords.notes(one.period, one.lens, one.through))
  }
}
