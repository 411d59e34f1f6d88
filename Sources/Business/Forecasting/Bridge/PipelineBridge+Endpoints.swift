import Accounts
import Blueprint
import Foundation
import Kernel
import Sales

extension PipelineStock: Located {
  package var location: String { "/forecasts/bridge?account=\(account)" }
}

extension PipelineBridge {
  static let endpoints: [Endpoint] = [show, stating]

  private static let show = Endpoint(
    .get, "/forecasts/bridge", "From sell-in to sell-out: what lies between, week by week", allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { try read(wanted, context, $0) }
  }.page(draw).table(sheet)

  private struct Opened: Codable { var id: ID<Account> }

  private static let stating = Endpoint(
    .put, "/accounts/{id}/pipeline-stock",
    "State what lies in an account's pipeline, and how much is to lie there",
    allow: .manager
  ) { (input: PipelineStock.Statement, context) in try await PipelineStock.state(input, context) }
  .form(
    Form(
      at: "/accounts/{id}/pipeline-stock/edit", "Pipeline stock", submit: "Save it", section: "forecasts",
      fields: [
        .init(
          "units", "Units counted",
          hint:
            "In the account's warehouses and stores together. Left empty: unknown, the change alone is shown."
        ),
        .init("countedOn", "Counted on", .day, hint: "It holds at the end of that week."),
        .init(
          "target", "Weeks of cover aimed at",
          hint: "Such as 2.5. Sell-in that nobody forecast holds this cover."),
        .init("most", "Weeks of cover that are too many"),
      ],
      about: Form.naming { (id: ID<Account>, actor, db) in try Account.find(id, for: actor, db).name },
      initial: { fields, context in
        let opened = try fields.decode(Opened.self)
        let known = try await context.read { db in
          try PipelineStock.all(db)[Account.find(opened.id, for: context.actor, db).id.text]
        }
        return [
          "units": known?.units.map { String($0) } ?? "", "countedOn": known?.countedOn?.description ?? "",
          "target": weeks(known?.target ?? PipelineStock.usualTarget),
          "most": weeks(known?.most ?? PipelineStock.usualMost),
        ]
      }))

  /// Tenths of a week as they are written.
  static func weeks(_ tenths: Int) -> String { DisplayNumber.decimal(Int64(tenths), scale: 1, decimals: 1) }

  private func href(_ account: String?, _ more: String = "") -> String {
    "/forecasts/bridge?weeks=\(max(1, lines.count - Self.usualWeeks))"
      + (account.map { "&account=\($0)" } ?? "")
      + more
  }

  @Sendable private static func draw(_ bridge: PipelineBridge, _ visit: Visit) async throws -> Page {
    let name = bridge.account?.name ?? "all accounts", title = "Sell-in to sell-out of \(name)"
    guard let total = bridge.total, !bridge.lines.isEmpty else {
      return ForecastPages.page(
        title, [ForecastPages.crumb],
        AnswerPage(
          heading: title,
          empty: .init(
            icon: "truck", title: "What lies between sell-in and sell-out will stand here",
            text: "It needs both: what we delivered (shipments) and what shoppers bought (POS). Import both.",
            label: "Import", href: "/sales/imports")))
    }
    var crumbs = [ForecastPages.crumb]
    if bridge.account != nil { crumbs.append(.init("Bridge", "/forecasts/bridge")) }
    crumbs += bridge.path.dropLast().map { .init($0.name, bridge.href($0.id)) }
    return ForecastPages.page(
      title, crumbs, charts: true,
      AnswerPage(
        heading: title, sentence: bridge.sources, actions: bridge.actions(visit),
        answer: bridge.answer(total),
        caution: bridge.caution(total), tiles: bridge.tiles(total), chart: bridge.chart,
        sections: bridge.sections(total),
        foot:
          "Opening + sell-in − sell-out = closing, to the unit, each week and for every whole as the sum of its parts. "
          + "Cover = closing / mean sell-out of the \(Self.coverWeeks) weeks behind. No file brings stock yet: it is counted by you, or unknown."
      ))
  }

  @Sendable private static func sheet(_ bridge: PipelineBridge, _: Visit) async throws -> Table {
    Table(
      title: "Sell-in to sell-out of \(bridge.account?.name ?? "all accounts")",
      heads: [
        "Week to", "Is forecast", "Opening", "Sell-in", "Sell-out", "Closing", "Change", "Weeks of cover",
      ],
      rows: bridge.lines.map { line in
        [
          .day(line.week.lastDay), .text(line.isForecast ? "yes" : "no"),
          line.opening.map { .whole($0) } ?? .empty,
          .whole(line.sellIn), .whole(line.sellOut), line.closing.map { .whole($0) } ?? .empty,
          .whole(line.change),
          .text(line.cover.map(weeks) ?? ""),
        ]
      },
      notes: [
        ("Account", bridge.path.map(\.name).joined(separator: " › ")), ("From", bridge.sources),
        ("Cover aimed at", "\(weeks(bridge.target)) weeks\(bridge.isAssumed ? ", assumed" : "")"),
      ])
  }
}

extension PipelineBridge {
  private func actions(_ visit: Visit) -> [AnswerPage.Link] {
    var links: [AnswerPage.Link] = []
    if let account, visit.context.actor.role >= .manager {
      links.append(
        .init(
          "Count and cover", "/accounts/\(account.id)/pipeline-stock/edit", icon: "pencil",
          css: "button--primary"))
    }
    return links + [
      .init("XLSX", href(account?.id, "&format=xlsx"), icon: "download"),
      .init("CSV", href(account?.id, "&format=csv"), icon: "download"),
      .init("Forecast", "/forecasts" + (account.map { "?account=\($0.id)" } ?? ""), icon: "chart-line"),
    ]
  }

  /// Where both sides come from.
  private var sources: String {
    func words(_ version: ForecastVersion?, _ name: String) -> String {
      version.map { "\(name) forecast with \($0.title)" } ?? "no \(name) forecast"
    }
    return
      "Shipments and POS in units; \(words(sellInVersion, "sell-in")), \(words(sellOutVersion, "sell-out"))."
  }

  private func answer(_ total: Part) -> String {
    let ahead = lines.filter(\.isForecast).count, change = total.sellIn - total.sellOut
    let span = ahead > 0 ? "the next \(ahead) weeks" : "the last \(lines.count) weeks"
    let moved =
      "In \(span) \(DisplayNumber.short(total.sellIn)) units go in and \(DisplayNumber.short(total.sellOut)) are sold: the pipeline \(change < 0 ? "falls" : "grows") by \(DisplayNumber.short(abs(change)))."
    guard let closing = total.closing, let opening = total.opening else {
      return moved + " What lies there was not counted: the change alone is known."
    }
    return moved
      + " From \(DisplayNumber.short(opening)) to \(DisplayNumber.short(closing)) units\(total.cover.map { ", \(Self.weeks($0)) weeks of cover" } ?? "")."
  }

  private func caution(_ total: Part) -> String? {
    if let week = total.empty {
      return
        "By these figures nothing is left in the week to \(DisplayNumber.day(week.lastDay)): more has to go in, or the count is wrong."
    }
    if let week = total.above {
      return
        "From the week to \(DisplayNumber.day(week.lastDay)) on more than \(Self.weeks(most)) weeks of sales lie there."
    }
    if derived > 0 {
      return
        "Nobody forecast the sell-in of \(derived) \(derived == 1 ? "account" : "accounts"): it is what holds \(Self.weeks(target)) weeks of cover\(isAssumed ? ", an assumption" : "")."
    }
    return sellOutVersion == nil
      ? "There is no forecast of sell-out for all accounts: the past alone is shown." : nil
  }

  private func tiles(_ total: Part) -> [TileView] {
    func tile(_ label: String, _ units: Int64?, _ below: String) -> TileView {
      TileView(
        label: label, value: units.map { DisplayNumber.short($0) } ?? "unknown",
        exact: units.map { DisplayNumber.grouped($0) } ?? "not counted", unit: units == nil ? "" : "units",
        href: href(account?.id) + "#weeks", spokenHref: "Week by week", below: below)
    }
    return [
      tile("Opening", total.opening, "in warehouses and stores"), tile("Sell-in", total.sellIn, "goes in"),
      tile("Sell-out", total.sellOut, "is sold"),
      tile(
        "Closing", total.closing,
        total.cover.map { "\(Self.weeks($0)) weeks of cover" }
          ?? "change \(DisplayNumber.grouped(total.sellIn - total.sellOut))"),
    ]
  }

  private var chart: ChartView {
    ChartView(
      id: "bridge-chart", kind: "line", title: "What goes in and what is sold", unit: "units a week",
      firstHead: "Week to",
      heads: [.init(label: "Sell-out", series: "value"), .init(label: "Sell-in", series: "plan")],
      rows: lines.enumerated().map { place, line in
        .init(
          label: DisplayNumber.day(line.week.lastDay),
          short: "\(line.week.lastDay.dayOfMonth) \(DisplayNumber.month(line.week.lastDay.month))",
          event: line.isForecast && (place == 0 || !lines[place - 1].isForecast) ? "forecast" : nil,
          cells: [line.sellOut, line.sellIn].map {
            .init(text: DisplayNumber.grouped($0), number: String($0))
          })
      }, tableLabel: "Week by week")
  }

  private func sections(_ total: Part) -> [AnswerPage.Section] {
    var sections: [AnswerPage.Section] = []
    if !parts.isEmpty { sections.append(.init("parts", "Account by account", tables: [partTable(total)])) }
    sections.append(.init("weeks", "Week by week", tables: [weekTable]))
    return sections
  }

  private static let heads: [TableView.Head] = [
    .init(label: "Opening", css: "is-end"), .init(label: "Sell-in", css: "is-end"),
    .init(label: "Sell-out", css: "is-end"), .init(label: "Change", css: "is-end"),
    .init(label: "Closing", css: "is-end"), .init(label: "Cover", css: "is-end", unit: "weeks"),
  ]

  private static func cells(
    _ opening: Int64?, _ sellIn: Int64, _ sellOut: Int64, _ closing: Int64?, _ cover: Int?
  ) -> [TableView.Cell] {
    [
      .number(opening.map { DisplayNumber.grouped($0) } ?? ""), .number(DisplayNumber.grouped(sellIn)),
      .number(DisplayNumber.grouped(sellOut)), .number(DisplayNumber.grouped(sellIn - sellOut)),
      .number(closing.map { DisplayNumber.grouped($0) } ?? ""), .number(cover.map(weeks) ?? ""),
    ]
  }

  private func partTable(_ total: Part) -> TableView {
    TableView(
      caption: "Account by account", heads: [.init(label: "Account")] + Self.heads + [.init(label: "Flag")],
      rows: (parts + [total]).enumerated().map { place, part in
        let isTotal = place == parts.count
        let head = isTotal ? "Together" : part.place.name
        return .init(
          cells: [.head(head, link: isTotal || part.place.id == account?.id ? nil : href(part.place.id))]
            + Self.cells(part.opening, part.sellIn, part.sellOut, part.closing, part.cover) + [
              Self.flag(part)
            ])
      })
  }

  private static func flag(_ part: Part) -> TableView.Cell {
    if let week = part.empty { return .badge("empty \(DisplayNumber.day(week.lastDay))", "bad") }
    if let week = part.above { return .badge("too much \(DisplayNumber.day(week.lastDay))", "watch") }
    return .text("")
  }

  private var weekTable: TableView {
    TableView(
      caption: "Week by week", heads: [.init(label: "Week to")] + Self.heads + [.init(label: "From")],
      rows: lines.map { line in
        .init(
          cells: [.head(DisplayNumber.day(line.week.lastDay))]
            + Self.cells(line.opening, line.sellIn, line.sellOut, line.closing, line.cover) + [
              line.isForecast ? .badge("forecast", "flat") : .text("sales")
            ])
      })
  }
}
