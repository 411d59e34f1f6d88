import Blueprint
import Foundation
import Kernel
import Sales
import Storage

/// Writes the demo's sales as segments, batch by batch and item by item, and lets them count at the end.
struct DemoSalesWriter {
  static let loader = "demo"
  static let shipmentSource = "shipments"

  let company: DemoCompany
  let records: DemoRecords
  let context: Context
  private var sources: [Source] = []
  private(set) var batches: [DemoBatchRow] = []
  private var truths = 0
  /// Shipments of all retailers by item: bounded by items, DCs and weeks, whatever the scale.
  private var shipments: [[SiteShipment]]
  private var ids: SeededGenerator

  /// A shipment with the number of its DC's account.
  private struct SiteShipment {
    let site: Int32
    let shipment: DemoShipment
  }

  init(_ company: DemoCompany, _ records: DemoRecords, _ context: Context) {
    self.company = company
    self.records = records
    self.context = context
    shipments = company.items.map { _ in [] }
    ids = company.draw.of(.shipping).series
  }

  /// One retailer's point-of-sale figures; answers how many facts.
  mutating func write(_ retailer: DemoRetailer) async throws -> Int {
    let sales = DemoSales(company, retailer), places = company.places[retailer.index]
    let source = try await addSource(
      code: retailer.source, name: "\(retailer.name) portal", kind: .pos, account: places.group)
    var tally = sales.emptyTally
    for batch in sales.batches {
      try await write(batch, of: sales, retailer, source, &tally)
    }
    let stocks = sales.eachShipment(tally) { shipment in
      let site = records.account(places.dcs[shipment.dc])
      shipments[shipment.item].append(SiteShipment(site: site, shipment: shipment))
    }
    try await write(sales.truth(tally, stocks))
    return tally.first.facts
  }

  private mutating func write(
    _ batch: DemoBatch, of sales: DemoSales, _ retailer: DemoRetailer, _ source: Source,
    _ tally: inout DemoTally
  ) async throws {
    var row = try await begin(
      source, PortalFile.name(retailer, batch), weeks: batch.weeks, receivedOn: batch.receivedOn)
    var segments = DemoSegments(), restatements: [[Value]] = []
    let sites = company.places[retailer.index].stores.map(records.account)
    let first = company.history.week(0).ordinal
    for place in sales.listed.indices {
      try sales.eachGroup(of: batch, listed: place, into: &tally) { facts in
        let product = records.product(item: facts.item)
        var group = DemoGroup(facts, sites: sites, firstWeek: first, batch.version)
        group.add(facts, to: &row)
        if let change = group.restatement(batch: row.id, product: product) { restatements.append(change) }
        try segments.add(
          group.columns, product: product, year: facts.year, source: source.number, batch: row.number)
      }
      if segments.isFull { try await insert(segments.taken()) }
    }
    try await insert(segments.taken(), restatements)
    batches.append(row)
  }

  /// What we shipped to all retailers: one source, with history and the last four weeks apart.
  mutating func writeShipments() async throws -> Int {
    let source = try await addSource(
      code: Self.shipmentSource, name: "Own shipments", kind: .shipment, account: nil)
    let recent = DemoHistory.count - 4
    for weeks in [0..<recent] + (recent..<DemoHistory.count).map({ $0..<$0 + 1 }) {
      let received = company.history.week(weeks.upperBound - 1).lastDay.advanced(by: 1)
      var row = try await begin(source, "shipments-\(received).csv", weeks: weeks, receivedOn: received)
      var segments = DemoSegments()
      for item in company.items {
        for (year, stretch) in company.history.stretches(of: weeks) {
          var columns = FactColumns(measures: [.units, .value, .price, .cost])
          for one in shipments[item.index] where stretch.contains(one.shipment.week) {
            let cost = Int64(one.shipment.units) * Int64(item.cost(week: one.shipment.week))
            columns.append(fact(one, cost: cost))
            row.facts += 1
            row.units += Int64(one.shipment.units)
            row.cents += one.shipment.cents
          }
          let product = records.product(item: item.index)
          try segments.add(columns, product: product, year: year, source: source.number, batch: row.number)
        }
        if segments.isFull { try await insert(segments.taken()) }
      }
      try await insert(segments.taken())
      batches.append(row)
    }
    return shipments.reduce(0) { $0 + $1.count }
  }

  private func fact(_ one: SiteShipment, cost: Int64) -> Fact {
    let week = company.history.week(one.shipment.week).ordinal
    var fact = Fact(site: one.site, item: 0, week: Int32(week))
    fact[.units] = Int64(one.shipment.units) * Measure.units.scale
    fact[.value] = one.shipment.cents * (Measure.value.scale / 100)
    fact[.price] = Int64(one.shipment.price) * (Measure.price.scale / 100)
    fact[.cost] = cost * (Measure.cost.scale / 100)
    return fact
  }

  /// Everything counts from here on, or, where this fails, nothing does.
  func show() async throws {
    let (context, batches) = (context, batches)
    var editions: [(source: Int64, [RollUps.Edition])] = []
    for source in sources {
      editions.append((source.number, try await RollUps.buildAll(source: source.id, context)))
    }
    let made = editions
    try await context.database.write { db in
      for batch in batches { try batch.show(context, db) }
      for (source, editions) in made { try RollUps.apply(editions, source: source, db) }
      try db.run("UPDATE sales_sources SET state_version = state_version + 1")
    }
  }
}

extension DemoSalesWriter {
  struct Source: Sendable {
    let id: ID<SalesSource>
    let number: Int64
    let name: String
  }

  private mutating func addSource(
    code: String, name: String, kind: SalesSource.Kind, account: Int?
  ) async throws -> Source {
    let id = ID<SalesSource>(at: context.now, using: &ids)
    let (context, root) = (context, account.map { records.accountIDs[$0] })
    let ending = company.history.calendar.weekEnding.rawValue
    let source = try await context.database.write { db in
      let last = try db.first("SELECT COALESCE(MAX(number), 0) FROM sales_sources") { try $0.int64(0) } ?? 0
      try db.run(
        """
        INSERT INTO sales_sources (id, number, code, name, kind, account_id, currency, week_ending, loader,
          state_version, created_at)
        VALUES (\(id), \(last + 1), \(code), \(name), \(kind.rawValue), \(root), \(Currency.usd), \(ending),
          \(Self.loader), 0, \(context.now))
        """)
      return Source(id: id, number: last + 1, name: name)
    }
    sources.append(source)
    return source
  }

  private mutating func begin(
    _ source: Source, _ fileName: String, weeks: Range<Int>, receivedOn: Day
  ) async throws -> DemoBatchRow {
    let history = company.history
    let ordinals = history.week(weeks.lowerBound).ordinal...history.week(weeks.upperBound - 1).ordinal
    let row = DemoBatchRow(
      id: ID(at: context.now, using: &ids), number: Int64(batches.count + 1), source: source.id,
      sourceName: source.name, fileName: fileName, receivedOn: receivedOn, weeks: ordinals)
    let context = context
    try await context.database.write { try row.begin(context, $0) }
    return row
  }

  private func insert(_ segments: [[Value]], _ restatements: [[Value]] = []) async throws {
    guard !segments.isEmpty || !restatements.isEmpty else { return }
    try await context.database.write { db in
      try DemoSegments.insert(segments, db)
      try db.insertMany(
        into: "sales_restatements",
        columns: [
          "batch_id", "product", "year", "part", "facts", "units_before", "units_after", "value_before",
          "value_after",
        ], rows: restatements)
    }
  }

  mutating func write(_ truth: [DemoTruth]) async throws {
    let first = truths
    truths += truth.count
    let rows = truth.enumerated().map { row($1, number: first + $0 + 1) }
    try await context.database.write { db in
      try db.insertMany(
        into: "demo_truth",
        columns: ["number", "kind", "source", "account", "product", "first_week", "last_week", "detail"],
        rows: rows)
    }
  }

  private func row(_ truth: DemoTruth, number: Int) -> [Value] {
    let places = truth.retailer.map { company.places[$0] }
    let account = places.map { places in
      truth.store.map { places.stores[$0] } ?? truth.dc.map { places.dcs[$0] } ?? places.group
    }
    func ordinal(_ week: Int?) -> Int? { week.map { company.history.week($0).ordinal } }
    return [
      number.value, truth.kind.rawValue.value, truth.retailer.map { company.retailers[$0].source }.value,
      account.map(records.account).value, truth.item.map { records.product(item: $0) }.value,
      ordinal(truth.weeks?.lowerBound).value, ordinal(truth.weeks?.upperBound).value, truth.json.value,
    ]
  }
}
