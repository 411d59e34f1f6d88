import Blueprint
import Kernel
import Sales

/// What the template `sources` places: every source, and how fresh it is.
struct SourceListView: Sendable {
  struct Blank: Sendable {
    let icon = "database-import"
    let title = "No sources yet"
    let text =
      "Every portal, data vendor or invoice file that figures come from stands here, with what is missing, late or "
      + "odd in it. The first import makes the first source."
    let label = "Import a sales file"
    let href = "/sales/imports/new"
  }

  let title = "Data trust"
  let sentence: String
  let sources: TableBox?
  let empty: Blank?

  init(_ lines: [SourceLine], today: Day) {
    let newest = lines.compactMap(\.last).max()
    let behind = lines.count { line in line.last.flatMap { last in newest.map { last < $0 } } ?? false }
    sentence =
      newest.map { week in
        "\(lines.count) sources, the newest to \(DisplayNumber.day(week.lastDay))"
          + (behind == 0 ? "; all are level." : "; \(behind) \(behind == 1 ? "is" : "are") behind it.")
      } ?? "Where figures come from, and how far they can be trusted."
    empty = lines.isEmpty ? Blank() : nil
    sources = lines.isEmpty ? nil : TableBox(table: Self.table(lines, newest))
  }

  private static func table(_ lines: [SourceLine], _ newest: Week?) -> TableView {
    TableView(
      caption: "Sources",
      heads: [
        .init(label: "Source"), .init(label: "Account"), .init(label: "Kind"), .init(label: "Data through"),
        .init(label: "Files", css: "is-end"), .init(label: "Facts", css: "is-end"),
        .init(label: "Rejected rows", css: "is-end"), .init(label: "Restated", css: "is-end"),
        .init(label: "Newest file"),
      ],
      rows: lines.map { line in
        let isBehind = line.last.flatMap { last in newest.map { last.distance(to: $0) >= 3 } } ?? true
        return .init(cells: [
          .head(line.source.name, link: "/sales/sources/\(line.source.id)"), .text(line.accountName ?? ""),
          .text(line.source.kind.label),
          .init(
            css: "is-day", isPlain: false,
            text: line.last.map { DisplayNumber.day($0.lastDay) } ?? "nothing yet",
            badge: isBehind ? .init(label: "behind", tone: "watch") : nil),
          .number(DisplayNumber.grouped(line.files)), .number(DisplayNumber.grouped(line.facts)),
          .number(DisplayNumber.grouped(line.rejected)), .number(DisplayNumber.grouped(line.restated)),
          .day(line.newestFile),
        ])
      })
  }

  static func file(_ lines: [SourceLine]) -> Table {
    Table(
      title: "Sources of sales figures",
      heads: ["Source", "Account", "Kind", "Data through", "Files", "Facts", "Rejected rows", "Restated"],
      rows: lines.map { line in
        [
          .text(line.source.name), .text(line.accountName ?? ""), .text(line.source.kind.label),
          line.last.map { .day($0.lastDay) } ?? .empty, .whole(Int64(line.files)), .whole(Int64(line.facts)),
          .whole(Int64(line.rejected)), .whole(Int64(line.restated)),
        ]
      })
  }

  static let template = Template(
    "sources",
    """
    {{! Sources of figures. Context: see SourceListView. }}<div class="head"><div class="head__text"><h1>{{title}}</h1>
    <p class="sentence">{{sentence}}</p></div></div>
    {{#empty}}<div class="empty"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#{{icon}}"/></svg>
    <h2>{{title}}</h2><p>{{text}}</p><div class="actions"><a class="button button--primary" href="{{href}}">{{label}}</a>
    </div></div>{{/empty}}
    {{#sources}}{{> table}}{{/sources}}
    """)
}

/// What the template `source-trust` places: how far one source can be trusted.
struct SourceTrustView: Sendable {
  struct Section: Sendable {
    let id: String
    let heading: String
    let about: String
    let quiet: String?
    let content: TableBox?
  }

  let title: String
  let sentence: String
  let answer: String
  let tiles: [TileView]
  let hasChart: Bool
  let chart: ChartView?
  let sections: [Section]

  init(_ trust: SourceTrust, today: Day) {
    let words = TrustWords(trust, today: today)
    title = trust.source.name
    sentence = words.sentence
    answer = words.answer
    tiles = words.tiles
    hasChart = !trust.weeks.isEmpty
    chart = hasChart ? words.chart : nil
    sections = [words.oddWeeks, words.silentSites, words.deliveries, words.tieOut]
  }

  static func file(_ trust: SourceTrust) -> Table {
    Table(
      title: "Data trust of \(trust.source.name)",
      heads: ["Week to", "Units", "Value", "Sites", "Usual sites", "Findings"],
      rows: trust.weeks.map { one in
        [
          .day(one.week.lastDay), .decimal(units: one.units, scale: 3), .decimal(units: one.value, scale: 4),
          .whole(Int64(one.sites)), one.usualSites.map { .whole(Int64($0)) } ?? .empty,
          .text(one.findings.map(TrustWords.name).joined(separator: ", ")),
        ]
      }, notes: TrustWords.rules)
  }

  static let template = Template(
    "source-trust",
    """
    {{! How far a source can be trusted. Context: see SourceTrustView. }}<div class="head"><div class="head__text">
    <h1>{{title}}</h1><p class="sentence">{{sentence}}</p></div></div>
    <p class="answer">{{answer}}</p>
    {{> tiles}}
    {{#hasChart}}<section class="panel" aria-label="Units by week">{{> chart}}</section>{{/hasChart}}
    {{#sections}}<section class="panel" aria-labelledby="{{id}}"><div class="panel__head"><h2 id="{{id}}">{{heading}}</h2>
    <p class="panel__about">{{about}}</p></div>{{#quiet}}<p class="muted">{{.}}</p>{{/quiet}}
    {{#content}}{{> table}}{{/content}}</section>{{/sections}}
    """)
}
