import Blueprint
import Kernel
import Sales

/// The trust page's words: each finding with its rule and its figures.
struct TrustWords {
  private let trust: SourceTrust
  private let today: Day

  init(_ trust: SourceTrust, today: Day) {
    self.trust = trust
    self.today = today
  }

  static func name(_ finding: WeekTrust.Finding) -> String {
    switch finding {
    case .missing: "nothing came"
    case .fewSites: "few sites"
    case .jump: "jump"
    }
  }

  /// How findings are made, as exports and headings say it.
  static let rules: [(String, String)] = [
    ("Nothing came", "a week without a figure between the first week and the last"),
    ("Few sites", "fewer than nine in ten of the middle number of sites of the six weeks on each side"),
    (
      "Jump",
      "units farther from the middle of the six weeks on each side than a quarter of it, and than six times the middle "
        + "distance of those weeks, and not so a year before or after"
    ),
    (
      "Late",
      "a file that came more than a week later after its newest week than this source's files usually do"
    ),
    ("Silent site", "reported in eight weeks of half a year, and not in the last two or more"),
  ]

  private func many(_ count: Int, _ one: String, _ several: String) -> String {
    "\(DisplayNumber.grouped(count)) \(count == 1 ? one : several)"
  }

  private static func units(_ units: Int64) -> String {
    DisplayNumber.decimal(units, scale: 3, decimals: units % 1_000 == 0 ? 0 : 3)
  }

  private static func money(_ value: Int64) -> String { DisplayNumber.decimal(value, scale: 4, decimals: 2) }

  var sentence: String {
    var parts = [trust.source.kind.label]
    if let account = trust.accountName { parts.append("of \(account)") }
    parts.append("in \(trust.source.currency), loaded by “\(trust.source.loader)”")
    return parts.joined(separator: " ") + "."
  }

  var answer: String {
    guard let last = trust.last else {
      return "Nothing of this source counts: no file was imported, or all were taken back."
    }
    let there = trust.weeks.count - trust.count(.missing)
    var text =
      "To \(DisplayNumber.day(last.lastDay)), \(there) of \(many(trust.weeks.count, "week", "weeks")) "
    text += there == 1 ? "is there" : "are there"
    var odd: [String] = []
    if trust.count(.fewSites) > 0 {
      odd.append(many(trust.count(.fewSites), "has few sites", "have few sites"))
    }
    if trust.count(.jump) > 0 { odd.append(many(trust.count(.jump), "jumps", "jump")) }
    if trust.late > 0 { odd.append(many(trust.late, "file came late", "files came late")) }
    if !trust.silent.isEmpty {
      odd.append(many(trust.silent.count, "site has fallen silent", "sites have fallen silent"))
    }
    return text + (odd.isEmpty ? "; nothing in them is odd." : "; \(odd.joined(separator: ", ")).")
  }

  var tiles: [TileView] {
    let there = trust.weeks.count - trust.count(.missing), rows = trust.accepted + trust.rejected
    let lastSites = trust.weeks.last.map(\.sites) ?? 0
    return [
      tile(
        "Data through", trust.last.map { DisplayNumber.day($0.lastDay) } ?? "–", "files",
        trust.last.map { "\(many(today.days(since: $0.lastDay), "day", "days")) ago" }),
      tile("Weeks with figures", "\(there) of \(trust.weeks.count)", "weeks", nil),
      tile(
        "Sites in the last week", DisplayNumber.grouped(lastSites), "silent",
        trust.weeks.last?.usualSites.map { "usually \(DisplayNumber.grouped($0))" }),
      tile(
        "Rejected rows", DisplayNumber.grouped(trust.rejected), "files",
        BasisPoints(Int64(trust.rejected), of: Int64(rows)).map { "\($0.formatted(decimals: 2)) of all rows" }
      ),
      tile("Known already", DisplayNumber.grouped(trust.duplicates), "files", "rows that said nothing new"),
      tile("Restated", DisplayNumber.grouped(trust.restated), "files", "facts that replaced another figure"),
    ]
  }

  private func tile(_ label: String, _ value: String, _ section: String, _ below: String?) -> TileView {
    TileView(
      label: label, value: value, exact: value, href: "#\(section)", spokenHref: "Where this comes from",
      below: below)
  }

  var chart: ChartView {
    let odd = trust.weeks.count { !$0.findings.isEmpty }, shown = Array(trust.weeks.suffix(156))
    return ChartView(
      id: "units", kind: "line",
      title: odd == 0
        ? "No week is missing, thin or out of line" : "\(many(odd, "week is", "weeks are")) out of line",
      unit: "units", firstHead: "Week to",
      heads: [.init(label: "Units", series: "value"), .init(label: "Weeks around", series: "last-year")],
      rows: shown.enumerated().map { place, one in
        .init(
          label: DisplayNumber.day(one.week.lastDay), short: DisplayNumber.week(one.week),
          event: event(one, before: shown[max(0, place - 8)..<place]),
          cells: [cell(one.units), cell(one.usualUnits)])
      }, tableLabel: "Units by week as a table")
  }

  /// Marks of neighbouring weeks would lie on each other: the first of them speaks for all.
  private func event(_ one: WeekTrust, before: ArraySlice<WeekTrust>) -> String? {
    guard let finding = one.findings.first, before.allSatisfy({ $0.findings.isEmpty }) else { return nil }
    return Self.name(finding)
  }

  private func cell(_ units: Int64?) -> ChartView.Cell {
    guard let units else { return .init(text: "", number: "") }
    return .init(text: Self.units(units), number: DecimalText.plain(units, decimals: 3))
  }

  var oddWeeks: SourceTrustView.Section {
    let odd = trust.weeks.filter { !$0.findings.isEmpty }.reversed()
    let table = TableView(
      caption: "Weeks with findings",
      heads: [
        .init(label: "Week to"), .init(label: "Finding"), .init(label: "Units", css: "is-end"),
        .init(label: "Usual units", css: "is-end"), .init(label: "Sites", css: "is-end"),
        .init(label: "Usual sites", css: "is-end"),
      ],
      rows: odd.prefix(60).map { one in
        .init(cells: [
          .head(DisplayNumber.day(one.week.lastDay)),
          .text(one.findings.map(Self.name).joined(separator: ", ")),
          .number(Self.units(one.units)), .number(one.usualUnits.map(Self.units) ?? ""),
          .number(DisplayNumber.grouped(one.sites)),
          .number(one.usualSites.map { DisplayNumber.grouped($0) } ?? ""),
        ])
      }, footnote: odd.count > 60 ? "The newest 60 of \(odd.count)." : nil)
    return .init(
      id: "weeks", heading: "Weeks to look at",
      about: Self.rules.prefix(3).map { "\($0.0): \($0.1)." }.joined(separator: " "),
      quiet: odd.isEmpty ? "No week is missing, thin or out of line." : nil,
      content: odd.isEmpty ? nil : TableBox(table: table))
  }

  var silentSites: SourceTrustView.Section {
    let table = TableView(
      caption: "Sites that have fallen silent",
      heads: [
        .init(label: "Site"), .init(label: "Last week"), .init(label: "Silent for", css: "is-end"),
        .init(label: "Value of its last 13 weeks", css: "is-end", unit: trust.source.currency.code),
      ],
      rows: trust.silent.prefix(50).map { one in
        .init(cells: [
          .head(one.name, link: "/accounts/\(one.id)"), .day(one.lastWeek.lastDay),
          .number(many(one.weeksSilent, "week", "weeks")), .number(Self.money(one.value)),
        ])
      }, footnote: trust.silent.count > 50 ? "The first 50 of \(trust.silent.count), by value." : nil)
    return .init(
      id: "silent", heading: "Sites that have fallen silent",
      about:
        "A site that reported in eight weeks of half a year, and not in the last two: closed, renumbered, or missing "
        + "from the file. \(many(trust.sites, "site has", "sites have")) reported at all.",
      quiet: trust.silent.isEmpty ? "Every site that usually reports does." : nil,
      content: trust.silent.isEmpty ? nil : TableBox(table: table))
  }

  var deliveries: SourceTrustView.Section {
    let money = trust.source.currency.code
    let table = TableView(
      caption: "Files",
      heads: [
        .init(label: "File"), .init(label: "Received"), .init(label: "Newest week"),
        .init(label: "Days after it", css: "is-end"), .init(label: "Rows taken", css: "is-end"),
        .init(label: "Rejected", css: "is-end"), .init(label: "Known already", css: "is-end"),
        .init(label: "Restated", css: "is-end"), .init(label: "Units moved", css: "is-end"),
        .init(label: "Value moved", css: "is-end", unit: money),
      ],
      rows: trust.deliveries.reversed().prefix(60).map { one in
        .init(cells: [
          .head(
            one.fileName, link: "/sales/imports/\(one.id)",
            badge: one.counts
              ? (one.isLate ? .init(label: "late", tone: "watch") : nil)
              : .init(label: "taken back", tone: "flat")),
          .day(one.receivedOn),
          .day(one.lastWeek?.lastDay),
          .number(one.lag.map { DisplayNumber.grouped($0) } ?? ""),
          .number(DisplayNumber.grouped(one.accepted)),
          .number(DisplayNumber.grouped(one.rejected)), .number(DisplayNumber.grouped(one.duplicates)),
          .number(DisplayNumber.grouped(one.restated)),
          .number(one.restated == 0 ? "" : Self.units(one.unitsMoved)),
          .number(one.restated == 0 ? "" : Self.money(one.valueMoved)),
        ])
      }, footnote: trust.deliveries.count > 60 ? "The newest 60 of \(trust.deliveries.count) files." : nil)
    return .init(
      id: "files", heading: "Files: late, repeated, restated",
      about:
        "\(Self.rules[3].0): \(Self.rules[3].1). Moved: what its restatements changed in figures that stood before.",
      quiet: trust.deliveries.isEmpty ? "No file was imported." : nil,
      content: trust.deliveries.isEmpty ? nil : TableBox(table: table))
  }

  var tieOut: SourceTrustView.Section {
    let table = TableView(
      caption: "Against other sources, in units",
      heads: [
        .init(label: "Other source"), .init(label: "Here", css: "is-end"),
        .init(label: "There", css: "is-end"),
        .init(label: "Difference", css: "is-end"), .init(label: "Weeks only here", css: "is-end"),
        .init(label: "Weeks only there", css: "is-end"), .init(label: "Items only here", css: "is-end"),
        .init(label: "Items only there", css: "is-end"), .init(label: "Rest", css: "is-end"),
      ],
      rows: trust.tieOuts.map { one in
        .init(cells: [
          .head("\(one.other) (\(one.otherKind.label.lowercased()))"), .number(Self.units(one.here)),
          .number(Self.units(one.there)), .number(Self.units(one.difference)),
          .number(Self.units(one.weeksOnlyHere)),
          .number(Self.units(-one.weeksOnlyThere)), .number(Self.units(one.itemsOnlyHere)),
          .number(Self.units(-one.itemsOnlyThere)), .number(Self.units(one.rest)),
        ])
      },
      footnote:
        "The five columns on the right add up to the difference. The rest stands in weeks and items that both "
        + "have; between deliveries and sales to shoppers it is what the retailer's stock took up or gave back."
    )
    return .init(
      id: "tie-out", heading: "Does it tie with the other sources?",
      about: "Units at the same account, here and there, and where the difference lies.",
      quiet: trust.tieOuts.isEmpty ? "No other source has figures at these sites." : nil,
      content: trust.tieOuts.isEmpty ? nil : TableBox(table: table))
  }
}
