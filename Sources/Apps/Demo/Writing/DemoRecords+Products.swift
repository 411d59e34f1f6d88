import Blueprint
import Catalog
import Foundation
import Kernel
import Storage

extension DemoRecords {
  private static let columns = [
    "id", "number", "kind", "parent_id", "category_id", "brand_id", "name", "search_key", "gtin", "case_gtin",
    "case_quantity", "eq_numerator", "eq_denominator", "eq_unit", "uom", "first_day", "last_day",
    "is_merchandise", "is_provisional", "note", "version", "created_at", "changed_at",
  ]

  func writeProducts() async throws {
    try await context.database.write { db in
      let groups = company.productGroups.indices.map(groupRow), items = company.items.map(itemRow)
      try db.insertMany(into: "products", columns: Self.columns, rows: groups + items)
      try insertPrices("price_list", "price_minor", db) { $0.listPrices }
      try insertPrices("product_costs", "cost_minor", db) { $0.costs }
      try db.insertMany(
        into: "product_aliases",
        columns: ["source", "code", "code_key", "product_id", "first_day", "last_day"],
        rows: company.retailers.flatMap(aliases) + company.items.map(shipmentAlias))
    }
  }

  private func groupRow(_ place: Int) -> [Value] {
    let group = company.productGroups[place]
    let start: [Value] = [
      productIDs[place].value, (place + 1).value, "\(group.level)".value,
      group.parent.map { productIDs[$0] }.value,
      nearest(.category, from: place).value, nearest(.brand, from: place).value, group.name.value,
      SearchKey.fold(group.name).value, .null, .null, .null, 1.value, 1.value, .null,
    ]
    return start + end(Validity.always)
  }

  private func itemRow(_ item: DemoItem) -> [Value] {
    let place = company.productGroups.count + item.index
    let first = item.launchWeek.map { company.history.week($0).firstDay }
    let last = item.delistWeek.map { company.history.week($0).lastDay }
    let start: [Value] = [
      productIDs[place].value, (place + 1).value, "item".value, productIDs[item.line].value,
      nearest(.category, from: item.line).value, nearest(.brand, from: item.line).value, item.name.value,
      SearchKey.fold(item.name).value, item.gtin.description.value, item.caseGTIN.description.value,
      item.caseQuantity(week: DemoHistory.count - 1).value, item.eqFactor.ratio.numerator.value,
      item.eqFactor.ratio.denominator.value, item.eqUnit.rawValue.value,
    ]
    return start + end(Validity(first, last) ?? .always)
  }

  private func end(_ validity: Validity) -> [Value] {
    [
      Quantity.Unit.each.rawValue.value, validity.firstDay.value, validity.lastDay.value, true.value,
      false.value,
      "".value, 1.value, context.now.value, context.now.value,
    ]
  }

  private func nearest(_ level: DemoProductGroup.Level, from place: Int) -> ID<Product>? {
    var place = place
    while company.productGroups[place].level != level {
      guard let parent = company.productGroups[place].parent else { return nil }
      place = parent
    }
    return productIDs[place]
  }

  private func id(_ item: DemoItem) -> ID<Product> { productIDs[company.productGroups.count + item.index] }

  private func insertPrices(
    _ table: String, _ column: String, _ db: Connection, _ steps: (DemoItem) -> [DemoItem.Step<Int>]
  ) throws {
    var rows: [[Value]] = []
    for item in company.items {
      let steps = steps(item)
      for (place, step) in steps.enumerated() {
        let last =
          place + 1 < steps.count ? firstDay(steps[place + 1].week).advanced(by: -1) : Validity.latest
        // Trade prices are kept in ten-thousandths.
        rows.append([
          id(item).value, Currency.usd.value, firstDay(step.week).value, last.value, (step.value * 100).value,
        ])
      }
    }
    try db.insertMany(
      into: table, columns: ["product_id", "currency", "first_day", "last_day", column], rows: rows)
  }

  private func aliases(_ retailer: DemoRetailer) -> [[Value]] {
    let sales = DemoSales(company, retailer), last = DemoHistory.count - 1
    return sales.listed.flatMap { place in
      let item = company.items[place]
      return sales.codes.codes(of: item).map { code in
        alias(
          retailer.source, code.text, item, firstDay(code.weeks.lowerBound),
          code.weeks.upperBound == last
            ? Validity.latest : company.history.week(code.weeks.upperBound).lastDay)
      }
    }
  }

  private func shipmentAlias(_ item: DemoItem) -> [Value] {
    alias(
      DemoSalesWriter.shipmentSource, item.caseGTIN.description, item, Validity.earliest, Validity.latest)
  }

  private func alias(_ source: String, _ code: String, _ item: DemoItem, _ first: Day, _ last: Day) -> [Value]
  {
    [source.value, code.value, SearchKey.fold(code).value, id(item).value, first.value, last.value]
  }
}
