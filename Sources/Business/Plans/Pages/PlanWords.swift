import Blueprint
import Foundation
import Kernel
import Targets

/// A plan in words, tiles, a chart and tables.
struct PlanWords {
  let book: PlanBook
  let today: Day
  /// Whether its lines lead to forms.
  let mayEdit: Bool

  var plan: Plan { book.plan }
  var href: String { "/plans/\(plan.id)" }

  func short(_ minor: Int64) -> String { plan.money(minor).short }
  func exact(_ minor: Int64) -> String { plan.money(minor).formatted() }
  func whole(_ minor: Int64?) -> String {
    minor.map { DisplayNumber.decimal($0, scale: plan.currency.decimals, decimals: 0) } ?? ""
  }
  func person(_ id: ID<Actor>?) -> String { id.flatMap { book.people[$0.text] } ?? "" }

  var span: String { "\(DisplayNumber.day(plan.firstDay)) to \(DisplayNumber.day(plan.lastDay))" }

  var answer: String {
    guard let one = book.scenarios[.expected] else { return jointAnswer }
    guard one.target > 0 else {
      return
        "\(book.accountName) has no target in this plan's time. Run-rate and initiatives come to \(short(one.total)) \(plan.currency)."
    }
    let quality = "Plan quality is \(book.quality.score) of 100."
    let sum =
      "Sales so far, run-rate and initiatives come to \(short(one.total)) of \(short(one.target)) \(plan.currency)"
    return one.gap > 0
      ? "\(sum): a gap of \(short(one.gap)) is to be closed. \(quality)"
      : "\(sum): \(short(-one.gap)) more than the target. \(quality)"
  }

  private var jointAnswer: String {
    func rate(_ side: Promises.Side) -> String {
      side.rate.map { "\($0.formatted(decimals: 0)) of \(side.due) due" } ?? "nothing due yet"
    }
    return
      "We keep \(rate(book.promises.ours)), \(book.accountName) keeps \(rate(book.promises.theirs)). "
      + "\(short(book.promises.ours.atRisk + book.promises.theirs.atRisk)) \(plan.currency) of promised value is at risk."
  }

  var tiles: [TileView] { tiles(from: "") }

  /// On another page their doors lead to this plan.
  func tiles(from page: String) -> [TileView] {
    guard let one = book.scenarios[.expected] else { return jointTiles(from: page) }
    let unit = plan.currency.code
    return [
      TileView(
        label: "Target in the plan", value: short(one.target), exact: exact(one.target), unit: unit,
        href: page + "#reckoning", spokenHref: "How it is reckoned"),
      TileView(
        label: "Sold and run-rate", value: short(one.sold + one.runRate),
        exact: exact(one.sold + one.runRate),
        unit: unit, href: page + "#reckoning", spokenHref: "How it is reckoned", below: "growth \(growthText)"
      ),
      TileView(
        label: one.gap > 0 ? "Gap" : "Above target", value: short(abs(one.gap)), exact: exact(abs(one.gap)),
        unit: unit, href: page + "#reckoning", spokenHref: "How it is reckoned",
        below: book.signed.map { "\(short($0.gap)) when signed" }),
      TileView(
        label: "Plan quality", value: "\(book.quality.score)", exact: "\(book.quality.score) of 100",
        unit: "of 100",
        href: page + "#quality", spokenHref: "What it is made of"),
    ]
  }

  private func jointTiles(from page: String) -> [TileView] {
    func tile(_ label: String, _ side: Promises.Side) -> TileView {
      TileView(
        label: label, value: side.rate?.formatted(decimals: 0) ?? "none due",
        exact: "\(side.kept) of \(side.due) due",
        href: page + "#promises", spokenHref: "The promises", against: "\(side.kept) of \(side.due) due",
        below: side.late > 0 ? "\(side.late) late, \(short(side.atRisk)) at risk" : "\(side.open) open")
    }
    let gain = book.of(.gain).reduce(Int64(0)) { $0 + ($1.amount ?? 0) }
    return [
      tile("Promises we keep", book.promises.ours), tile("Promises they keep", book.promises.theirs),
      TileView(
        label: "Joint value", value: short(gain), exact: exact(gain), unit: plan.currency.code,
        href: page + "#gains",
        spokenHref: "What each side gains"),
      TileView(
        label: "Waiting for proof", value: short(waiting), exact: exact(waiting), unit: plan.currency.code,
        href: page + "#promises", spokenHref: "The promises"),
    ]
  }

  private var waiting: Int64 { Promises.waiting(book.items).reduce(0) { $0 + ($1.amount ?? 0) } }

  var growthText: String { DisplayNumber.signed(BasisPoints(book.growth.count - 10_000)) }

  var chart: ChartView? {
    guard let one = book.scenarios[.expected] else { return nil }
    func line(_ label: String, _ short: String, _ minor: Int64, isTotal: Bool = false) -> ChartView.Line {
      .init(
        label: label, short: short, isTotal: isTotal,
        cells: [.init(text: exact(minor), number: plan.money(minor).decimalText)])
    }
    return ChartView(
      id: "plan-waterfall", kind: "waterfall",
      title: one.gap > 0
        ? "\(self.short(one.gap)) \(plan.currency) short of the target" : "The plan reaches its target",
      unit: "\(plan.currency), \(span)", firstHead: "Step",
      heads: [.init(label: plan.currency.code, series: "value")],
      rows: [
        line("Sold so far", "Sold", one.sold), line("Run-rate for the rest", "Run-rate", one.runRate),
        line("Committed initiatives", "Committed", one.committed),
        line("Others, by probability", "Weighted", one.weighted),
        line(one.gap > 0 ? "Gap" : "Above target", "Gap", one.gap),
        line("Target", "Target", one.target, isTotal: true),
      ], tableLabel: "The waterfall as a table")
  }

  /// The formulas with the numbers in them.
  var reckoning: [String] {
    guard let one = book.scenarios[.expected] else { return [] }
    var aim =
      "Target = \(exact(book.aim.stated)) of yearly targets in \(book.aim.statedWeeks) weeks of the plan"
    if book.aim.assumedWeeks > 0 {
      aim +=
        " + \(exact(book.aim.assumed)) for \(book.aim.assumedWeeks) weeks whose year has none yet, taken as the same weeks of the last year that has one"
    }
    aim += " = \(exact(one.target))."
    if book.aim.openWeeks > 0 { aim += " \(book.aim.openWeeks) weeks have no target at all." }
    return [
      aim,
      "Run-rate = the same weeks of the year before x \(book.growth.formatted(decimals: 1)), the newest 26 weeks against those a year earlier: \(exact(one.runRate)).",
      "Committed = open initiatives that are certain: \(exact(one.committed)). Others count their value x probability: \(exact(one.weighted)).",
      "Gap = \(exact(one.target)) − (\(exact(one.sold)) + \(exact(one.runRate)) + \(exact(one.committed)) + \(exact(one.weighted))) = \(exact(one.gap)).",
    ]
  }

  var scenarios: TableView? {
    guard book.scenarios.count > 1 else { return nil }
    return TableView(
      caption: "Scenarios",
      heads: [
        .init(label: "Scenario"), .end("Sold"), .end("Run-rate"), .end("Initiatives"), .end("Together"),
        .end("Gap"),
      ],
      rows: Waterfall.Scenario.allCases.compactMap { scenario in
        book.scenarios[scenario].map { one in
          .init(cells: [
            .head(Words.title(scenario.rawValue)), .number(whole(one.sold)), .number(whole(one.runRate)),
            .number(whole(one.committed + one.weighted)), .number(whole(one.total)), .number(whole(one.gap)),
          ])
        }
      },
      footnote:
        "Cautious: no growth beyond last year's and committed initiatives only. Ambitious: every initiative lands in full."
    )
  }

  var quality: TableView {
    TableView(
      caption: "Plan quality",
      heads: [.init(label: "What counts"), .end("Points"), .end("Most"), .init(label: "Because")],
      rows: book.quality.parts.map {
        .init(cells: [.head($0.name), .number("\($0.points)"), .number("\($0.most)"), .text($0.because)])
      },
      totals: [
        .init(css: "", text: "Together"), .init(css: "is-end", text: "\(book.quality.score)"),
        .init(css: "is-end", text: "100"), .init(css: "", text: ""),
      ], footnote: "Filled boxes earn nothing: measures with a day and movement do.")
  }
}
