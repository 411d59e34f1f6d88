import Blueprint
import Kernel
import Sales

/// What the template `portfolio` places.
struct PortfolioView: Sendable {
  struct Row: Sendable {
    let label: String
    let cells: [Cell]
  }
  struct Cell: Sendable {
    let label: String
    let hasNames: Bool
    let names: [Name]
  }
  struct Name: Sendable {
    let name: String
    let href: String
    let note: String
  }

  let sentence: String
  let answer: String
  let tiles: [TileView]
  let hasLines: Bool
  let hasGrid: Bool
  let columns = ["Below fair share", "About fair", "Above fair share"]
  let grid: [Row]
  let unplaced: String?
  let lines: TableBox

  init(_ one: Portfolio) {
    let money = one.lens?.currency.code ?? ""
    sentence = "\(one.lines.count) accounts, \(one.period.text)"
    answer = Self.answer(one)
    tiles = Self.tiles(one, money)
    hasLines = !one.lines.isEmpty
    grid = zip(
      [Portfolio.Third.high, .middle, .low], ["Sells most of our categories", "Middle", "Sells least"]
    ).map { third, label in
      Row(
        label: label,
        cells: zip(Portfolio.Third.allCases, ["Below fair share", "About fair", "Above fair share"]).map {
          strength, column in Self.cell(one.lines, third, strength, column)
        })
    }
    hasGrid = one.lines.contains { $0.attractiveness != nil && $0.strengthThird != nil }
    let without = one.lines.filter { $0.attractiveness == nil || $0.strengthThird == nil }.map(\.name)
    unplaced =
      hasGrid && !without.isEmpty
      ? "Not placed, since their category is not known: \(without.joined(separator: ", "))." : nil
    lines = TableBox(table: Self.table(one, money))
  }

  private static func cell(
    _ lines: [Portfolio.Line], _ third: Portfolio.Third, _ strength: Portfolio.Third, _ label: String
  ) -> Cell {
    let names = lines.filter { $0.attractiveness == third && $0.strengthThird == strength }.map {
      Name(
        name: $0.name, href: "/accounts/\($0.account)",
        note: $0.strength.map { DisplayNumber.decimal($0, scale: 2, decimals: 0) } ?? "")
    }
    return Cell(label: label, hasNames: !names.isEmpty, names: names)
  }

  private static func answer(_ one: Portfolio) -> String {
    guard let shares = one.concentration, let first = one.lines.first else { return "" }
    return
      "\(first.name) brings \(shares.top.formatted(decimals: 0)), the largest five \(shares.topFive.formatted(decimals: 0)); "
      + "\(shares.forFourFifths) of \(one.lines.count) accounts bring four fifths."
  }

  private static func tiles(_ one: Portfolio, _ money: String) -> [TileView] {
    guard let shares = one.concentration else { return [] }
    func tile(_ label: String, _ value: String, _ exact: String, _ below: String) -> TileView {
      TileView(
        label: label, value: value, exact: exact, href: "#accounts-heading",
        spokenHref: "\(label), the accounts behind it",
        below: below)
    }
    return [
      TileView(
        label: "Value", value: DisplayNumber.short(one.whole.value / 100, decimals: 2),
        exact: DisplayNumber.decimal(one.whole.value, scale: 4, decimals: 2), unit: money,
        href: "/sales/explain?metric=value", spokenHref: "Where the value comes from",
        change: DeltaView(now: one.whole.value, before: one.lastYear.value), against: "against last year"),
      tile(
        "Largest account", shares.top.formatted(decimals: 1), shares.top.formatted(),
        one.lines.first?.name ?? ""),
      tile("Largest five", shares.topFive.formatted(decimals: 1), shares.topFive.formatted(), "of the value"),
      tile(
        "Concentration (HHI)", DisplayNumber.grouped(Int64(shares.index)),
        DisplayNumber.grouped(Int64(shares.index)),
        "sum of squared shares; 10,000 is a single account"),
    ]
  }

  /// A column of the table; one that holds nothing for any account is left out.
  private struct Column {
    let head: TableView.Head
    let cell: (Portfolio.Line) -> TableView.Cell
    var isKnown = true
  }

  private static func columns(_ one: Portfolio, _ money: String) -> [Column] {
    func number(
      _ label: String, unit: String? = nil, isKnown: Bool = true,
      _ text: @escaping (Portfolio.Line) -> String?
    ) -> Column {
      Column(
        head: .init(label: label, css: "is-end", unit: unit), cell: { .number(text($0) ?? "") },
        isKnown: isKnown)
    }
    let knowsMarket = one.lines.contains { $0.market != nil }, hasSteps = one.lines.contains { $0.steps > 0 }
    return [
      number("Value", unit: money) { DisplayNumber.decimal($0.current.value, scale: 4, decimals: 0) },
      Column(
        head: .init(label: "Change", css: "is-end"), cell: { .change($0.current.value, $0.lastYear.value) }),
      number("Share") { $0.share?.formatted(decimals: 1) },
      number("Its categories", unit: money, isKnown: knowsMarket) {
        $0.market.map { DisplayNumber.decimal($0, scale: 4, decimals: 0) }
      },
      number("Their change", isKnown: knowsMarket) { $0.marketGrowth.map { DisplayNumber.signed($0) } },
      number("Our strength", isKnown: knowsMarket) {
        $0.strength.map { DisplayNumber.decimal($0, scale: 2, decimals: 1) }
      },
      Column(
        head: .init(label: "Health", css: "is-end"),
        cell: { line in
          .init(
            css: "is-end", isPlain: line.health == nil, text: line.health.map(HealthView.tenths) ?? "",
            link: line.health.map { _ in "/accounts/\(line.account)/health" })
        }, isKnown: one.lines.contains { $0.health != nil }),
      number("Next steps", isKnown: hasSteps) { $0.steps == 0 ? nil : String($0.steps) },
      number("Worth", unit: money, isKnown: hasSteps) { line in
        line.worth.map { DisplayNumber.decimal($0.minor, scale: $0.currency.decimals, decimals: 0) }
      },
    ].filter(\.isKnown)
  }

  private static func table(_ one: Portfolio, _ money: String) -> TableView {
    let columns = columns(one, money)
    return TableView(
      caption: "Accounts", heads: [.init(label: "Account")] + columns.map(\.head),
      rows: one.lines.map { line in
        .init(cells: [.head(line.name, link: "/accounts/\(line.account)")] + columns.map { $0.cell(line) })
      },
      totals: [
        .init(css: "", text: "All accounts"),
        .init(css: "is-end", text: DisplayNumber.decimal(one.whole.value, scale: 4, decimals: 0)),
      ] + Array(repeating: .init(css: "", text: ""), count: columns.count - 1),
      footnote:
        "Strength: our sales against what our shares in the rest of the market would bring; 100 is fair. "
        + "Health is not validated yet.")
  }

  static let template = Template(
    "portfolio",
    #"""
    {{! All accounts beside each other. Context: see PortfolioView. }}<div class="head"><div class="head__text"><h1>Portfolio</h1><p class="sentence">{{sentence}}</p></div><div class="actions"><a class="button" href="/health-model">Health model</a><a class="button" href="?format=xlsx"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#download"/></svg>XLSX</a></div></div>
    {{^hasLines}}<div class="empty"><svg class="icon" aria-hidden="true"><use href="/assets/vendor/icons.svg#building-store"/></svg><h2>Your accounts will stand here side by side</h2><p>Import one sales file and they are compared: size, strength, health, what is to be done.</p><div class="actions"><a class="button button--primary" href="/sales/imports/new">Import a sales file</a></div></div>{{/hasLines}}
    {{#hasLines}}<p class="answer">{{answer}}</p>
    {{> tiles}}
    {{#hasGrid}}<section class="panel gap-top" aria-labelledby="grid-heading"><div class="panel__head"><h2 id="grid-heading">Attractive and strong</h2><p class="panel__about">Rows: how much of our categories an account sells, all makers. Columns: our sales there against fair share.</p></div>
    <div class="table-box" tabindex="0" role="group" aria-label="Attractive and strong"><table class="matrix"><thead><tr><th></th>{{#columns}}<th scope="col">{{.}}</th>{{/columns}}</tr></thead><tbody>{{#grid}}<tr><th scope="row">{{label}}</th>{{#cells}}<td>{{#hasNames}}<ul>{{#names}}<li><a href="{{href}}">{{name}}</a> <small>{{note}}</small></li>{{/names}}</ul>{{/hasNames}}</td>{{/cells}}</tr>{{/grid}}</tbody></table></div>
    {{#unplaced}}<p class="table__note">{{.}}</p>{{/unplaced}}</section>{{/hasGrid}}
    <section class="panel gap-top" aria-labelledby="accounts-heading"><div class="panel__head"><h2 id="accounts-heading">Accounts</h2></div>{{#lines}}{{> table}}{{/lines}}</section>{{/hasLines}}
    """#)
}
