import Blueprint
import Kernel
import Targets

extension LagReport {
  static let endpoint = Endpoint(
    .get, "/forecasts/accuracy",
    "How good forecasts were some weeks ahead, and what each step and person added", allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { try read(wanted, context, $0) }
  }.page(draw).table(sheet)

  private var subject: String { account.map { " of \($0.name)" } ?? "" }

  private func href(_ lag: Int) -> String {
    "/forecasts/accuracy?lag=\(lag)" + (account.map { "&account=\($0.id)" } ?? "")
      + (product.map { "&product=\($0.id)" } ?? "")
  }

  @Sendable private static func draw(_ report: LagReport, _ visit: Visit) async throws -> Page {
    let tabs = [1, 3, 6, 13].map {
      AnswerPage.Tab("Lag \($0)", report.href($0), isCurrent: $0 == report.lag)
    }
    let title = "Forecast accuracy\(report.subject)"
    guard let statistical = report.steps.first(where: { $0.name == "Statistical" }) else {
      let past = visit.context.today.advanced(by: -7 * 13)
      let mayStart = visit.context.actor.role >= .manager
      return ForecastPages.page(
        title, [ForecastPages.crumb],
        AnswerPage(
          heading: title, tabs: tabs,
          empty: .init(
            icon: "history", title: "Nothing has come yet to hold a forecast against",
            text:
              "A forecast is held against what is sold once its weeks are in. To know today, look back: a forecast made from what was known three months ago shows how good it would have been.",
            label: mayStart ? "Look back" : nil, href: "/forecasts/new?knownOn=\(past)")))
    }
    return ForecastPages.page(
      title, [ForecastPages.crumb], charts: true,
      AnswerPage(
        heading: title, sentence: report.rule,
        actions: [
          .init("XLSX", report.href(report.lag) + "&format=xlsx", icon: "download"),
          .init("CSV", report.href(report.lag) + "&format=csv", icon: "download"),
        ],
        tabs: tabs, answer: report.answer(statistical), caution: report.caution, tiles: report.tiles,
        chart: report.chart, sections: report.sections,
        foot:
          "WMAPE = sum of |sold − forecast| / sum of sold. Bias above zero: forecast too high. MASE: error over the usual change "
          + "from a year before. Tracking signal: running error over the mean error; beyond ±4 the forecast leans."
      ))
  }

  private var rule: String {
    "Forecasts made at least \(lag == 1 ? "one week" : "\(lag) weeks") ahead: for each week the newest that stood then, with the overrides that stood then."
  }

  private var caution: String? {
    if cutWeeks > 0 {
      return
        "\(cutWeeks) of these weeks rest on versions that looked back before anything was imported: they are made from today's figures, so what was restated since is in them."
    }
    return setAside == 0
      ? nil
      : setAside == 1
        ? "One version was set aside for some weeks: it was made too late for this lag, when more was known."
        : "\(setAside) versions were set aside for some weeks: they were made too late for this lag, when more was known."
  }

  private func answer(_ statistical: Line) -> String {
    let naive = steps.first?.score.wmape, own = statistical.score.wmape
    guard let naive, let own else { return "Nothing was sold in these weeks, so no ratio can be given." }
    let verdict =
      own < naive
      ? "beats repeating last year (\(naive.formatted(decimals: 1)))"
      : "does not beat repeating last year (\(naive.formatted(decimals: 1)))"
    let last = steps.last
    let overrides = last?.added.map { added -> String in
      if added.count == 0 { return " Overrides changed nothing in these weeks." }
      return added.count >= 0
        ? " Overrides took off \(added.formatted(decimals: 1)) more."
        : " Overrides made it worse by \(BasisPoints(-added.count).formatted(decimals: 1))."
    }
    return
      "Over \(weeks.count) weeks the forecast was off by \(own.formatted(decimals: 1)) of what was sold, which \(verdict).\(overrides ?? "")"
  }

  private var tiles: [TileView] {
    steps.map { line in
      TileView(
        label: line.name, value: line.score.wmape?.formatted(decimals: 1) ?? "no ratio",
        exact: "\(DisplayNumber.grouped(line.score.actual)) sold", unit: "WMAPE",
        href: href(lag) + "#steps", spokenHref: "Step by step",
        below: "bias \(line.score.bias.map { DisplayNumber.signed($0) } ?? "none")")
    }
  }

  private var chart: ChartView {
    ChartView(
      id: "lag-chart", kind: "line",
      title: "Error week by week, at least \(lag == 1 ? "one week" : "\(lag) weeks") ahead",
      unit: "WMAPE, percent", firstHead: "Week to",
      heads: [
        .init(label: "With overrides", series: "value"), .init(label: "Year before", series: "last-year"),
      ],
      rows: weeks.reversed().map { one in
        func cell(_ share: BasisPoints?) -> ChartView.Cell {
          .init(
            text: share?.formatted(decimals: 1) ?? "",
            number: share.map { DecimalText.plain(Int64($0.count), decimals: 2) } ?? "")
        }
        return .init(
          label: DisplayNumber.day(one.week.lastDay),
          short: "\(one.week.lastDay.dayOfMonth) \(DisplayNumber.month(one.week.lastDay.month))",
          cells: [cell(one.consensus.wmape), cell(one.naive.wmape)])
      }, tableLabel: "Week by week")
  }

  private var sections: [AnswerPage.Section] {
    var sections: [AnswerPage.Section] = [
      .init(
        "steps", "What each step added",
        lead: "Value added = WMAPE of the step before less that of the step; below zero it did harm.",
        tables: [Self.table("Step by step", steps, first: "Step")])
    ]
    if !people.isEmpty {
      sections.append(
        .init(
          "people", "What overrides added, by person",
          lead:
            "Over the cells that each person changed, before and after. You see your own; who sees every account sees all.",
          tables: [Self.table("By person", people, first: "Person")]))
    }
    if parts.count > 1 {
      sections.append(
        .init(
          "parts", "By account", lead: "Value added: against repeating the year before.",
          tables: [Self.table("By account", parts, first: "Account")]))
    }
    sections.append(.init("weeks", "Week by week", tables: [weekTable]))
    return sections
  }

  private static func table(_ caption: String, _ lines: [Line], first: String) -> TableView {
    TableView(
      caption: caption,
      heads: [
        .init(label: first), .init(label: "Sold", css: "is-end", unit: "units"),
        .init(label: "Forecast", css: "is-end", unit: "units"), .init(label: "WMAPE", css: "is-end"),
        .init(label: "Bias", css: "is-end"), .init(label: "MASE", css: "is-end"),
        .init(label: "Tracking signal", css: "is-end"), .init(label: "80 % band held", css: "is-end"),
        .init(label: "Value added", css: "is-end", unit: "points"),
      ],
      rows: lines.map { line in
        let score = line.score
        return .init(cells: [
          .head(line.name), .number(DisplayNumber.grouped(score.actual)),
          .number(DisplayNumber.grouped(score.forecast)),
          .number(score.wmape?.formatted(decimals: 1) ?? ""),
          .number(score.bias.map { DisplayNumber.signed($0) } ?? ""),
          .number(score.mase.map { DisplayNumber.decimal($0, scale: 2, decimals: 2) } ?? ""),
          .number(line.tracking.map { DisplayNumber.decimal($0, scale: 2, decimals: 1) } ?? ""),
          .number(score.coverage?.formatted(decimals: 0) ?? ""),
          .number(line.added.map { DisplayNumber.signed($0) } ?? ""),
        ])
      })
  }

  private var weekTable: TableView {
    TableView(
      caption: "Week by week",
      heads: [
        .init(label: "Week to"), .init(label: "Version"), .init(label: "Sold", css: "is-end", unit: "units"),
        .init(label: "Statistical", css: "is-end"), .init(label: "With overrides", css: "is-end"),
        .init(label: "WMAPE", css: "is-end"), .init(label: "Year before", css: "is-end"),
      ],
      rows: weeks.map { one in
        .init(cells: [
          .head(DisplayNumber.day(one.week.lastDay)),
          .init(isPlain: false, text: one.versionTitle, link: "/forecasts?version=\(one.version)"),
          .number(DisplayNumber.grouped(one.statistical.actual)),
          .number(DisplayNumber.grouped(one.statistical.forecast)),
          .number(DisplayNumber.grouped(one.consensus.forecast)),
          .number(one.consensus.wmape?.formatted(decimals: 1) ?? ""),
          .number(one.naive.wmape?.formatted(decimals: 1) ?? ""),
        ])
      })
  }

  @Sendable private static func sheet(_ report: LagReport, _: Visit) async throws -> Table {
    Table(
      title: "Forecast accuracy lag \(report.lag)",
      heads: ["Week", "Version", "Sold", "Statistical", "With overrides", "Year before", "WMAPE", "Bias"],
      rows: report.weeks.map { one in
        [
          .day(one.week.lastDay), .text(one.versionTitle), .whole(one.statistical.actual),
          .whole(one.statistical.forecast), .whole(one.consensus.forecast), .whole(one.naive.forecast),
          one.consensus.wmape.map { .percent($0) } ?? .empty,
          one.consensus.bias.map { .percent($0) } ?? .empty,
        ]
      },
      notes: [
        ("Rule", report.rule), ("Account", report.account?.name ?? "all that you see"),
        ("WMAPE", "sum of |sold − forecast with overrides| over series / sum of sold"),
      ])
  }
}
