import Blueprint
import Kernel

/// A forecast in words and tables.
struct ForecastWords {
  let one: PipelineForecast

  @Sendable static func draw(_ one: PipelineForecast, _ visit: Visit) async throws -> Page {
    let words = ForecastWords(one: one)
    var file = visit.query
    if !file.isEmpty { file += "&" }
    return AnswerPage(
      heading: "Forecast",
      sentence: "Open deals that are to be decided by the end of \(one.label), overdue ones among them.",
      actions: [
        .init("CSV", "/pipeline/forecast?\(file)format=csv", icon: "download"),
        .init("XLSX", "/pipeline/forecast?\(file)format=xlsx", icon: "download"),
      ],
      tabs: PipelinePage.tabs(current: "/pipeline/forecast"), question: words.question,
      answer: words.answer, caution: words.caution, tiles: words.tiles, chart: words.chart,
      sections: words.sections, foot: words.foot
    ).page("Forecast")
  }

  private var question: AnswerPage.Question {
    func field(_ name: String, _ label: String, _ value: String, _ type: String) -> FieldView {
      var field = FieldView(id: "field-\(name)", name: name, label: label)
      field.isInput = true
      field.isRequired = true
      field.inputType = type
      field.value = value
      return field
    }
    return .init(
      action: "/pipeline/forecast",
      fields: [
        field("from", "From", one.firstDay.description, "date"),
        field("to", "To", one.lastDay.description, "date"),
        field("goal", "Goal, \(one.currency)", one.goal?.decimalText ?? "", "text"),
      ], submit: "Show")
  }

  var answer: String {
    guard one.count > 0 else { return "No open deal is to be decided by the end of \(one.label)." }
    let range = one.range
    var text =
      "\(DealWords.deals(one.count)) may bring \(DealWords.short(one.open)); weighted \(DealWords.short(one.weighted)). In half of "
      + "all cases it is \(range.middle.short) or less, in one of ten at most \(range.low.short), in nine of ten at most \(range.high.short)."
    if range.nothing.count >= 100 {
      text += " The chance that nothing comes is \(range.nothing.formatted(decimals: 0))."
    }
    if let goal = one.goal, let chance = range.goal {
      text += " \(goal.short) is reached with \(chance.formatted(decimals: 0))."
    }
    return text
  }

  private var caution: String? {
    one.unvalued > 0
      ? "\(DealWords.deals(one.unvalued)) without a value are counted, but not in any sum: unknown is not zero."
      : nil
  }

  private var tiles: [TileView] {
    let range = one.range, pace = one.pace, currency = one.currency.code
    func tile(_ label: String, _ money: Money, _ below: String?, _ href: String) -> TileView {
      TileView(
        label: label, value: money.short, exact: money.formatted(), unit: currency, href: href,
        spokenHref: "How it was reckoned", below: below)
    }
    var tiles = [
      tile("Weighted", one.weighted, "value × chance", "#largest"),
      tile("P10", range.low, "nine of ten cases bring more", "#range"),
      tile("P50", range.middle, "as likely more as less", "#range"),
      tile("P90", range.high, "one of ten cases brings more", "#range"),
      tile("Won", one.won, "decided in these days", "/deals?filter=outcome:won"),
    ]
    if let coverage = one.coverage {
      tiles.append(
        TileView(
          label: "Coverage", value: "\(DisplayNumber.decimal(coverage, scale: 2, decimals: 1))",
          exact: "open over what is still to win",
          unit: "x", href: "#pace", spokenHref: "How it was reckoned", below: "open / (goal − won)"))
    }
    if let velocity = pace.velocity {
      tiles.append(tile("Velocity", velocity, "a day", "#pace"))
    }
    return tiles
  }

  private var chart: ChartView? {
    guard one.quarters.contains(where: { $0.open.minor + $0.won.minor > 0 }) else { return nil }
    func cell(_ money: Money) -> ChartView.Cell {
      .init(text: money.formatted(.bare), number: money.decimalText)
    }
    return ChartView(
      id: "quarters", kind: "bars",
      title:
        "Weighted by quarter: \(one.quarters.map { "\($0.name) \($0.weighted.short)" }.joined(separator: ", "))",
      unit: one.currency.code, firstHead: "Quarter",
      heads: [.init(label: "Won", series: "value"), .init(label: "Weighted", series: "forecast")],
      rows: one.quarters.map { slice in
        .init(label: slice.name, short: slice.name, cells: [cell(slice.won), cell(slice.weighted)])
      }, tableLabel: "Quarters")
  }

  private var sections: [AnswerPage.Section] {
    [
      .init(
        "range", "What the weighted sum hides",
        lead: "Each deal brings all or nothing, whatever the others do. "
          + (one.range.draws.map {
            "Drawn \(DisplayNumber.grouped($0)) times, alike each time, because there are too many sums to list them."
          }
            ?? "All possible sums were worked out exactly."),
        tables: [
          slices("Commitment", one.byCommitment.map { ($0, Words.title($0.name)) }, won: false)
        ]),
      .init(
        "quarters-table", "By quarter",
        tables: [slices("Quarter", one.quarters.map { ($0, $0.name) }, won: true)]),
      .init(
        "largest", "What weighs most",
        tables: one.largest.isEmpty ? [] : [AccountDealsPage.table(one.largest)],
        quiet: one.largest.isEmpty ? "Nothing to be decided by then." : nil),
      .init("pace", "Pace of the last year", lead: paceWords),
    ]
  }

  private func slices(
    _ caption: String, _ some: [(slice: PipelineForecast.Slice, name: String)], won: Bool
  ) -> TableView {
    TableView(
      caption: caption,
      heads: [.init(label: caption), .end("Deals"), .end("Value", unit: one.currency.code), .end("Weighted")]
        + (won ? [.end("Won")] : []),
      rows: some.map { slice, name in
        .init(
          cells: [
            .head(name), .number(DisplayNumber.grouped(slice.count)), .number(slice.open.formatted(.bare)),
            .number(slice.weighted.formatted(.bare)),
          ] + (won ? [.number(slice.won.formatted(.bare))] : []))
      })
  }

  private var paceWords: String {
    let pace = one.pace
    guard let rate = pace.winRate else {
      return "No deal was decided in the last year, so nothing can be said of the pace."
    }
    var parts = [
      "\(pace.won) of \(pace.decided) decided deals were won (\(rate.formatted(decimals: 1)))."
    ]
    if let average = pace.averageWon, let days = pace.cycleDays {
      parts.append("A won deal brought \(average.formatted()) on average, after \(DealWords.days(days)).")
    }
    if let velocity = pace.velocity {
      parts.append(
        "Velocity: \(pace.open) open x \(rate.formatted(decimals: 1)) x \(pace.averageWon?.short ?? "") / \(pace.cycleDays ?? 0) days = \(velocity.formatted()) a day."
      )
    }
    if let slippage = pace.slippage {
      parts.append(
        "Slippage: of \(DealWords.short(pace.due)) due in the last year, \(DealWords.short(pace.putOff)) were put off (\(slippage.formatted(decimals: 0)))."
      )
    }
    return parts.joined(separator: " ")
  }

  private var foot: String {
    "Chances come from own history by stage, or from the owner where the owner gave one; omitted deals are left out. "
      + "Calibration shows how well the chances held."
  }

  var file: Table {
    Table(
      title: "Forecast \(one.label)",
      heads: ["Deal", "Account", "Stage", "Amount", "Chance", "Weighted", "Decided by", "Pushed"],
      rows: one.largest.map { row in
        [
          .text(row.name), row.account.map { .text($0) } ?? .empty, .text(row.stage),
          row.amount.map { .money($0) } ?? .empty, .percent(row.chance),
          row.weighted.map { .money($0) } ?? .empty,
          row.closeOn.map { .day($0) } ?? .empty, .whole(Int64(row.pushes)),
        ]
      },
      notes: [
        ("Days", one.label), ("Deals", String(one.count)), ("Without a value", String(one.unvalued)),
        ("Open", one.open.formatted()), ("Weighted", one.weighted.formatted()),
        ("P10", one.range.low.formatted()),
        ("P50", one.range.middle.formatted()), ("P90", one.range.high.formatted()),
        ("Chance of nothing", one.range.nothing.formatted()), ("Rows", "the fifteen that weigh most"),
      ])
  }
}
