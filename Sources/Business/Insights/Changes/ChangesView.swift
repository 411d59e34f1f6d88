import Blueprint
import Foundation
import Kernel
import Sales

/// What the template `changes` places: what changed, ranked by money a week.
struct ChangesView: Sendable {
  struct Option: Sendable {
    let value: String
    let label: String
    let isSelected: Bool
  }

  let title: String
  let sentence: String
  let answer: String
  let options: [Option]
  let hasChanges: Bool
  let changes: TableBox
  let isEmpty: Bool
  let canSearch: Bool
  let formToken: String
  let rule: String
  private static let mostRows = 40

  init(_ found: SalesChanges, formToken: String, canSearch: Bool) {
    title = "What changed"
    sentence =
      found.run.map { "Data through \(DisplayNumber.day($0.lastWeek.lastDay))." } ?? "Not looked at yet."
    answer = Self.answer(found)
    let labels: [(ChangeSpan, String)] = [(.half, "26 weeks"), (.year, "52 weeks"), (.all, "all weeks")]
    options = labels.map { Option(value: $0.0.rawValue, label: $0.1, isSelected: $0.0 == found.since) }
    hasChanges = !found.changes.isEmpty
    changes = TableBox(table: Self.table(found))
    isEmpty = found.run == nil
    self.canSearch = canSearch && !found.isSearching
    self.formToken = formToken
    rule = Self.rule(found.run)
  }

  static func answer(_ found: SalesChanges) -> String {
    let waiting = found.isSearching ? " A search is under way; look again in a moment." : ""
    guard let run = found.run else {
      return "No search has been made yet. One follows every import of sales." + waiting
    }
    let levels = found.changes.filter { $0.kind == .level }, odd = found.changes.count - levels.count
    guard !found.changes.isEmpty else {
      let looked = run.judged.map { "\(DisplayNumber.grouped($0)) series" } ?? "your accounts"
      return "Nothing stands out in \(looked)." + waiting
    }
    let largest = found.changes.first.map {
      " The largest: \($0.accountName)\($0.productName.map { ", \($0)" } ?? ""), "
        + "\(DriverWords.signedShort($0.value)) \(run.currency) a week."
    }
    return "\(levels.count) lasting \(levels.count == 1 ? "change" : "changes") of level and \(odd) odd "
      + "\(odd == 1 ? "week" : "weeks").\(largest ?? "")" + waiting
  }

  private static func rule(_ run: ChangeRun?) -> String {
    guard let run else { return "" }
    func counted(_ number: Int?, _ word: String) -> String { number.map(DisplayNumber.grouped) ?? word }
    return
      "Judged together: \(counted(run.judged, "the")) series of accounts by category, by item and of accounts "
      + "above stores (\(run.kind.label), \(run.currency)); season, trend, promotions and what the same goods did "
      + "elsewhere are taken out first. At most \(run.rate.formatted(decimals: 0)) of lasting changes, and of odd weeks, "
      + "are expected to be chance (Benjamini and Hochberg). \(counted(run.unjudged, "Other")) series are too short, "
      + "too thin or too unsteady to be judged at that rate. A category and its items may tell of the same thing."
  }

  private static func table(_ found: SalesChanges) -> TableView {
    let money = found.run?.currency.code ?? ""
    return TableView(
      caption: "Changes by money a week",
      heads: [
        .init(label: "Where"), .init(label: ""), .init(label: "Week to"),
        .init(label: "A week", css: "is-end", unit: money), .init(label: "Change", css: "is-end"),
        .init(label: "95 % interval", css: "is-end", unit: money), .init(label: "Two years"),
        .init(label: "Chance", css: "is-end"), .init(label: "Why"), .init(label: "Rows"),
      ],
      rows: found.changes.prefix(mostRows).map { row($0, through: found.run?.lastWeek) },
      footnote: found.changes.count > mostRows
        ? "The first \(mostRows) of \(found.changes.count), by money; all of them are in the file." : nil)
  }

  private static func row(_ one: SalesChange, through last: Week?) -> TableView.Line {
    let isLevel = one.kind == .level
    return .init(cells: [
      .init(
        isHead: true, isPlain: false, text: one.accountName, link: "/accounts/\(one.account)",
        note: one.productName ?? "in total"),
      .init(
        isPlain: false, text: "",
        badge: .init(label: isLevel ? "level" : "odd week", tone: one.value < 0 ? "bad" : "good")),
      .day(one.week.lastDay), .number(DriverWords.signedShort(one.value)),
      .number(DisplayNumber.signed(one.change)),
      .number("\(DriverWords.signedShort(one.low)) to \(DriverWords.signedShort(one.high))"),
      .init(isPlain: false, text: "", spark: spark(one)), .number(chance(one.chance)),
      .init(isPlain: false, text: "drivers", link: drivers(one, through: last)),
      .init(isPlain: false, text: "rows", link: rows(one)),
    ])
  }

  private static func spark(_ one: SalesChange) -> TableView.Spark {
    let points = one.spark.enumerated().map { place, value in
      "\(one.spark.count < 2 ? 0 : place * 96 / (one.spark.count - 1)),\(21 - value)"
    }.joined(separator: " ")
    return TableView.Spark(
      points: points, past: "",
      spoken:
        "\(one.accountName), \(one.productName ?? "in total"): value of the last \(one.spark.count) weeks")
  }

  /// One significant digit, so that nothing looks surer than it is.
  static func chance(_ p: Double) -> String {
    if p < 1e-6 { return "< 1 in 1,000,000" }
    let times = 1 / p, size = pow(10, (log10(times)).rounded(.down))
    return "1 in \(DisplayNumber.grouped(Int64((times / size).rounded(.down) * size)))"
  }

  /// From the change on, against as many weeks a year before; of an odd week that week alone.
  private static func drivers(_ one: SalesChange, through last: Week?) -> String {
    let end = one.kind == .odd ? one.week : min(last ?? one.week, one.week.advanced(by: 51))
    return "/accounts/\(one.account)/drivers?from=\(one.week.firstDay)&to=\(end.lastDay)"
      + (one.product.map { "&product=\($0)" } ?? "")
  }

  private static func rows(_ one: SalesChange) -> String {
    "/accounts/\(one.account)/explain?metric=value&from=\(one.week.firstDay)&to=\(one.week.lastDay)"
  }

  static func file(_ found: SalesChanges) -> Table {
    Table(
      title: "What changed",
      heads: [
        "Account", "Product", "Kind", "Week to", "A week", "Low", "High", "Change", "Chance",
      ],
      rows: found.changes.map { one in
        [
          .text(one.accountName), .text(one.productName ?? ""), .text(one.kind.rawValue),
          .day(one.week.lastDay),
          .decimal(units: one.value, scale: 4), .decimal(units: one.low, scale: 4),
          .decimal(units: one.high, scale: 4), .percent(one.change), .text(chance(one.chance)),
        ]
      },
      notes: [
        ("What", answer(found)), ("Rule", rule(found.run)),
        ("Data through", found.run.map { DisplayNumber.day($0.lastWeek.lastDay) } ?? ""),
        ("Shown", found.since == .all ? "all weeks" : "the last \(found.since.rawValue) weeks"),
      ])
  }

  static let template = Template(
    "changes",
    """
    {{! What changed. Context: see ChangesView. }}<div class="head"><div class="head__text"><h1>{{title}}</h1>
    <p class="sentence">{{sentence}}</p></div><div class="actions">
    {{#canSearch}}<form method="post" action="/sales/changes"><input type="hidden" name="csrf" value="{{formToken}}">
    <button class="button" type="submit">Search again</button></form>{{/canSearch}}</div></div>
    {{#isEmpty}}<div class="empty"><svg class="icon" aria-hidden="true">
    <use href="/assets/vendor/icons.svg#chart-line"/></svg><h3>Changes will stand here</h3><p>{{answer}} It finds weeks
    from which sales run at another level, and odd weeks, in every account, category and item, and says how many of
    them may be chance.</p></div>{{/isEmpty}}
    {{^isEmpty}}<form class="toolbar" method="get" action="/sales/changes"><label class="sentence" for="changes-since">
    Since <select class="pick" id="changes-since" name="since">{{#options}}<option
    value="{{value}}"{{#isSelected}} selected{{/isSelected}}>{{label}}</option>{{/options}}</select></label>
    <button class="button" type="submit">Show</button></form>
    <p class="answer">{{answer}}</p>
    {{#hasChanges}}{{#changes}}{{> table}}{{/changes}}{{/hasChanges}}
    <p class="foot">{{rule}}</p>{{/isEmpty}}
    """)
}
