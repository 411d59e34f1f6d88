import Blueprint
import Kernel

extension Product {
  static let endpoints: [Endpoint] = [
    listing.endpoint(allow: .viewer), record, adding, changing, deleting, pricing, costing,
  ]

  private static let record = Endpoint(.get, "/products/{id}", "Show a product", allow: .viewer) {
    (input: ProductRecord.Wanted, context) in
    try await ProductRecord.find(input.id, context)
  }.page(ProductPage.draw)

  private static let adding = Endpoint(.post, "/products", "Add a product", allow: .manager) {
    (input: New, context) in
    try await ProductRecord.find(try await add(input, context).id, context)
  }.form(
    Form(
      at: "/products/new", "New product", submit: "Add product", section: "products",
      fields: [.init("name", "Name", required: true), .choice("kind", "Kind", Kind.self, required: true)]
        + describing,
      initial: { _, _ in
        [
          "kind": Kind.item.rawValue, "uom": Quantity.Unit.each.rawValue, "isMerchandise": "true",
          "isOurs": "true",
        ]
      }))

  private static let describing: [Form.Field] = [
    .init(
      "parent", "Below", .choice(parentOptions), hint: "The category, segment, brand or line it belongs to."),
    .init("gtin", "GTIN", hint: "8, 12, 13 or 14 digits; the last one is checked."),
    .init("caseGTIN", "GTIN of the case"), .init("caseQuantity", "Items in a case", .number),
    .init(
      "eqFactor", "Equivalised factor",
      hint: "How many equivalised units one item holds, such as 1.98 or 3/4."),
    .choice("eqUnit", "Equivalised unit", Quantity.Unit.self), .choice("uom", "Unit", Quantity.Unit.self),
    .init("firstDay", "Launch", .day), .init("lastDay", "Delisting", .day),
    .init("isMerchandise", "Counts as merchandise", .flag),
    .init("isOurs", "Ours", .flag, hint: "Not ours: a competitor's; so is all below it."),
    .init("note", "Note", .area),
  ]

  private static let changing = Endpoint(.patch, "/products/{id}", "Change a product", allow: .manager) {
    (input: Change, context) in
    try await ProductRecord.find(try await change(input, context).id, context)
  }.form(
    Form(
      at: "/products/{id}/edit", "Edit product", submit: "Save product", section: "products",
      fields: [.init("name", "Name", required: true)] + describing + [.init("version", "Version", .hidden)],
      initial: { fields, context in
        guard let id = fields.text("id").flatMap({ ID<Product>($0) }) else { throw ProductRefusal.notThere }
        let product = try await context.read { try find(id, $0) }
        var initial = words(product)
        initial["version"] = String(product.version)
        return initial
      }))

  private static let deleting = Endpoint(.delete, "/products/{id}", "Delete a product", allow: .manager) {
    (input: ProductRecord.Wanted, context) in
    try await delete(input.id, context)
    return Done()
  }

  private static let pricing = Endpoint(
    .post, "/products/{id}/prices", "Set the list price of a product from a day on", allow: .manager
  ) { (input: Priced, context) in
    try await ProductRecord.find(try await setPrice(input, context).id, context)
  }.form(priceForm("Set the list price", "/products/{id}/prices/new"))

  private static let costing = Endpoint(
    .post, "/products/{id}/costs", "Set the cost of a product from a day on", allow: .manager
  ) { (input: Priced, context) in
    try await ProductRecord.find(try await setCost(input, context).id, context)
  }.form(priceForm("Set the cost", "/products/{id}/costs/new"))

  private static func priceForm(_ title: String, _ path: String) -> Form {
    Form(
      at: path, title, submit: title, section: "products",
      fields: [
        .init("price", "Per item", hint: "Up to four decimals.", required: true),
        .init("currency", "Currency", hint: "Three letters, such as EUR.", required: true),
        .init("from", "From", .day, hint: "What held before ends the day before."),
      ],
      initial: { _, context in ["from": context.today.description] })
  }
}
