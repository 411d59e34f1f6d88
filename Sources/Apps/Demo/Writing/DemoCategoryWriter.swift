import Blueprint
import Catalog
import Foundation
import Kernel
import Sales
import Storage

/// Writes what market research would say of the demo's retailers: our sales, exactly as their portals report them, and
/// those of competitors, by account and week. One source, one batch, written once the portals' figures stand.
struct DemoCategoryWriter {
  static let source = "category"

  let company: DemoCompany
  let records: DemoRecords
  let context: Context
  private let plan: RivalPlan
  private let brandIDs: [ID<Product>]
  private let itemIDs: [ID<Product>]
  private let sourceID: ID<SalesSource>
  private let batchID: ID<SalesBatch>

  init(_ company: DemoCompany, _ records: DemoRecords, _ context: Context) {
    self.company = company
    self.records = records
    self.context = context
    let plan = RivalPlan(company)
    self.plan = plan
    var ids = company.draw.of(.rival).series
    sourceID = ID(at: context.now, using: &ids)
    batchID = ID(at: context.now, using: &ids)
    brandIDs = plan.brands.map { _ in ID(at: context.now, using: &ids) }
    itemIDs = plan.items.map { _ in ID(at: context.now, using: &ids) }
  }

  private var firstBrand: Int { company.productGroups.count + company.items.count + 1 }
  private func number(_ rival: DemoRival) -> Int32 { Int32(firstBrand + plan.brands.count + rival.index) }

  /// One item's facts at one account, ascending by week.
  private struct Line {
    let site: Int32
    let sold: [RivalSales.Sold]
  }

  func write() async throws {
    try await writeProducts()
    let ours = try await ourSales()
    var lines = ours
    for retailer in company.retailers where retailer.index < RivalRoster.firstUncovered {
      let site = records.account(company.places[retailer.index].group)
      let sales = RivalSales(company, plan, retailer: retailer.index)
      let weekly = averages(ours, site: site)
      for item in plan.items
      where sales.listed(segment: item.segment).contains(where: { $0.index == item.index }) {
        let sold = sales.sales(of: item, ours: weekly[item.segment] ?? 0)
        if !sold.isEmpty { lines[number(item), default: []].append(Line(site: site, sold: sold)) }
      }
    }
    try await write(lines)
  }

  /// What the portals of the covered retailers say of our items, by item.
  private func ourSales() async throws -> [Int32: [Line]] {
    let (company, records) = (company, records)
    let first = company.history.week(0).ordinal, last = company.history.lastWeek.ordinal
    let sums = try await context.read { db in
      let all = Dictionary(uniqueKeysWithValues: try SalesSource.all(db).map { ($0.code, $0) })
      return try company.retailers.prefix(RivalRoster.firstUncovered).compactMap { retailer in
        try all[retailer.source].map { source in
          let scope = SalesScope(weeks: Int32(first)...Int32(last), sites: nil)
          let question = FactQuestion(
            [.total(.units), .total(.value)], of: [source], in: scope, by: [.item, .week])
          return (records.account(company.places[retailer.index].group), try question.answer(db).cells)
        }
      }
    }
    var lines: [Int32: [Line]] = [:]
    for (site, cells) in sums {
      for (item, found) in Dictionary(grouping: cells, by: \.key.item) {
        let sold = found.sorted { $0.key.week < $1.key.week }.map { key, cell in
          RivalSales.Sold(
            week: Int(key.week) - first, units: (cell.sums[0] ?? 0) / Measure.units.scale,
            cents: (cell.sums[1] ?? 0) / (Measure.value.scale / 100))
        }
        lines[item, default: []].append(Line(site: site, sold: sold))
      }
    }
    return lines
  }

  /// What we sell of each segment at an account in an average week, in cents.
  private func averages(_ lines: [Int32: [Line]], site: Int32) -> [Int: Double] {
    var sums: [Int: Int64] = [:]
    for item in company.items {
      let line = company.productGroups[item.line], brand = company.productGroups[line.parent ?? 0]
      for one in lines[records.product(item: item.index)] ?? [] where one.site == site {
        sums[brand.parent ?? 0, default: 0] += one.sold.reduce(0) { $0 + $1.cents }
      }
    }
    return sums.mapValues { Double($0) / Double(DemoHistory.count) }
  }

  private func write(_ lines: [Int32: [Line]]) async throws {
    let history = company.history, weeks = history.week(0).ordinal...history.lastWeek.ordinal
    let source = try await addSource()
    let last = try await context.read { db in
      try db.first("SELECT COALESCE(MAX(number), 0) FROM sales_batches") { try $0.int64(0) } ?? 0
    }
    var row = DemoBatchRow(
      id: batchID, number: last + 1, source: sourceID, sourceName: "Category data", fileName: "category.csv",
      receivedOn: history.lastWeek.lastDay.advanced(by: 1), weeks: weeks)
    var segments = DemoSegments()
    let begun = row, context = context
    try await context.database.write { try begun.begin(context, $0) }
    for (item, itemLines) in lines.sorted(by: { $0.key < $1.key }) {
      for (year, stretch) in history.stretches(of: 0..<DemoHistory.count) {
        var columns = FactColumns(measures: [.units, .value])
        for line in itemLines.sorted(by: { $0.site < $1.site }) {
          for one in line.sold where stretch.contains(one.week) {
            columns.append(fact(one, site: line.site))
            row.facts += 1
            row.units += one.units
            row.cents += one.cents
          }
        }
        try segments.add(columns, product: item, year: year, source: source, batch: row.number)
      }
      if segments.isFull { try await insert(segments.taken()) }
    }
    try await insert(segments.taken())
    try await show(row, source)
  }

  private func insert(_ rows: [[Value]]) async throws {
    guard !rows.isEmpty else { return }
    try await context.database.write { try DemoSegments.insert(rows, $0) }
  }

  private func fact(_ sold: RivalSales.Sold, site: Int32) -> Fact {
    var fact = Fact(site: site, item: 0, week: Int32(company.history.week(sold.week).ordinal))
    fact[.units] = sold.units * Measure.units.scale
    fact[.value] = sold.cents * (Measure.value.scale / 100)
    return fact
  }
}

extension DemoCategoryWriter {
  private func addSource() async throws -> Int64 {
    let (context, id) = (context, sourceID), ending = company.history.calendar.weekEnding.rawValue
    return try await context.database.write { db in
      let last = try db.first("SELECT COALESCE(MAX(number), 0) FROM sales_sources") { try $0.int64(0) } ?? 0
      try db.run(
        """
        INSERT INTO sales_sources (id, number, code, name, kind, account_id, currency, week_ending, loader,
          state_version, created_at)
        VALUES (\(id), \(last + 1), \(Self.source), 'Category data', \(SalesSource.Kind.syndicated.rawValue), NULL,
          \(Currency.usd), \(ending), \(DemoSalesWriter.loader), 0, \(context.now))
        """)
      return last + 1
    }
  }

  /// The batch counts from here on.
  private func show(_ row: DemoBatchRow, _ source: Int64) async throws {
    let context = context, editions = try await RollUps.buildAll(source: sourceID, context)
    try await context.database.write { db in
      try row.show(context, db)
      try RollUps.apply(editions, source: source, db)
      try db.run("UPDATE sales_sources SET state_version = state_version + 1 WHERE number = \(source)")
    }
  }

  private func writeProducts() async throws {
    let brands = plan.brands.indices.map(brandRow), items = plan.items.map(itemRow)
    try await context.database.write { db in
      try db.insertMany(into: "products", columns: DemoRecords.rivalColumns, rows: brands + items)
    }
  }

  private func brandRow(_ place: Int) -> [Value] {
    let brand = plan.brands[place], id = brandIDs[place]
    return records.rivalRow(
      id, number: firstBrand + place, "brand", brand.name, parent: records.productIDs[brand.segment],
      brand: id,
      category: category(of: brand.segment), factor: .one, unit: nil)
  }

  private func itemRow(_ rival: DemoRival) -> [Value] {
    records.rivalRow(
      itemIDs[rival.index], number: Int(number(rival)), "item", rival.name, parent: brandIDs[rival.brand],
      brand: brandIDs[rival.brand], category: category(of: rival.segment), factor: rival.eqFactor,
      unit: rival.eqUnit)
  }

  private func category(of segment: Int) -> ID<Product>? {
    company.productGroups[segment].parent.map { records.productIDs[$0] }
  }
}

extension DemoRecords {
  static let rivalColumns = [
    "id", "number", "kind", "parent_id", "category_id", "brand_id", "name", "search_key", "eq_numerator",
    "eq_denominator", "eq_unit", "uom", "first_day", "last_day", "is_merchandise", "is_provisional", "note",
    "version", "created_at", "changed_at", "is_ours",
  ]

  /// A competitor's brand or item; nobody knows its GTIN or its case.
  func rivalRow(
    _ id: ID<Product>, number: Int, _ kind: String, _ name: String, parent: ID<Product>, brand: ID<Product>,
    category: ID<Product>?, factor: EquivalisedFactor, unit: Quantity.Unit?
  ) -> [Value] {
    [
      id.value, number.value, kind.value, parent.value, category.value, brand.value, name.value,
      SearchKey.fold(name).value, factor.ratio.numerator.value, factor.ratio.denominator.value,
      (unit?.rawValue).value, Quantity.Unit.each.rawValue.value, Validity.earliest.value,
      Validity.latest.value, true.value, false.value, "".value, 1.value, context.now.value, context.now.value,
      false.value,
    ]
  }
}
