import Accounts
import Blueprint
import Foundation
import Kernel
import Storage
import TestSupport

@testable import Sales

/// A database that random imports went through, and questions about it.
struct RandomSales {
  let world: SalesWorld
  private(set) var batches: [ID<SalesBatch>] = []
  private static let weeks = 0..<70
  private static let first = Day("2025-01-05")!

  static func make(_ backing: Backing = .sqlite) async throws -> RandomSales {
    RandomSales(world: try await SalesWorld.make(backing))
  }

  /// Imports one random file of one of two sources whose sites have the same codes.
  mutating func load(_ generator: inout Seeded) async throws {
    var spec = SalesWorld.spec
    spec.columns["base"] = .basePrice
    spec.columns["cost"] = .cost
    if Bool.random(using: &generator) {
      spec.name = "northgate-late"
      spec.source = .init(
        code: "late", name: "Late portal", kind: .pos, currency: .eur, account: "Northgate",
        siteCodes: "northgate")
    }
    var lines: Set<[Int]> = []
    let firstWeek = Int.random(in: Self.weeks, using: &generator)
    for _ in 0..<Int.random(in: 20...160, using: &generator) {
      lines.insert([
        Int.random(in: 1...9, using: &generator), Int.random(in: 1...12, using: &generator),
        min(
          Self.weeks.upperBound, firstWeek + Int.random(in: 0...[0, 3, 60].randomElement(using: &generator)!)),
      ])
    }
    var text = "store,item,week,units,price,flag,base,cost\n"
    for line in lines.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let day = Self.first.advanced(by: 7 * line[2])
      let base = Bool.random(using: &generator) ? "\(Int.random(in: 1...9, using: &generator)).50" : ""
      let cost = Int.random(in: 0...3, using: &generator) > 0 ? "4.10" : ""
      text += "S\(line[0]),I\(line[1]),\(day),\(Int.random(in: -3...20, using: &generator)),"
      text += "\(Int.random(in: 1...9, using: &generator)).25,\(Int.random(in: 0...1, using: &generator))"
      text += ",\(base),\(cost)\n"
    }
    if let batch = try await world.load(text, spec: spec).batch { batches.append(batch) }
  }

  /// Puts most sites below one of two new banners, so that totals over groups of sites are kept from here on.
  func addBanners() async throws {
    let context = world.context
    let (root, sites) = try await context.read { db in
      (
        try db.first("SELECT id FROM accounts WHERE name = 'Northgate'") { try $0.id(0, as: Account.self) },
        try db.all("SELECT id FROM accounts WHERE parent_id IS NOT NULL ORDER BY number") {
          try $0.id(0, as: Account.self)
        }
      )
    }
    var banners: [ID<Account>] = []
    for name in ["Upper", "Lower"] {
      var new = Account.New(name: name, kind: .banner)
      new.parent = root
      banners.append(try await Account.add(new, context).id)
    }
    for (place, site) in sites.dropLast().enumerated() {
      _ = try await Account.move(
        .init(id: site, parent: banners[place % 2], from: Day("2020-01-01")), context)
    }
  }

  /// Says that an import began to count, and stopped counting, at other moments.
  func setSpan(_ batch: ID<SalesBatch>, from start: Date, to end: Date? = nil) async throws {
    try await world.context.database.write { db in
      try db.run(
        "UPDATE sales_batch_spans SET shown_at = \(start), hidden_at = \(end) WHERE batch_id = \(batch)")
    }
  }

  /// A random question that the database can be asked.
  func question(_ facts: PlainFacts, _ generator: inout Seeded) async throws -> FactQuestion {
    let sources = try await world.context.read { try SalesSource.all($0) }
    let sites = Set(facts.facts.map(\.fact.site)).sorted(), items = Set(facts.facts.map(\.fact.item)).sorted()
    let weeks = facts.facts.map(\.fact.week)
    let low = weeks.min() ?? 0, high = weeks.max() ?? 0
    var scope = Self.scope(low...high, sites, &generator)
    if Bool.random(using: &generator) { scope.products = Self.some(items, &generator) }
    let all: [SegmentScan.Quantity] = [
      .total(.units), .total(.value), .total(.cost), .flagged(.units, .any),
      .weighted(.basePrice, by: .units),
      .total(.units).given(.basePrice),
    ]
    let quantities = Bool.random(using: &generator) ? Array(all.prefix(3)) : Self.some(all, &generator)
    var question = FactQuestion(
      quantities, of: Self.some(sources, &generator), in: scope,
      by: SegmentScan.Axes(rawValue: UInt8.random(in: 0...7, using: &generator)))
    if Int.random(in: 0...2, using: &generator) == 0 {
      question.itemGroups = Dictionary(uniqueKeysWithValues: items.dropFirst().map { ($0, $0 % 3) })
    }
    if Int.random(in: 0...2, using: &generator) == 0 {
      question.siteGroups = Dictionary(uniqueKeysWithValues: sites.dropFirst().map { ($0, $0 % 2) })
    }
    switch Int.random(in: 0...4, using: &generator) {
    case 0: question.distinct = .sites
    case 1: question.distinct = .items
    case 2:
      question.distinct = .weightedSites(Dictionary(uniqueKeysWithValues: sites.map { ($0, Int64($0) * 7) }))
    default: break
    }
    return question
  }

  private static func some<Element>(_ all: [Element], _ generator: inout Seeded) -> [Element] {
    all.filter { _ in Bool.random(using: &generator) }
  }

  /// All weeks or some, all sites or some, in one piece or two.
  private static func scope(
    _ weeks: ClosedRange<Int32>, _ sites: [Int32], _ generator: inout Seeded
  ) -> SalesScope {
    var scope = SalesScope(weeks: weeks, sites: nil)
    if Int.random(in: 0...2, using: &generator) > 0 {
      let from = Int32.random(in: weeks, using: &generator)
      scope = SalesScope(
        weeks: from...Int32.random(in: from...weeks.upperBound, using: &generator), sites: nil)
    }
    switch Int.random(in: 0...2, using: &generator) {
    case 0:
      scope.pieces = scope.pieces.map { .init(weeks: $0.weeks, sites: SiteSet(Self.some(sites, &generator))) }
    case 1 where scope.pieces[0].weeks.count > 1:
      let whole = scope.pieces[0].weeks,
        cut = Int32.random(in: whole.lowerBound..<whole.upperBound, using: &generator)
      scope.pieces = [whole.lowerBound...cut, cut + 1...whole.upperBound].map {
        .init(weeks: $0, sites: SiteSet(Self.some(sites, &generator)))
      }
    default: break
    }
    return scope
  }
}
