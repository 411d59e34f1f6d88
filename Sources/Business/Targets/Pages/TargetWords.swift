import Blueprint
import Kernel
import Sales

/// A place of a target tree in words, tiles, a chart and tables.
struct TargetWords {
  let book: TargetBook
  let set: TargetSet

  init?(_ book: TargetBook) {
    guard let set = book.set, !book.lines.isEmpty else { return nil }
    self.book = book
    self.set = set
  }

  var unit: TargetUnit { self.set.unit }
  var throughText: String { book.through.map { "Figures to \(DisplayNumber.day($0))." } ?? "No sales yet." }

  /// The places together: of one root it is that root.
  var whole: TargetBook.Line? { book.focus }

  func href(_ line: TargetBook.Line) -> String { "/targets/nodes/\(line.id)" }

  func answer(_ line: TargetBook.Line) -> String {
    let one = line.attainment, target = "\(unit.short(one.target)) \(unit.label)"
    guard let through = book.through, one.weeksDone > 0 else {
      return "\(line.name) is to reach \(target) in \(set.year). Its first week is not sold yet."
    }
    let head =
      "\(line.name) has \(unit.short(one.actual)) of \(target) by \(DisplayNumber.day(through)): \(percent(one.attained))."
    guard let pace = one.pace, one.weeksLeft > 0, let needed = one.requiredPerWeek else { return head }
    let due =
      set.seasonKnown
      ? "its season makes \(percent(one.seasonalShare)) due by now, so its pace is \(percent(pace))"
      : "the weeks gone make \(percent(one.seasonalShare)) due by now, so its pace is \(percent(pace))"
    let rest = one.recentPerWeek.map {
      "\(unit.short(needed)) a week are needed; the last \(one.recentWeeks) weeks brought \(unit.short($0))."
    }
    return "\(head.dropLast()); \(due). \(rest ?? "")"
  }

  func percent(_ share: BasisPoints?) -> String { share?.formatted(decimals: 1) ?? "no figure" }

  func tiles(_ line: TargetBook.Line) -> [TileView] {
    let one = line.attainment, door = href(line) + "#arithmetic", label = unit.label
    var tiles = [
      TileView(
        label: "Target", value: unit.short(one.target), exact: unit.exact(one.target), unit: label,
        href: href(line) + "#periods", spokenHref: "By period",
        below: line.holdBack == 0 ? nil : "\(unit.short(line.holdBack)) held back"),
      TileView(
        label: "Reached", value: unit.short(one.actual), exact: unit.exact(one.actual), unit: label,
        href: door,
        spokenHref: "How it is reckoned", against: "\(percent(one.attained)) of the target"),
    ]
    guard one.weeksDone > 0 else { return tiles }
    tiles.append(
      TileView(
        label: "Pace for the season", value: percent(one.pace),
        exact: "\(unit.exact(one.actual)) of \(unit.exact(one.due)) due", href: door,
        spokenHref: "How it is reckoned", below: "\(percent(one.linearPace)) by weeks alone"))
    if let needed = one.requiredPerWeek {
      tiles.append(
        TileView(
          label: "Needed a week", value: unit.short(needed), exact: unit.exact(needed), unit: label,
          href: door,
          spokenHref: "How it is reckoned", against: "\(one.weeksLeft) weeks left",
          below: one.recentPerWeek.map { "\(unit.short($0)) in the last \(one.recentWeeks)" }))
    }
    return tiles
  }

  /// Target and sold, summed up over the periods.
  func chart(_ line: TargetBook.Line) -> ChartView {
    var target: Int64 = 0, sold: Int64 = 0
    let periods = set.period.periods
    let lastWeek = book.through.map { Int32(set.calendar.week(containing: $0).ordinal) }
    let rows = line.phases.indices.map { place -> ChartView.Line in
      target += line.phases[place]
      sold += line.actuals[place]
      let isSold = lastWeek.map { $0 >= periods[place].lowerBound } ?? false
      let label = set.period.label(place + 1)
      return .init(
        label: label,
        short: set.calendar.pattern == .calendarMonths ? String(label.prefix(3)) : "P\(place + 1)",
        cells: [
          .init(text: isSold ? unit.exact(sold) : "", number: isSold ? unit.plain(sold) : ""),
          .init(text: unit.exact(target), number: unit.plain(target)),
        ])
    }
    let title =
      line.attainment.weeksDone == 0
      ? "The target over the year"
      : line.attainment.gap < 0
        ? "\(unit.short(-line.attainment.gap)) \(unit.label) behind what is due by now"
        : "\(unit.short(line.attainment.gap)) \(unit.label) ahead of what is due by now"
    return ChartView(
      id: "target-chart", kind: "line", title: title, unit: "\(unit.label), summed up over \(set.year)",
      firstHead: "Period",
      heads: [.init(label: "Reached", series: "value"), .init(label: "Target", series: "plan")],
      rows: rows, tableLabel: "Period by period")
  }

  static func badge(_ one: Attainment) -> TableView.Badge? {
    switch one.standing {
    case .early: .init(label: "ahead", tone: "good")
    case .onPace: .init(label: "on pace", tone: "good")
    case .watch: .init(label: "slow", tone: "watch")
    case .behind: .init(label: "behind", tone: "bad")
    case nil: nil
    }
  }

  /// Places below each other, indented; the foot ties where there is one root.
  func table(_ lines: [TargetBook.Line], caption: String) -> TableView {
    let top = lines.map(\.depth).min() ?? 0
    return TableView(
      caption: caption,
      heads: [
        .init(label: "Place"), .init(label: "Target", css: "is-end", unit: unit.label),
        .init(label: "Held back", css: "is-end"), .init(label: "Reached", css: "is-end"),
        .init(label: "Reached", css: "is-end", unit: "%"), .init(label: "Due by now", css: "is-end"),
        .init(label: "Gap", css: "is-end"), .init(label: "Pace", css: "is-end"), .init(label: "State"),
        .init(label: "Needed a week", css: "is-end"),
      ], rows: lines.map { row($0, indent: $0.depth - top) }, totals: [],
      footnote:
        "A place is what stands below it plus what it holds back. Pace is reached / due by now, as its own periods make it due."
    )
  }

  /// The chance of reaching it, with what it rests on.
  var chance: [String] {
    guard let line = whole, line.attainment.weeksLeft > 0 else { return [] }
    guard let one = book.chance else {
      return [
        "Too little history to say how likely it is: a year and a half of weeks is needed before a forecast can be held against what came."
      ]
    }
    return [
      "Chance to reach the target = \(one.percent.formatted(decimals: 0)): \(unit.exact(line.attainment.toGo)) are still needed, \(unit.exact(one.expected)) are expected.",
      "Expected = the same weeks of the year before, at the growth of the last 26 weeks, corrected by how that forecast did at \(one.trials) earlier moments; their spread gives the chance.",
    ]
  }

  private func row(_ line: TargetBook.Line, indent: Int) -> TableView.Line {
    let one = line.attainment
    // A product group's sales are read on its account's own page.
    let isRead = line.kind != .product || one.actual != 0 || book.focus?.kind == .account
    func figure(_ text: String) -> TableView.Cell { .number(isRead ? text : "") }
    return .init(cells: [
      .init(
        css: "is-deep-\(min(indent, 4))", isHead: true, isPlain: false, text: line.name, link: href(line)
      ),
      .number(unit.table(one.target)), .number(line.holdBack == 0 ? "" : unit.table(line.holdBack)),
      figure(unit.table(one.actual)), figure(percent(one.attained)), figure(unit.table(one.due)),
      figure(unit.table(one.gap)), figure(percent(one.pace)),
      .init(isPlain: false, text: "", badge: isRead ? Self.badge(one) : nil),
      figure(one.requiredPerWeek.map(unit.table) ?? ""),
    ])
  }

  func periods(_ line: TargetBook.Line) -> TableView {
    let total = line.attainment
    return TableView(
      caption: "By period",
      heads: [
        .init(label: "Period"), .init(label: "Weeks", css: "is-end"),
        .init(label: "Target", css: "is-end", unit: unit.label), .init(label: "Share", css: "is-end"),
        .init(label: "Reached", css: "is-end"), .init(label: "Reached", css: "is-end", unit: "%"),
      ],
      rows: line.phases.indices.map { place in
        .init(cells: [
          .head(set.period.label(place + 1)), .number("\(set.period.periods[place].count)"),
          .number(unit.table(line.phases[place])),
          .number(BasisPoints(line.phases[place], of: total.target)?.formatted(decimals: 1) ?? ""),
          .number(line.actuals[place] == 0 ? "" : unit.table(line.actuals[place])),
          .number(
            line.actuals[place] == 0
              ? "" : BasisPoints(line.actuals[place], of: line.phases[place])?.formatted(decimals: 1) ?? ""),
        ])
      },
      totals: [
        .init(css: "", text: "Year"), .init(css: "is-end", text: "\(set.period.weeks.count)"),
        .init(css: "is-end", text: unit.table(total.target)), .init(css: "is-end", text: "100.0 %"),
        .init(css: "is-end", text: unit.table(total.actual)),
        .init(css: "is-end", text: total.attained?.formatted(decimals: 1) ?? ""),
      ])
  }

  /// The formulas with the numbers in them.
  func arithmetic(_ line: TargetBook.Line) -> [String] {
    let one = line.attainment
    guard one.weeksDone > 0 else { return ["Nothing is reached yet: no week of \(set.year) has figures."] }
    var lines = [
      "Reached = \(set.metric.metric.name) of the facts (\(set.basis.label)) in weeks 1 to \(one.weeksDone): \(unit.exact(one.actual)).",
      "Reached of target = \(unit.exact(one.actual)) / \(unit.exact(one.target)) = \(percent(one.attained)).",
      "Due by now = the target of whole periods and, of the running one, its weeks that are over: \(unit.exact(one.due)), \(percent(one.seasonalShare)) of the year.",
      "Pace for the season = \(unit.exact(one.actual)) / \(unit.exact(one.due)) = \(percent(one.pace)).",
      "Pace by weeks alone = \(unit.exact(one.actual)) / (\(unit.exact(one.target)) x \(one.weeksDone) / \(one.weeksDone + one.weeksLeft)) = \(percent(one.linearPace)).",
    ]
    if let needed = one.requiredPerWeek {
      lines.append(
        "Needed a week = (\(unit.exact(one.target)) − \(unit.exact(one.actual))) / \(one.weeksLeft) weeks left = \(unit.exact(needed))."
      )
    }
    return lines
  }
}
