package import Accounts
package import Blueprint
package import Catalog
import Foundation
package import Kernel
package import Sales
package import Storage

/// A figure of a category that can be asked about.
package enum CategoryFigure: String, Choice {
  case category, ours, share, index, gap, price

  var name: String {
    switch self {
    case .category: "Category sales"
    case .ours: "Our sales"
    case .share: "Our share"
    case .index: "Fair-share index"
    case .gap: "Gap to fair share"
    case .price: "Price index"
    }
  }

  var definition: String {
    switch self {
    case .category: "All that shoppers bought of the retailer's category, competitors' items included."
    case .ours: "What shoppers bought of our items in the category."
    case .share: "Our part of the retailer's category."
    case .index:
      "Our share at this account held against our share in the rest of the market; 100 is the same."
    case .gap:
      "What we would sell more at this account at the share that we have in the rest of the market. Below zero we lead."
    case .price: "What our items cost per equivalised unit against competitors' items; 100 is the same price."
    }
  }

  var formula: String {
    switch self {
    case .category: "sum of value over all items"
    case .ours: "sum of value over our items"
    case .share: "our sales / category sales"
    case .index: "share here / share elsewhere x 100"
    case .gap: "(share elsewhere - share here) x category sales here"
    case .price: "(our sales / our volume) / (their sales / their volume) x 100"
    }
  }
}

/// Which figure of which category, and where; without an account, of all of them.
package struct CategoryExplanationQuery: Codable, Sendable {
  package var id: ID<Product>
  package var figure: CategoryFigure
  package var account: ID<Account>?
  package var from: Day?
  package var to: Day?
  package var kind: SalesSource.Kind?

  package init(id: ID<Product>, figure: CategoryFigure, account: ID<Account>? = nil) {
    self.id = id
    self.figure = figure
    self.account = account
  }
}

/// Where a figure of a category comes from: enough to make it again by hand.
package struct CategoryExplanation: Reply {
  package struct Pair: Codable, Hashable, Sendable {
    package let label: String
    package let text: String
  }

  package let category: ID<Product>
  package let account: String?
  package let title: String
  package let value: String
  package let lastYear: String?
  package let definition: String
  package let formula: String
  package let filled: String
  package let inputs: [Pair]
  package let filters: [Pair]
  package let sources: [Pair]
  package let through: String
}

extension CategoryDesk {
  package static func explain(
    _ query: CategoryExplanationQuery, _ context: Context, _ db: Connection
  ) throws -> CategoryExplanation {
    let ground = try CategoryGround(
      CategoryPeriod(from: query.from, to: query.to, kind: query.kind), context, db)
    let category = try ground.category(query.id), items = ground.book.items(of: category)
    let account = try query.account.map { try Account.find($0, for: context.actor, db) }
    let cube = try account.map { try ground.cube(items, at: $0) } ?? ground.cube(items)
    let figures = FigureWords(cube, ground, here: account?.name)
    var filters = [
      CategoryExplanation.Pair(label: "Category", text: category.name),
      .init(label: "Account", text: account?.name ?? "all in which the category is known"),
      .init(label: "Weeks", text: ground.period.text),
      .init(label: "Figures", text: ground.lens.map { "\($0.kind.label), \($0.currency)" } ?? "none"),
      .init(
        label: "Elsewhere",
        text: "the other accounts that you see, where competitors' sales are known"),
    ]
    if account == nil { filters.removeLast() }
    return CategoryExplanation(
      category: category.id, account: account?.id.text,
      title: "\(query.figure.name) of \(category.name)\(account.map { " at \($0.name)" } ?? "")",
      value: figures.value(query.figure), lastYear: figures.lastYear(query.figure),
      definition: query.figure.definition, formula: "\(query.figure.name) = \(query.figure.formula)",
      filled: figures.filled(query.figure), inputs: figures.inputs(query.figure), filters: filters,
      sources: ground.sources.map { .init(label: $0.name, text: $0.kind.label) }, through: ground.throughText)
  }
}

/// The numbers of a figure, put into its formula.
private struct FigureWords {
  let fair: FairShare
  let before: CategorySales
  let price: PriceGap
  let priceBefore: PriceGap
  let currency: String
  let unit: String

  init(_ cube: CategoryCube, _ ground: CategoryGround, here: String?) {
    let place = here.map { _ in CategoryGround.here }
    let sales = cube.sales(at: place)
    fair = FairShare(here: sales, elsewhere: place == nil ? .none : cube.sales() - sales)
    before = cube.sales(.before, at: place)
    price = cube.priceGap(at: place)
    priceBefore = cube.priceGap(.before, at: place)
    currency = ground.currency
    unit = cube.unit?.symbol ?? "item"
  }

  func value(_ figure: CategoryFigure) -> String {
    switch figure {
    case .category: "\(Shown.exact(fair.here.category)) \(currency)"
    case .ours: "\(Shown.exact(fair.here.ours)) \(currency)"
    case .share: fair.here.share.map { $0.formatted() } ?? "unknown"
    case .index: fair.index.map { Shown.index($0) } ?? "unknown"
    case .gap: fair.gap.map { "\(Shown.exact($0)) \(currency)" } ?? "unknown"
    case .price: price.index.map { Shown.index($0) } ?? "unknown"
    }
  }

  func lastYear(_ figure: CategoryFigure) -> String? {
    switch figure {
    case .category: before.category == 0 ? nil : "\(Shown.exact(before.category)) \(currency)"
    case .ours: before.category == 0 ? nil : "\(Shown.exact(before.ours)) \(currency)"
    case .share: before.share.map { $0.formatted() }
    case .price: priceBefore.index.map { Shown.index($0) }
    case .index, .gap: nil
    }
  }

  func filled(_ figure: CategoryFigure) -> String {
    let here = fair.here, there = fair.elsewhere
    func part(_ sales: CategorySales) -> String {
      "\(Shown.exact(sales.ours)) / \(Shown.exact(sales.category))"
    }
    return switch figure {
    case .category: "\(Shown.exact(here.ours)) ours + \(Shown.exact(here.theirs)) theirs = \(value(figure))"
    case .ours:
      "\(Shown.exact(here.category)) category - \(Shown.exact(here.theirs)) theirs = \(value(figure))"
    case .share: "\(part(here)) = \(value(figure))"
    case .index: "(\(part(here))) / (\(part(there))) x 100 = \(value(figure))"
    case .gap: "(\(part(there)) - \(part(here))) x \(Shown.exact(here.category)) = \(value(figure))"
    case .price:
      "(\(Shown.exact(price.ours.value)) / \(volume(price.ours))) / (\(Shown.exact(price.theirs.value)) / "
        + "\(volume(price.theirs))) x 100 = \(value(figure))"
    }
  }

  private func volume(_ sales: EquivalisedSales) -> String {
    "\(DisplayNumber.decimal(sales.volume, scale: 6, decimals: 1)) \(unit)"
  }

  func inputs(_ figure: CategoryFigure) -> [CategoryExplanation.Pair] {
    func pair(_ label: String, _ value: Int64) -> CategoryExplanation.Pair {
      .init(label: label, text: "\(Shown.exact(value)) \(currency)")
    }
    if figure == .price {
      return [
        pair("Our sales", price.ours.value), .init(label: "Our volume", text: volume(price.ours)),
        .init(label: "Our price", text: "\(Shown.price(price.ours.price)) \(currency) per \(unit)"),
        pair("Their sales", price.theirs.value), .init(label: "Their volume", text: volume(price.theirs)),
        .init(label: "Their price", text: "\(Shown.price(price.theirs.price)) \(currency) per \(unit)"),
      ]
    }
    var pairs = [
      pair("Our sales", fair.here.ours), pair("Competitors' sales", fair.here.theirs),
      pair("Category sales", fair.here.category),
    ]
    guard figure == .index || figure == .gap else { return pairs }
    pairs.append(pair("Our sales elsewhere", fair.elsewhere.ours))
    pairs.append(pair("Category sales elsewhere", fair.elsewhere.category))
    pairs.append(.init(label: "Our share here", text: Shown.share(fair.here.share)))
    pairs.append(.init(label: "Our share elsewhere", text: Shown.share(fair.elsewhere.share)))
    return pairs
  }
}
