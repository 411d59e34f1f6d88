import Blueprint
import Kernel
import Sales
import Team

/// The pages of launches and replacements to come.
enum LaunchPages {
  private static let crumb = Page.Crumb("Launches", "/forecasts/launches")

  @Sendable static func list(_ list: ItemLaunch.List, _ visit: Visit) async throws -> Page {
    let mayChange = visit.context.actor.role >= .manager, today = visit.context.today
    let links: [AnswerPage.Link] =
      mayChange
      ? [
        .init("New launch", "/forecasts/launches/new", icon: "plus", css: "button--primary"),
        .init("Import a file", "/forecasts/launches/imports/new", icon: "upload"),
      ] : []
    guard !list.items.isEmpty else {
      return ForecastPages.page(
        "Launches", [ForecastPages.crumb], AnswerPage(heading: "Launches", actions: links, empty: blank))
    }
    let ahead = list.items.count { $0.firstDay > today }
    let replacing = list.items.count { $0.replaces != nil }
    return ForecastPages.page(
      "Launches", [ForecastPages.crumb],
      AnswerPage(
        heading: "Launches",
        sentence:
          "Items that come, like which items they will sell, and which ones they replace. A forecast of items makes their series from these.",
        actions: links,
        answer:
          "\(ahead) of \(list.items.count) \(list.items.count == 1 ? "launch is" : "launches are") still to come; \(replacing) \(replacing == 1 ? "replaces an item" : "replace items").",
        sections: [.init("launches", "All launches", tables: [table(list.items)])],
        foot:
          "After \(LaunchPass.alone) weeks of its own an item is forecast by its own history, and its entry does nothing any more."
      ))
  }

  private static let blank = AnswerPage.Blank(
    icon: "box", title: "Launches and replacements to come will stand here",
    text:
      "Say like which item a new one will sell, at what level, or which item it replaces. The next forecast grows it as your own past launches grew.",
    label: nil, href: "/forecasts/launches/new")

  private static func table(_ items: [ItemLaunch]) -> TableView {
    TableView(
      caption: "Launches",
      heads: [
        .init(label: "Item"), .init(label: "Account"), .init(label: "From"), .init(label: "How it will sell"),
        .init(label: "Replaces"), .init(label: "Runs out over", css: "is-end"), .init(label: "By"),
      ],
      rows: items.map { one in
        .init(cells: [
          .head(one.productName, link: one.location), .text(one.accountName ?? "All accounts"),
          .day(one.firstDay), .text(one.likeness), .text(one.replacesName ?? ""),
          .number(one.replaces == nil ? "" : "\(one.phaseOutWeeks) weeks"), .text(one.madeByName),
        ])
      })
  }

  @Sendable static func show(_ lesson: LaunchLesson, _ visit: Visit) async throws -> Page {
    let one = lesson.launch, actor = visit.context.actor
    let mayChange = actor.role >= .manager && (one.account != nil || actor.seesEverything)
    var links: [AnswerPage.Link] = []
    if mayChange {
      links = [
        .init("Change", one.location + "/edit", icon: "pencil", css: "button--primary"),
        .init("Take back", one.location + "/removal", icon: "trash"),
      ]
    }
    if let version = lesson.version {
      links.append(
        .init(
          "Its forecast", "/forecasts?version=\(version)&product=\(one.product)&split=accounts",
          icon: "chart-line"))
    }
    return ForecastPages.page(
      one.productName, [ForecastPages.crumb, crumb], charts: !lesson.points.isEmpty,
      AnswerPage(
        heading: one.productName,
        sentence: "\(one.accountName ?? "All accounts"), from \(DisplayNumber.day(one.firstDay)).",
        actions: links,
        answer: one.sum == .stays
          ? "\(one.likeness), which runs out over \(one.phaseOutWeeks) weeks: both together stay as forecast."
          : "\(one.likeness). \(lesson.words[0].firstUpper).",
        caution: lesson.launches == 0
          ? "There are fewer than three past launches to learn from: the range is assumed and wide." : nil,
        chart: lesson.points.isEmpty ? nil : chart(lesson),
        sections: [
          .init("how", "How it is forecast", lines: lines(lesson)),
          .init("entry", "The entry", tables: [entry(one)]),
        ],
        foot: lesson.version == nil ? "It stands in no forecast yet: the next one counts it." : ""))
  }

  private static func chart(_ lesson: LaunchLesson) -> ChartView {
    func cell(_ share: BasisPoints?) -> ChartView.Cell {
      .init(
        text: share?.formatted(decimals: 0) ?? "",
        number: share.map { DisplayNumber.decimal(Int64($0.count), scale: 2, decimals: 1) } ?? "")
    }
    let hasStores = lesson.points.contains { $0.stores != nil }
    var heads: [ChartView.Head] = [.init(label: "Units", series: "value")]
    if hasStores {
      heads += [.init(label: "Stores", series: "plan"), .init(label: "A store", series: "last-year")]
    }
    return ChartView(
      id: "launch-curve", kind: "line", title: "How launches grew: \(lesson.launches) of the past, medians",
      unit: "percent of what it sells when it has settled", firstHead: "Week", heads: heads,
      rows: lesson.points.map { point in
        .init(
          label: "Week \(point.week)", short: "\(point.week)",
          cells: Array([cell(point.share), cell(point.stores), cell(point.perStore)].prefix(heads.count)))
      }, tableLabel: "Week by week")
  }

  private static func lines(_ lesson: LaunchLesson) -> [String] {
    let one = lesson.launch
    var lines = lesson.words.dropFirst(one.sum == .stays ? 1 : 0).map { $0.firstUpper + "." }
    if one.sum == .stays {
      lines.append(
        "\(one.replacesName ?? "") runs out over \(one.phaseOutWeeks) weeks; what it loses this item sells, so both together stay as forecast."
      )
    } else {
      lines.append(
        "Forecast = what the like items are forecast to sell without their promotions × level × curve. The level moves to what its own weeks sell by weeks / (weeks + 4); from week \(LaunchPass.mixed) on its own series is mixed in, from week \(LaunchPass.alone) on it stands alone."
      )
      if let old = one.replacesName {
        lines.append("\(old) runs out over \(one.phaseOutWeeks) weeks beside it; the sum may change.")
      }
    }
    return lines
  }

  private static func entry(_ one: ItemLaunch) -> TableView {
    let rows: [(String, String)] = [
      ("Sells", one.likeness), ("Why", one.reason), ("By", one.madeByName),
      ("On", DisplayNumber.day(Day(one.madeAt))),
    ]
    return TableView(
      caption: "The entry", heads: [.init(label: "What"), .init(label: "Said")],
      rows: rows.map { .init(cells: [.head($0.0), .text($0.1)]) })
  }
}

extension String {
  fileprivate var firstUpper: String { prefix(1).uppercased() + dropFirst() }
}
