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

  /// A random question that the database can be asked.
  func question(_ facts: PlainFacts, _ generator: inout Seeded) async throws -> FactQuestion {
    let sources = try await world.context.read { try SalesSource.all($0) }
    let sites = Set(facts.facts.map(\.fact.site)).sorted(), items = Set(facts.facts.map(\.fact.item)).sorted()
    let weeks = facts.facts.map(\.fact.week)
    let low = weeks.min() ?? 0, high = weeks.max() ?? 0
    func some<Element>(_ all: [Element], _ generator: inout Seeded) -> [Element] {
      all.filter { _ in Bool.random(using: &generator) }
    }
    var scope = SalesScope(weeks: low...high, sites: nil)
    if Int.random(in: 0...2, using: &generator) > 0 {
      let from = Int32.random(in: low...high, using: &generator)
      scope = SalesScope(weeks: from...Int32.random(in: from...high, using: &generator), sites: nil)
    }
    switch Int.random(in: 0...2, using: &generator) {
    case 0:
      scope.pieces = scope.pieces.map { .init(weeks: $0.weeks, sites: SiteSet(some(sites, &generator))) }
    case 1 where scope.pieces[0].weeks.count > 1:
      let whole = scope.pieces[0].weeks,
        cut = Int32.random(in: whole.lowerBound..<whole.upperBound, using: &generator)
      scope.pieces = [whole.lowerBound...cut, cut + 1...whole.upperBound].map {
        .init(weeks: $0, sites: SiteSet(some(sites, &generator)))
      }
    default: break
    }
    if Bool.random(using: &generator) { scope.products = some(items, &generator) }
    let all: [SegmentScan.Quantity] = [
      .total(.units), .total(.value), .total(.cost), .flagged(.units, .any),
      .weighted(.basePrice, by: .units),
      .total(.units).given(.basePrice),
    ]
    let quantities = Bool.random(using: &generator) ? Array(all.prefix(3)) : some(all, &generator)
    var question = FactQuestion(
      quantities, of: some(sources, &generator), in: scope,
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
}
