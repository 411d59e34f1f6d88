import Blueprint
import Kernel

/// A calibration in words and tables.
struct CalibrationWords {
  let one: Calibration

  @Sendable static func draw(_ one: Calibration, _ visit: Visit) async throws -> Page {
    let words = CalibrationWords(one: one)
    return AnswerPage(
      heading: "Calibration",
      sentence: "When a deal came into a stage, history gave it a chance. Here is what became of them.",
      actions: [.init("CSV", "/pipeline/calibration?format=csv", icon: "download")],
      tabs: PipelinePage.tabs(current: "/pipeline/calibration"),
      empty: one.statements == 0
        ? .init(
          icon: "circle-check", title: "No deal is decided yet",
          text:
            "As soon as deals are won and lost, this page shows whether chances of 40 % came true in 40 of 100 cases.",
          label: "Import deals", href: "/deals/imports/new") : nil,
      answer: words.answer, chart: words.chart, sections: words.sections,
      foot:
        "Each chance was reckoned only from what was decided before the day it was given. The Brier score is the mean of "
        + "(chance − outcome) squared: 0 is perfect."
    ).page("Calibration")
  }

  var answer: String {
    guard let brier = one.brier, let reference = one.reference else { return "" }
    let off = one.bands.filter { !$0.holds }.count
    let rate = BasisPoints(Int64(one.won), of: Int64(one.decided))?.formatted(decimals: 1) ?? ""
    let verdict =
      off == 0
      ? "In every band the chance that was given lies within what the outcomes allow."
      : "In \(off) of \(one.bands.count) bands it lies outside what the outcomes allow."
    let better = brier <= reference ? "better than" : "worse than"
    return
      "\(DisplayNumber.grouped(one.won)) of \(DisplayNumber.grouped(one.decided)) decided deals were won (\(rate)), for "
      + "\(one.wonValue.formatted()). \(verdict) Brier score \(Self.score(brier)), \(better) the "
      + "\(Self.score(reference)) of always saying the overall rate."
  }

  private static func score(_ count: Int) -> String {
    DisplayNumber.decimal(Int64(count), scale: 4, decimals: 3)
  }

  private var chart: ChartView? {
    guard one.bands.count > 1 else { return nil }
    func cell(_ points: BasisPoints) -> ChartView.Cell {
      .init(
        text: points.formatted(decimals: 1),
        number: DisplayNumber.decimal(Int64(points.count), scale: 2, decimals: 1).replacing(",", with: ""))
    }
    return ChartView(
      id: "reliability", kind: "bars", title: "Given and come true, by band of chance", unit: "%",
      firstHead: "Chance",
      heads: [.init(label: "Given", series: "plan"), .init(label: "Came true", series: "value")],
      rows: one.bands.map { band in
        let label = "\(band.from.formatted(decimals: 0)) to \(band.to.formatted(decimals: 0))"
        return .init(label: label, short: label, cells: [cell(band.stated), cell(band.observed)])
      }, tableLabel: "Bands of chance")
  }

  private var sections: [AnswerPage.Section] {
    [
      .init(
        "bands", "By chance given",
        lead: "Between: where the true rate lies with nine chances of ten, from these outcomes alone.",
        tables: [bands]),
      .init("stages", "By stage", tables: [stages]),
    ]
  }

  private var bands: TableView {
    TableView(
      caption: "By chance given",
      heads: [
        .init(label: "Chance"), .end("Times given"), .end("Won"), .end("Given"), .end("Came true"),
        .end("Between"),
        .init(label: "Verdict"),
      ],
      rows: one.bands.map { band in
        .init(cells: [
          .head("\(band.from.formatted(decimals: 0)) to \(band.to.formatted(decimals: 0))"),
          .number(DisplayNumber.grouped(band.count)), .number(DisplayNumber.grouped(band.won)),
          .number(band.stated.formatted(decimals: 1)), .number(band.observed.formatted(decimals: 1)),
          .number("\(band.low.formatted(decimals: 1)) to \(band.high.formatted(decimals: 1))"),
          .badge(
            band.holds ? "holds" : band.stated > band.observed ? "too high" : "too low",
            band.holds ? "good" : "watch"),
        ])
      })
  }

  private var stages: TableView {
    TableView(
      caption: "By stage",
      heads: [.init(label: "Stage"), .end("Deals"), .end("Won"), .end("Given"), .end("Came true")],
      rows: one.stages.map { line in
        .init(cells: [
          .head(line.name), .number(DisplayNumber.grouped(line.count)),
          .number(DisplayNumber.grouped(line.won)),
          .number(line.stated.formatted(decimals: 1)), .number(line.observed.formatted(decimals: 1)),
        ])
      })
  }

  var file: Table {
    Table(
      title: "Calibration",
      heads: ["From", "To", "Times given", "Won", "Given", "Came true", "Low", "High", "Holds"],
      rows: one.bands.map { band in
        [
          .percent(band.from), .percent(band.to), .whole(Int64(band.count)), .whole(Int64(band.won)),
          .percent(band.stated), .percent(band.observed), .percent(band.low), .percent(band.high),
          .flag(band.holds),
        ]
      },
      notes: [
        ("Decided deals", String(one.decided)), ("Won", String(one.won)), ("Lost", String(one.lost)),
        ("Won value", one.wonValue.formatted()), ("Brier score", one.brier.map(Self.score) ?? "none"),
        ("Overall rate would score", one.reference.map(Self.score) ?? "none"),
      ])
  }
}
