import Blueprint
import Kernel

/// What the template `product` places.
struct ProductPage: Sendable {
  let recordHead: RecordHead
  let note: String?
  let panels: [RecordPanel]
  let tables: [Section]
  let tree: RecordTree
  let timeline: RecordTimeline

  struct Section: Sendable {
    let id: String
    let heading: String
    let table: RecordTable.Grid
  }

  @Sendable static func draw(_ record: ProductRecord, _ visit: Visit) async throws -> Page {
    let id = record.product.id.text
    let events = try await visit.context.read { try Event.history(of: id, limit: 12, $0) }
    let page = ProductPage(
      recordHead: head(record), note: record.product.note.isEmpty ? nil : record.product.note,
      panels: try await visit.panels("product", ["id": id]).map { RecordPanel($0) }, tables: sections(record),
      tree: tree(record), timeline: RecordTimeline(events))
    return Page(
      "product", title: record.product.name, section: "products",
      crumbs: [.init("Products", "/products")] + record.path.map { .init($0.name, "/products/\($0.id)") },
      charts: true, page)
  }

  private static func head(_ record: ProductRecord) -> RecordHead {
    let product = record.product, href = record.location
    var badges = [RecordHead.Badge(Words.title(product.kind.rawValue))]
    if record.status != .active { badges.append(.init(Words.title(record.status.rawValue), "watch")) }
    if product.isProvisional { badges.append(.init("Waiting for a name", "watch")) }
    if !product.isOurs { badges.append(.init("Competitor", "watch")) }
    var facts: [RecordHead.Fact] = []
    if let gtin = product.gtin { facts.append(.init("GTIN", gtin.printed, icon: "tag")) }
    if let count = product.caseQuantity { facts.append(.init("Case", "\(count) in a case", icon: "box")) }
    if let unit = product.eqUnit {
      facts.append(
        .init("Equivalised", "\(shown(product.eqFactor.ratio)) \(unit.symbol) an item", icon: "info-circle"))
    }
    if let day = product.validity.shownFirstDay {
      facts.append(.init("Launch", "Since \(DisplayNumber.day(day))", icon: "calendar"))
    }
    return RecordHead(
      product.name, path: record.path.map { .init($0.name, "/products/\($0.id)") }, badges: badges,
      facts: facts,
      mainAction: .init("Edit product", href + "/edit", icon: "pencil"),
      otherActions: [
        .init("Set the list price", href + "/prices/new", icon: "tag"),
        .init("Set the cost", href + "/costs/new", icon: "tag"),
      ])
  }

  /// `0.045` where three decimals are enough, the fraction otherwise.
  private static func shown(_ factor: Ratio) -> String {
    guard 1_000 % factor.denominator == 0,
      let thousandths = factor.applied(to: 1_000, rounding: .halfAwayFromZero)
    else { return "\(factor)" }
    let decimals = factor.denominator == 1 ? 0 : 3
    return DisplayNumber.decimal(thousandths, scale: 3, decimals: decimals)
  }

  private static func sections(_ record: ProductRecord) -> [Section] {
    var sections: [Section] = []
    for (id, heading, prices) in [("prices", "List price", record.prices), ("costs", "Cost", record.costs)]
    where !prices.isEmpty {
      let table = RecordTable(
        heading, heads: ["From", "To", "Per item"],
        rows: prices.map { [day($0.firstDay), day($0.lastDay), $0.price.description] }, ends: [2])
      sections.append(Section(id: id, heading: heading, table: table.table))
    }
    if !record.codes.isEmpty {
      let table = RecordTable(
        "Codes of sources", heads: ["Source", "Code", "From", "To"],
        rows: record.codes.map { [$0.source, $0.code, day($0.firstDay), day($0.lastDay)] })
      sections.append(Section(id: "codes", heading: "Codes of sources", table: table.table))
    }
    return sections
  }

  private static func day(_ day: Day) -> String {
    day == Validity.earliest || day == Validity.latest ? "open" : DisplayNumber.day(day)
  }

  private static func tree(_ record: ProductRecord) -> RecordTree {
    func node(_ place: ProductRecord.Place, isCurrent: Bool = false, _ children: [RecordTree.Node])
      -> RecordTree.Node
    {
      .init(
        place.name, href: "/products/\(place.id)", icon: "box", kind: Words.title(place.kind.rawValue),
        value: "",
        isCurrent: isCurrent, children: children)
    }
    var top = node(.init(record.product), isCurrent: true, record.children.map { node($0, []) })
    for place in record.path.reversed() { top = node(place, [top]) }
    return RecordTree("\(record.product.name) in the catalogue", [top])
  }

  static let template = Template(
    "product",
    #"""
    {{> record-head}}
    {{#note}}<p class="answer">{{.}}</p>{{/note}}
    {{> panel-links}}
    <div class="columns gap-top"><div>
    {{#panels}}
    {{> panel}}
    {{/panels}}
    {{#tables}}<section class="panel" aria-labelledby="{{id}}-heading"><div class="panel__head"><h2 id="{{id}}-heading">{{heading}}</h2></div>{{> table}}</section>{{/tables}}
    </div><aside class="columns__side" aria-label="Place in the catalogue and history">
    <section class="panel" aria-labelledby="tree-heading"><div class="panel__head"><h2 id="tree-heading">Place in the catalogue</h2></div>{{> tree}}</section>
    <section class="panel" aria-labelledby="history-heading"><div class="panel__head"><h2 id="history-heading">History</h2></div>{{#timeline}}{{> timeline}}{{/timeline}}</section>
    </aside></div>
    """#)
}
