import Blueprint
import Files
import Kernel
import Sales
import Targets
import Team
import X12

extension DemandPlan {
  static let endpoints: [Endpoint] = [show, schedule]

  private static let show = Endpoint(
    .get, "/forecasts/{id}/plan", "The demand plan in units and cases, by warehouse, item and week",
    allow: .viewer
  ) { (wanted: Wanted, context) in
    try await context.read { try read(wanted, context, $0) }
  }.page(draw).table(sheet)

  /// For whom an 830 is written.
  struct WantedSchedule: Codable, Sendable {
    var id: ID<ForecastVersion>
    var account: String
    /// Ids of the partners as agreed; left out: their names.
    var sender: String?
    var receiver: String?
    var weeks: Int?
  }

  private static let schedule = Endpoint(
    download: "/forecasts/{id}/schedule", "An account's demand plan as an X12 830 planning schedule",
    allow: .viewer
  ) { (wanted: WantedSchedule, context) in
    let (plan, company) = try await context.read { db in
      (
        try read(.init(id: wanted.id, account: wanted.account, weeks: wanted.weeks), context, db),
        try Company.current(db)
      )
    }
    let name = plan.lines.first?.accountName ?? ""
    let schedule = PlanningSchedule(
      sender: wanted.sender ?? PlanningSchedule.address(company.name),
      receiver: wanted.receiver ?? PlanningSchedule.address(name), buyer: name, day: context.today)
    return Download(
      name: "830-\(plan.version.through.lastDay).edi", type: "application/edi-x12",
      content: .bytes(try schedule.bytes(plan)))
  }

  private func href(_ more: String = "") -> String {
    "/forecasts/\(version.id)/plan?weeks=\(weeks.count)" + more
  }

  @Sendable private static func draw(_ plan: DemandPlan, _ visit: Visit) async throws -> Page {
    let account = visit.fields.text("account").map { "&account=\($0)" } ?? ""
    let units = plan.lines.reduce(0) { $0 + $1.units.reduce(0, +) }
    let cases = plan.lines.reduce(0) { $0 + ($1.cases?.reduce(0, +) ?? 0) }
    let without = plan.lines.count { $0.cases == nil }
    var actions: [AnswerPage.Link] = [
      .init("XLSX", plan.href("\(account)&format=xlsx"), icon: "download"),
      .init("CSV", plan.href("\(account)&format=csv"), icon: "download"),
    ]
    if !account.isEmpty {
      actions.append(
        .init(
          "X12 830", "/forecasts/\(plan.version.id)/schedule?weeks=\(plan.weeks.count)\(account)",
          icon: "truck", isFile: true))
    }
    return ForecastPages.page(
      "Demand plan", [ForecastPages.crumb, .init(plan.version.title, plan.version.location)],
      AnswerPage(
        heading: "Demand plan", sentence: "\(plan.version.title); the next \(plan.weeks.count) weeks.",
        actions: actions,
        answer:
          "\(DisplayNumber.grouped(units)) units\(plan.hasCases ? " in \(DisplayNumber.grouped(cases)) cases" : "") over \(plan.weeks.count) weeks, \(DisplayNumber.grouped(plan.lines.count)) lines of warehouse and item.",
        caution: without == 0
          ? nil
          : plan.version.level == .brand
            ? "This version was planned by brand: cases need a version of items."
            : "\(without) lines have no cases: their items' case quantity is not in the catalogue.",
        sections: [.init("lines", "By warehouse and item", tables: [plan.table])],
        foot:
          "Whole cases never fall behind the units: what a week rounds up, the next weeks take off. Units go to warehouses as "
          + "their sites sold in the last 13 weeks."))
  }

  private static let mostRows = 300

  /// Whether any line has cases; where none has, the table shows units.
  private var hasCases: Bool { lines.contains { $0.cases != nil } }

  private var table: TableView {
    TableView(
      caption: "Demand plan",
      heads: [.init(label: "Item"), .init(label: "Account"), .init(label: "Warehouse")]
        + weeks.map {
          .init(
            label: "\($0.lastDay.dayOfMonth) \(DisplayNumber.month($0.lastDay.month))", css: "is-end",
            unit: hasCases ? "cases" : "units")
        } + [.init(label: "Cases", css: "is-end"), .init(label: "Units", css: "is-end")],
      rows: lines.prefix(Self.mostRows).map { line in
        .init(
          cells: [
            .head(line.productName), .text(line.accountName),
            .text((line.warehouse ?? "").replacing(" ", with: "\u{a0}")),
          ]
            + weeks.indices.map { place in
              let figure = hasCases ? line.cases?[place] : line.units[place]
              return .number(figure.map(DisplayNumber.grouped) ?? "")
            } + [
              .number(line.cases.map { DisplayNumber.grouped($0.reduce(0, +)) } ?? ""),
              .number(DisplayNumber.grouped(line.units.reduce(0, +))),
            ])
      },
      footnote: lines.count > Self.mostRows
        ? "The first \(Self.mostRows) of \(lines.count) lines; all of them are in the file." : nil)
  }

  @Sendable private static func sheet(_ plan: DemandPlan, _: Visit) async throws -> Table {
    Table(
      title: "Demand plan",
      heads: ["Account", "Warehouse", "Item", "GTIN", "Units a case", "Week to", "Units", "Cases"],
      rows: plan.lines.flatMap { line in
        plan.weeks.indices.map { place in
          [
            .text(line.accountName), .text(line.warehouse ?? ""), .text(line.productName),
            .text(line.gtin ?? ""), line.caseQuantity.map { .whole(Int64($0)) } ?? .empty,
            .day(plan.weeks[place].lastDay), .whole(line.units[place]),
            line.cases.map { .whole($0[place]) } ?? .empty,
          ]
        }
      },
      notes: [("Version", plan.version.title), ("Figures", plan.version.kind.label)])
  }
}
