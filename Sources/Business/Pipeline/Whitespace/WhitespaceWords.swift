import Blueprint
import Kernel

/// Whitespace in words and tables.
struct WhitespaceWords {
  let one: Whitespace

  @Sendable static func draw(_ one: Whitespace, _ visit: Visit) async throws -> Page {
    let words = WhitespaceWords(one: one)
    let query = one.account.map { "account=\($0)&" } ?? ""
    return AnswerPage(
      heading: one.accountName.map { "Whitespace at \($0)" } ?? "Whitespace",
      sentence: "What each buys of our offer, and what it would buy if it bought like those most like it.",
      actions: [
        .init("By category", "/pipeline/whitespace?\(query)level=category", icon: "tag"),
        .init("XLSX", "/pipeline/whitespace?\(query)format=xlsx", icon: "download"),
      ],
      tabs: PipelinePage.tabs(current: "/pipeline/whitespace"),
      empty: one.through == nil || one.places.isEmpty
        ? .init(
          icon: "table", title: "No sales by account yet",
          text:
            "With sales by store or by delivery the grid shows who buys what, who could, and what that would be worth.",
          label: "Import sales", href: "/sales/imports/new") : nil,
      answer: words.answer, sections: words.sections,
      foot: one.through.map {
        "52 weeks through \(DisplayNumber.day($0)), in \(one.currency). Unknown is not zero: it is not added to anything."
      } ?? ""
    ).page("Whitespace")
  }

  private var placeNames: [Int32: Whitespace.Named] {
    Dictionary(uniqueKeysWithValues: one.places.map { ($0.number, $0) })
  }
  private var offerNames: [Int32: Whitespace.Named] {
    Dictionary(uniqueKeysWithValues: one.offerings.map { ($0.number, $0) })
  }

  var answer: String {
    let ideas = one.ideas
    guard let first = ideas.first, let potential = first.potential else {
      return "Every offering is bought, spoken for, or too little is known to guess."
    }
    let sum = Money(minor: ideas.reduce(0) { $0 + ($1.potential?.middle.minor ?? 0) }, currency: one.currency)
    let deals = one.cells.count { $0.deal != nil && $0.state != .us }
    return DisplayNumber.kept(
      "\(DealWords.count(ideas.count, "gap", "gaps")) worth about \(DealWords.short(sum)) a year; penetration "
        + "\(one.penetration?.formatted(decimals: 0) ?? ""). The largest: \(offerNames[first.offering]?.name ?? "") at "
        + "\(placeNames[first.place]?.name ?? ""), \(potential.low.short) to \(potential.high.short)."
        + (deals > 0
          ? " \(DealWords.count(deals, "gap has", "gaps have")) a deal already and \(deals == 1 ? "is" : "are") not counted again."
          : ""))
  }

  private var sections: [AnswerPage.Section] {
    [
      .init(
        "ideas", "Ideas",
        lead:
          "Potential: what the \(WhitespaceGrid.peers) most alike (in size and mix) that buy it buy, scaled to its size; the middle, and the lowest and highest.",
        tables: one.ideas.isEmpty ? [] : [ideas],
        quiet: one.ideas.isEmpty ? "Nothing stands out." : nil),
      .init(
        "grid", "Grid", lead: "Sales of 52 weeks where they buy from us; else who serves it.",
        tables: [grid]),
      .init(
        "reorders", "Late reorders",
        lead: "Longer without an order than nine of ten of their past waits, by deliveries of two years.",
        tables: one.reorders.isEmpty ? [] : [reorders],
        quiet: one.reorders.isEmpty ? "Nobody is late." : nil),
      .init(
        "pairs", "What goes together",
        lead: "Across sites: who sells the first sells the second this many times as often as others.",
        tables: one.pairs.isEmpty ? [] : [pairs],
        quiet: one.pairs.isEmpty ? "No two offerings stand out together at ten sites or more." : nil),
    ]
  }

  private var ideas: TableView {
    let shown = one.ideas.prefix(40)
    return TableView(
      caption: "Ideas",
      heads: [
        .init(label: "Offering"), .init(label: "Account"), .init(label: "State"),
        .end("Potential a year", unit: one.currency.code),
        .end("Between"), .init(label: "Like accounts that buy it"), .init(label: "To do"),
      ],
      rows: shown.map { cell in
        let place = placeNames[cell.place], offering = offerNames[cell.offering], potential = cell.potential
        let deal =
          "/deals/new?account=\(place?.id ?? "")&name=\(Words.percent("\(offering?.name ?? "") at \(place?.name ?? "")"))"
          + "&amount=\(potential?.middle.decimalText ?? "")&product=\(offering?.id ?? "")"
        return .init(cells: [
          .head(offering?.name ?? ""), .link(place?.name ?? "", "/accounts/\(place?.id ?? "")"),
          .link(
            Self.words(cell), "/accounts/\(place?.id ?? "")/whitespace/new?product=\(offering?.id ?? "")"),
          .number(potential?.middle.short ?? ""),
          .number(potential.map { "\($0.low.short) to \($0.high.short)" } ?? ""),
          .text(potential?.peers.joined(separator: ", ") ?? ""), Self.toDo(deal),
        ])
      },
      footnote: one.ideas.count > shown.count
        ? "The first \(shown.count) of \(one.ideas.count); the file has all." : nil)
  }

  private static func toDo(_ deal: String) -> TableView.Cell {
    TableView.Cell(css: "is-day", isPlain: false, text: "Make a deal", link: deal)
  }

  private static func words(_ cell: Whitespace.Cell) -> String {
    switch cell.state {
    case .us: "us"
    case .competitor: cell.said?.competitor ?? "competitor"
    case .inHouse: "in-house"
    case .notNeeded: "not needed"
    case .unknown: "unknown"
    }
  }

  private var grid: TableView {
    let byPlace = Dictionary(grouping: one.cells, by: \.place)
    return TableView(
      caption: "Grid of accounts and offerings",
      heads: [.init(label: "Account")] + one.offerings.map { .end($0.name) },
      rows: one.places.map { place in
        .init(
          cells: [.head(place.name, link: "/pipeline/whitespace?account=\(place.id)")]
            + (byPlace[place.number] ?? []).map { cell in
              if let sales = cell.sales { return .number(sales.short) }
              if let deal = cell.deal { return .door("deal", "/deals/\(deal)") }
              let offering = offerNames[cell.offering]?.id ?? ""
              return .door(Self.words(cell), "/accounts/\(place.id)/whitespace/new?product=\(offering)")
            })
      })
  }

  private var reorders: TableView {
    TableView(
      caption: "Late reorders",
      heads: [
        .init(label: "Account"), .init(label: "Offering"), .init(label: "Last order"),
        .end("Waited", unit: "weeks"),
        .end("Usual"), .end("Nine of ten"), .end("Average order"),
      ],
      rows: one.reorders.map { late in
        .init(cells: [
          .head(late.accountName, link: "/accounts/\(late.account)"), .text(late.productName),
          .day(late.lastOn),
          .number("\(late.waitedWeeks)"), .number("\(late.usualWeeks)"), .number("\(late.longestWeeks)"),
          .number(late.value.formatted()),
        ])
      })
  }

  private var pairs: TableView {
    TableView(
      caption: "What goes together",
      heads: [
        .init(label: "Who sells"), .init(label: "Sells also"), .end("Lift"), .end("Of them"),
        .end("Sites with both"),
      ],
      rows: one.pairs.map { pair in
        .init(cells: [
          .head(offerNames[pair.from]?.name ?? ""), .text(offerNames[pair.to]?.name ?? ""),
          .number("\(DisplayNumber.decimal(Int64(pair.lift), scale: 2, decimals: 2))"),
          .number(pair.confidence.formatted(decimals: 0)), .number(DisplayNumber.grouped(pair.both)),
        ])
      })
  }

  var file: Table {
    Table(
      title: "Whitespace",
      heads: [
        "Account", "Offering", "State", "Competitor", "Sales", "Potential", "Low", "High", "Like accounts",
        "Said on", "Deal",
      ],
      rows: one.cells.map { cell in
        [
          .text(placeNames[cell.place]?.name ?? ""), .text(offerNames[cell.offering]?.name ?? ""),
          .text(cell.state.rawValue),
          cell.said?.competitor.map { .text($0) } ?? .empty, cell.sales.map { .money($0) } ?? .empty,
          cell.potential.map { .money($0.middle) } ?? .empty, cell.potential.map { .money($0.low) } ?? .empty,
          cell.potential.map { .money($0.high) } ?? .empty,
          .text(cell.potential?.peers.joined(separator: "; ") ?? ""), cell.said.map { .day($0.on) } ?? .empty,
          cell.deal.map { .text($0.text) } ?? .empty,
        ]
      },
      notes: [
        ("Currency", one.currency.code), ("Data through", one.through?.description ?? "none"),
        (
          "Potential",
          "sales of the five most alike buyers scaled to this one's size: middle, lowest, highest"
        ),
      ])
  }
}
