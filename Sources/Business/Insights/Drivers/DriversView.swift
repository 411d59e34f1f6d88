import Blueprint
import Foundation
import Kernel

/// What the template `drivers` places: why value changed.
struct DriversView: Sendable {
  struct Option: Sendable {
    let value: String
    let label: String
    let isSelected: Bool
  }
  struct Select: Sendable {
    let id: String
    let label: String
    let name: String
    let options: [Option]
  }
  struct Hidden: Sendable {
    let name: String
    let value: String
  }
  struct Up: Sendable {
    let label: String
    let href: String
    var isLast = false
  }
  struct Blank: Sendable {
    let text: String
  }

  let title: String?
  let empty: Blank?
  let sentence: String
  let action: String
  let selects: [Select]
  let hidden: [Hidden]
  let ups: [Up]
  let hasUps: Bool
  let answer: String
  let tiles: [TileView]
  let chart: ChartView?
  let isWhole: Bool
  let partsHeading: String
  let parts: TableBox
  let concentration: String?
  let hasListings: Bool
  let listings: TableBox
  let formulas: TableBox
  let explainedHref: String?
  let moreHref: String
  let throughText: String

  /// Without a title it is a panel: the answer and its figures, and the way to the rest.
  init(_ drivers: Drivers, title: String?) {
    let words = DriverWords(drivers: drivers), links = DriverLinks(drivers: drivers)
    let tables = DriverTables(drivers: drivers)
    self.title = title
    empty =
      drivers.hasData
      ? nil
      : Blank(
        text:
          "Once sales are imported for two years, this says how much of their change is price, volume, mix, new and lost "
          + "items.")
    sentence = drivers.weeks.map { "\($0.text) against \($0.baseText)." } ?? "No sales yet."
    action = links.base
    selects = Self.selects(drivers)
    hidden = Self.hidden(drivers)
    ups = Self.ups(drivers, links)
    hasUps = !ups.isEmpty
    answer = words.answer.replacing(" %", with: "\u{A0}%")
    tiles = words.tiles
    chart = drivers.hasData ? words.waterfall : nil
    isWhole = title != nil
    partsHeading = drivers.split == .accounts ? "By account" : "By product"
    parts = TableBox(table: tables.parts)
    concentration = words.concentration?.replacing(" %", with: "\u{A0}%")
    hasListings = drivers.new.count + drivers.lost.count > 0
    listings = TableBox(table: tables.listings)
    formulas = TableBox(table: words.formulas)
    explainedHref = links.explained
    moreHref = links.base
    throughText = words.throughText
  }

  private static func selects(_ drivers: Drivers) -> [Select] {
    func select<Choice: RawRepresentable<String> & Equatable>(
      _ name: String, _ label: String, _ all: [(Choice, String)], _ chosen: Choice?
    ) -> Select {
      Select(
        id: "drivers-\(name)", label: label, name: name,
        options: all.map { Option(value: $0.0.rawValue, label: $0.1, isSelected: $0.0 == chosen) })
    }
    var selects = [
      select("window", "Weeks", DriverWindow.allCases.map { ($0, $0.label) }, drivers.window),
      select("against", "Against", EarlierPeriod.allCases.map { ($0, $0.label) }, drivers.against),
      select(
        "method", "Method",
        [
          (DriverMethod.reversible, "Price, volume, mix"), (.distribution, "Distribution × velocity × price"),
          (.textbook, "Price, volume, mix (textbook)"),
        ], drivers.method),
    ]
    if drivers.splits.count > 1 {
      selects.append(
        select(
          "by", "Laid out by", [(DriverSplit.accounts, "accounts"), (.products, "products")], drivers.split))
    }
    return selects
  }

  private static func hidden(_ drivers: Drivers) -> [Hidden] {
    var hidden: [Hidden] = []
    if drivers.account != nil, let product = drivers.product {
      hidden.append(Hidden(name: "product", value: product.id))
    }
    if let day = drivers.asKnownOn { hidden.append(Hidden(name: "asKnownOn", value: day.description)) }
    return hidden
  }

  /// The ways up in both trees.
  private static func ups(_ drivers: Drivers, _ links: DriverLinks) -> [Up] {
    var ups: [Up] = []
    if drivers.account != nil || drivers.product != nil {
      ups.append(Up(label: "All accounts", href: "/sales/drivers"))
    }
    ups += drivers.accountPath.map { Up(label: $0.name, href: links.at(account: $0)) }
    if let account = drivers.account, let href = links.withoutProduct {
      ups.append(Up(label: account.name, href: href))
    }
    ups += drivers.productPath.map { Up(label: $0.name, href: links.at(product: $0)) }
    if let last = ups.indices.last { ups[last].isLast = true }
    return ups
  }

  static let template = Template(
    "drivers",
    """
    {{! Why value changed. Context: see DriversView. }}{{#title}}<div class="head"><div class="head__text"><h1>{{.}}</h1>
    <p class="sentence">{{sentence}}</p></div></div>
    {{#hasUps}}<p class="sentence">Part of {{#ups}}<a href="{{href}}">{{label}}</a>{{^isLast}} / {{/isLast}}{{/ups}}</p>{{/hasUps}}
    <form class="toolbar" method="get" action="{{action}}">
    {{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}">{{/hidden}}
    {{#selects}}<label class="sentence" for="{{id}}">{{label}} <select class="pick" id="{{id}}" name="{{name}}">
    {{#options}}<option value="{{value}}"{{#isSelected}} selected{{/isSelected}}>{{label}}</option>{{/options}}
    </select></label>{{/selects}}<button class="button" type="submit">Show</button></form>{{/title}}
    {{#empty}}<div class="empty"><svg class="icon" aria-hidden="true">
    <use href="/assets/vendor/icons.svg#file-spreadsheet"/></svg><h3>No sales to explain yet</h3><p>{{text}}</p>
    <div class="actions"><a class="button button--primary" href="/sales/imports/new">Import a sales file</a></div>
    </div>{{/empty}}
    {{^empty}}<p class="answer">{{answer}}</p>
    {{> tiles}}
    {{^isWhole}}<p><a href="{{moreHref}}">Parts, items and how it is made</a></p>{{/isWhole}}
    {{#isWhole}}<section class="panel" aria-label="Drivers">{{> chart}}</section>
    <section class="panel" aria-labelledby="parts-heading"><div class="panel__head">
    <h2 id="parts-heading">{{partsHeading}}</h2></div>{{#parts}}{{> table}}{{/parts}}
    {{#concentration}}<p class="table__note">{{.}}</p>{{/concentration}}</section>
    {{#hasListings}}<section class="panel" aria-labelledby="listings-heading"><div class="panel__head">
    <h2 id="listings-heading">New and lost items</h2></div>{{#listings}}{{> table}}{{/listings}}</section>
    {{/hasListings}}<section class="panel" id="how" aria-labelledby="how-heading"><div class="panel__head">
    <h2 id="how-heading">How each figure is made</h2>{{#explainedHref}}<div class="actions">
    <a href="{{.}}">Where value comes from</a></div>{{/explainedHref}}</div>{{#formulas}}{{> table}}{{/formulas}}
    </section>
    <p class="foot">{{throughText}} Drivers are made for each item in the account above its stores, and added up.</p>
    {{/isWhole}}{{/empty}}
    """)
}
