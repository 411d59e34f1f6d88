import Blueprint
import Foundation
import Kernel

/// What the template `performance` places: how a record sold.
struct PerformanceView: Sendable {
  struct Blank: Sendable {
    let icon: String
    let title: String
    let text: String
    let label: String
    let href: String
    let secondLabel: String?
    let secondHref: String?
  }

  let title: String?
  let empty: Blank?
  let known: KnownOn
  let answer: String
  let tiles: [TileView]
  let chart: ChartView?
  let hasProducts: Bool
  let productsHeading: String
  let products: TableBox
  let hasChildren: Bool
  let childrenHeading: String
  let children: TableBox
  let throughText: String
  let othersText: String?

  init(_ performance: Performance, title: String?) {
    let words = PerformanceWords(performance)
    self.title = title
    empty = performance.hasData ? nil : Self.blank(performance)
    known = KnownOn(performance)
    answer = words.answer
    tiles = words.tiles
    chart = performance.hasData ? words.chart : nil
    let (products, children) = (performance.products, performance.children)
    hasProducts = !products.isEmpty
    productsHeading = performance.subject == "account" ? "Top items" : "Items below it"
    self.products = TableBox(
      table: words.table("Items", products, at: "/products/", whole: performance.current))
    hasChildren = !children.isEmpty
    childrenHeading = performance.subject == "account" ? "By part of the account" : "By account"
    self.children = TableBox(
      table: words.table("Parts", children, at: "/accounts/", whole: performance.current))
    throughText = words.shown.throughText
    let others = performance.otherLenses.map { "\($0.kind.label) in \($0.currency)" }
    othersText =
      others.isEmpty ? nil : "Also there, and not to be added to these: \(others.joined(separator: ", "))."
  }

  private static func blank(_ performance: Performance) -> Blank {
    Blank(
      icon: "file-spreadsheet", title: "No sales yet",
      text:
        "Import a sales file, and the figures of \(performance.name) stand here: value, units, price and "
        + "trend "
        + "against last year, each with where it comes from.",
      label: "Import a sales file", href: "/sales/imports/new", secondLabel: nil, secondHref: nil)
  }

  /// The template's text: pieces of the web's own templates, put together.
  static let template = Template(
    "performance",
    """
    {{! How a record sold. Context: see PerformanceView. }}{{#title}}<div class="head">
    <div class="head__text"><h1>{{.}}</h1><p class="sentence">{{throughText}}</p></div></div>{{/title}}
    {{#known}}{{#banner}}<div class="note note--watch"><svg class="icon" aria-hidden="true">
    <use href="/assets/vendor/icons.svg#alert-triangle"/></svg><div class="note__body">{{.}}
    <a href="{{todayHref}}">Show what is known today</a></div></div>{{/banner}}{{/known}}
    {{#empty}}<div class="empty"><svg class="icon" aria-hidden="true">
    <use href="/assets/vendor/icons.svg#{{icon}}"/></svg><h3>{{title}}</h3><p>{{text}}</p>
    <div class="actions"><a class="button button--primary" href="{{href}}">{{label}}</a></div></div>{{/empty}}
    {{^empty}}<p class="answer">{{answer}}</p>
    {{> tiles}}
    {{> chart}}
    {{#hasChildren}}<h3>{{childrenHeading}}</h3>{{#children}}{{> table}}{{/children}}{{/hasChildren}}
    {{#hasProducts}}<h3>{{productsHeading}}</h3>{{#products}}{{> table}}{{/products}}{{/hasProducts}}
    {{#known}}<form class="actions" method="get" action="{{action}}">{{#kept}}
    <input type="hidden" name="{{name}}" value="{{value}}">{{/kept}}
    <label for="known-on">As known on</label><input class="input" type="date" id="known-on" name="knownOn"
    value="{{day}}" required><button class="button">Show</button></form>{{/known}}
    <p class="foot">{{throughText}}{{#othersText}} {{.}}{{/othersText}}</p>{{/empty}}
    """)
}
