import Blueprint
import Kernel

/// Processes and exchange rates in words and tables.
enum DealProcessWords {
  @Sendable static func draw(_ one: DealProcesses, _ visit: Visit) async throws -> Page {
    let mayChange = visit.context.actor.role >= .director
    return AnswerPage(
      heading: "Processes",
      sentence: "The stages that deals go through, and what became of those that were in them.",
      actions: mayChange
        ? [
          .init("New process", "/pipeline/processes/new", icon: "plus"),
          .init("Exchange rates", "/pipeline/rates", icon: "world"),
        ] : [.init("Exchange rates", "/pipeline/rates", icon: "world")],
      tabs: PipelinePage.tabs(current: "/pipeline/processes"),
      answer:
        "A stage's chance is (won + assumed wins) / (decided + assumed deals): own history speaks as soon as there is "
        + "some, and a few lucky deals do not shout it down.",
      sections: one.processes.map { section($0, one, mayChange) },
      foot:
        "The interval holds the true rate with nine chances of ten. Each push of the day of decision lowers the chance: by own "
        + "history, or by a fifth where there is none."
    ).page("Processes")
  }

  private static func section(
    _ process: DealProcess, _ one: DealProcesses, _ mayChange: Bool
  ) -> AnswerPage.Section {
    let odds = Dictionary(uniqueKeysWithValues: one.odds.map { ($0.stage, $0) })
    return .init(
      "process-\(process.place)", process.name,
      links: mayChange
        ? [.init("Change its stages", "/pipeline/processes/\(process.id)/edit")] : [],
      tables: [
        TableView(
          caption: "Stages of \(process.name)",
          heads: [
            .init(label: "Stage"), .end("Decided"), .end("Won"), .end("Own rate"), .end("Assumed"),
            .end("Chance"),
            .end("Between"), .end("Pushed once"), .end("Twice"), .end("3 times"),
            .end("Usual stay", unit: "days"),
          ],
          rows: process.openStages.map { stage in
            row(stage, odds[stage.id], one.stays[stage.id.text])
          })
      ])
  }

  private static func row(_ stage: DealStage, _ odds: StageOdds?, _ stay: StageStay?) -> TableView.Line {
    guard let odds else { return .init(cells: [.head(stage.name)]) }
    let raw = BasisPoints(Int64(odds.won), of: Int64(odds.closed))
    return .init(
      cells: [
        .head(stage.name, link: "/deals?filter=stage:\(stage.id)"),
        .number(DisplayNumber.grouped(odds.closed)),
        .number(DisplayNumber.grouped(odds.won)), .number(raw?.formatted(decimals: 1) ?? ""),
        .number("\(odds.priorWins) of \(odds.priorWins + odds.priorLosses)"),
        .number(odds.chance.formatted(decimals: 1)),
        .number("\(odds.low.formatted(decimals: 0)) to \(odds.high.formatted(decimals: 0))"),
      ] + odds.chances.dropFirst().map { .number($0.formatted(decimals: 1)) } + [
        .number(stay.map { "\($0.usual(stage))" } ?? "\(stage.usualDays)")
      ])
  }

  @Sendable static func rates(_ one: DealRates, _ visit: Visit) async throws -> Page {
    let add = AnswerPage.Link(
      "Enter a rate", "/pipeline/rates/new", icon: "plus", css: "button--primary")
    return AnswerPage(
      heading: "Exchange rates",
      sentence: "By which deals in other currencies are added up in \(one.company).",
      actions: [add],
      empty: one.rates.isEmpty
        ? .init(
          icon: "world", title: "No rate is needed yet",
          text:
            "A deal in another currency than \(one.company) needs one: it is refused until its rate stands here.",
          label: add.label, href: add.href) : nil,
      answer: "Open deals are valued at the latest rate, decided ones at that of their last day.",
      sections: [
        .init(
          "rates", "Rates",
          tables: [
            TableView(
              caption: "Rates", heads: [.init(label: "Currency"), .init(label: "From"), .end("Worth")],
              rows: one.rates.map { rate in
                .init(cells: [
                  .head(rate.currency.code), .day(rate.firstDay), .number("\(rate.rate) \(rate.into)"),
                ])
              })
          ])
      ]
    ).page("Exchange rates")
  }
}
