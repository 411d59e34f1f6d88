import Blueprint
import Catalog
import Kernel
import Storage

/// What the template `deal` places.
struct DealPage: Sendable {
  struct Line: Sendable {
    let name: String
    let quantity: String
    let price: String
    let amount: String
    let action: String
    let csrf: String
  }
  struct Letter: Sendable {
    let name: String
    let question: String
    let state: String
    let tone: String
    let evidence: String
    let by: String
    let href: String
  }

  let recordHead: RecordHead
  let answer: String
  let note: String?
  let hasOwnFields: Bool
  let ownFields: String
  let tiles: [TileView]
  let canMove: Bool
  let moveAction: String
  let moveHref: String
  let csrf: String
  let stages: [OptionView]
  let hasLines: Bool
  let lines: [Line]
  let total: String
  let lineHref: String
  let score: String
  let letters: [Letter]
  let panels: [RecordPanel]
  let states: TableBox
  let timeline: RecordTimeline

  @Sendable static func draw(_ record: DealRecord, _ visit: Visit) async throws -> Page {
    let id = record.deal.id
    let (events, names) = try await visit.context.read { db in
      (try Event.history(of: id.text, limit: 20, db), try Deal.names(db))
    }
    let panels = try await visit.panels("deal", ["id": id.text])
    let page = DealPage(record, panels, RecordTimeline(events, names: names), visit)
    return Page(
      "deal", title: record.deal.name, section: "pipeline",
      crumbs: [PipelinePage.crumb, .init("Deals", "/deals?filter=outcome:open")], page)
  }

  private init(_ record: DealRecord, _ slots: [PanelSlot], _ timeline: RecordTimeline, _ visit: Visit) {
    let deal = record.deal, href = "/deals/\(deal.id)", today = visit.context.today
    recordHead = DealPage.head(record, href)
    answer = DisplayNumber.kept(DealPage.answer(record, today))
    note = deal.note.isEmpty ? nil : deal.note
    hasOwnFields = !record.fields.isEmpty
    ownFields = record.fields.html
    tiles = DealPage.tiles(record, href, today)
    canMove = visit.context.actor.role >= .manager
    moveAction = href + "/stage"
    moveHref = href + "/move"
    csrf = visit.formToken
    stages = record.process.stages.map { stage in
      OptionView(value: stage.id.text, label: stage.name, isSelected: stage.id == deal.stage)
    }
    hasLines = !record.lines.isEmpty
    lines = record.lines.map { line in
      Line(
        name: line.name, quantity: DisplayNumber.grouped(line.quantity), price: line.price.formatted(.bare),
        amount: line.amount.formatted(.bare), action: "\(href)/lines/\(line.id)", csrf: visit.formToken)
    }
    total = deal.amount?.formatted() ?? ""
    lineHref = href + "/lines/new"
    let points = Qualification.points(record.qualification)
    score = "\(points) of \(2 * Qualification.Element.allCases.count) points"
    letters = record.qualification.map { one in
      Letter(
        name: Words.title(one.element.rawValue), question: one.element.question,
        state: Words.title(one.state.rawValue),
        tone: one.state == .confirmed ? "good" : one.state == .partly ? "watch" : "plain",
        evidence: one.evidence,
        by: one.on.map { "\(one.by ?? "Somebody"), \(DisplayNumber.day($0))" } ?? "",
        href: "\(href)/qualification/new?element=\(one.element.rawValue)")
    }
    panels = slots.map { RecordPanel($0) }
    states = TableBox(table: DealPage.states(record))
    self.timeline = timeline
  }

  private static func head(_ record: DealRecord, _ href: String) -> RecordHead {
    let deal = record.deal
    var badges = [RecordHead.Badge(record.stage?.name ?? "", DealWords.tone(deal.outcome))]
    if deal.pushes > 0 {
      badges.append(.init("Pushed \(DealWords.times(deal.pushes))", deal.pushes > 2 ? "bad" : "watch"))
    }
    if deal.commitment != .pipeline { badges.append(.init(Words.title(deal.commitment.rawValue))) }
    var facts: [RecordHead.Fact] = []
    if let owner = record.ownerName { facts.append(.init("Owner", owner, icon: "user")) }
    if let day = deal.closedOn {
      facts.append(.init("Decided", DisplayNumber.day(day), icon: "calendar"))
    } else if let day = deal.closeOn {
      facts.append(.init("Decided by", DisplayNumber.day(day), icon: "calendar"))
    }
    if let competitor = deal.competitor { facts.append(.init("Competitor", competitor, icon: "users")) }
    if let source = deal.leadSource { facts.append(.init("Came from", source, icon: "tag")) }
    if let code = deal.code { facts.append(.init(deal.source ?? "Code", code, icon: "id")) }
    return RecordHead(
      deal.name, path: deal.account.map { [.init(record.accountName ?? "", "/accounts/\($0)")] } ?? [],
      badges: badges, facts: facts, mainAction: .init("Edit deal", href + "/edit", icon: "pencil"),
      otherActions: [
        .init("Move to another stage", href + "/move", icon: "arrow-right"),
        .init("Add a line", href + "/lines/new", icon: "plus"),
        .init("Qualify", href + "/qualification/new", icon: "list-check"),
      ])
  }

  static func answer(_ record: DealRecord, _ today: Day) -> String {
    let deal = record.deal
    let what = deal.amount.map { "\($0.formatted())" } ?? "A deal of unknown value"
    switch deal.outcome {
    case .won, .lost:
      let word = deal.outcome == .won ? "Won" : "Lost"
      let why = deal.reason.map { ": \($0)" } ?? ""
      return "\(word) on \(deal.closedOn.map { DisplayNumber.day($0) } ?? "an unknown day")\(why). \(what)."
    case .open:
      var parts = [
        "\(what) at \(record.chance.formatted(decimals: 1)): weighted \(DealWords.short(record.weighted))."
      ]
      let days = deal.daysInStage(on: today)
      parts.append("In “\(record.stage?.name ?? "")” for \(DealWords.days(days)).")
      if let close = deal.closeOn, close < today {
        parts.append("Its day of decision passed \(DealWords.days(today.days(since: close))) ago.")
      }
      if deal.pushes > 0 {
        parts.append("Put off \(DealWords.times(deal.pushes)), by \(DealWords.days(deal.pushedDays)) in all.")
      }
      if let step = deal.nextStep {
        let by = deal.nextStepOn.map { " by \(DisplayNumber.day($0))" } ?? ""
        parts.append("Next: \(step)\(by).")
      } else {
        parts.append("No next step is agreed.")
      }
      return parts.joined(separator: " ")
    }
  }

  private static func tiles(_ record: DealRecord, _ href: String, _ today: Day) -> [TileView] {
    let deal = record.deal
    var tiles: [TileView] = []
    if let amount = deal.amount {
      tiles.append(
        TileView(
          label: "Amount", value: amount.short, exact: amount.formatted(), unit: amount.currency.code,
          href: "#lines", spokenHref: "Lines",
          below: deal.value.flatMap { $0.currency == amount.currency ? nil : "\($0.short) \($0.currency)" }))
    }
    guard deal.outcome == .open else { return tiles }
    tiles.append(
      TileView(
        label: "Chance", value: record.chance.formatted(decimals: 1), exact: record.chanceWords,
        href: "#chance", spokenHref: "Where it comes from",
        below: deal.ownChance == nil
          ? record.odds.map {
            "90 % interval \($0.low.formatted(decimals: 0)) to \($0.high.formatted(decimals: 0))"
          }
          : "the owner's opinion"))
    if let weighted = record.weighted {
      tiles.append(
        TileView(
          label: "Weighted", value: weighted.short, exact: weighted.formatted(), unit: weighted.currency.code,
          href: "/pipeline/forecast", spokenHref: "Forecast"))
    }
    let days = deal.daysInStage(on: today)
    tiles.append(
      TileView(
        label: "In this stage", value: "\(days)", exact: DealWords.days(days),
        unit: days == 1 ? "day" : "days",
        href: "#history", spokenHref: "History",
        below: record.stage.map { "usual \(DealWords.days($0.usualDays))" }))
    return tiles
  }

  private static func states(_ record: DealRecord) -> TableView {
    let names = Dictionary(uniqueKeysWithValues: record.process.stages.map { ($0.id, $0.name) })
    let currency = record.deal.value?.currency ?? record.deal.currency
    return TableView(
      caption: "What was said of it",
      heads: [
        .init(label: "From"), .init(label: "Stage"), .end("Value", unit: currency.code),
        .init(label: "Decided by"),
        .end("Chance"), .init(label: "Recorded"),
      ],
      rows: record.states.reversed().map { state in
        .init(cells: [
          .head(DisplayNumber.day(state.onDay)), .text(names[state.stage] ?? ""),
          .number(state.valueMinor.map { Money(minor: $0, currency: currency).formatted(.bare) } ?? ""),
          .day(state.closeOn), .number(state.chance?.formatted(decimals: 1) ?? ""), .day(state.recordedOn),
        ])
      })
  }
}
