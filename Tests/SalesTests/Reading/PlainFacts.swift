import Blueprint
import Foundation
import Kernel
import Storage

@testable import Sales

/// Every visible fact of a database in memory, and the slow and plain way to answer questions about them.
struct PlainFacts {
  private(set) var facts: [(source: Int64, fact: Fact)] = []

  /// All that counts now, or counted at a moment.
  init(_ world: SalesWorld, asKnownOn: Date? = nil) async throws {
    var choice = StoredSegments.Choice()
    choice.asKnownOn = asKnownOn
    let asked = choice
    let found = try await world.context.read { db in
      try SalesSource.all(db).map {
        ($0.number, try StoredSegments.load(source: $0.number, products: 0...Int32.max, asked, db))
      }
    }
    for (source, stored) in found {
      for product in Set(stored.map(\.product)).sorted() {
        let shelf = SegmentShelf()
        for one in stored where one.product == product {
          try shelf.add(one.data, product: product, batch: one.batch)
        }
        facts += SegmentMerge(shelf.parts.map(\.view)).columns().facts(item: product).map { (source, $0) }
      }
    }
  }

  func answer(_ question: FactQuestion) -> [FactSums.Key: FactSums.Cell] {
    var cells: [FactSums.Key: FactSums.Cell] = [:]
    var sold: [FactSums.Key: [Int32: Int64]] = [:]
    for (source, fact) in facts where question.sources.contains(where: { $0.number == source }) {
      guard isIn(question, fact), let key = key(question, fact) else { continue }
      var cell =
        cells[key]
        ?? FactSums.Cell(
          sums: question.quantities.map { _ in nil }, counts: question.quantities.map { _ in 0 }, facts: 0)
      cell.facts += 1
      for (place, quantity) in question.quantities.enumerated() {
        guard let figure = figure(quantity, fact) else { continue }
        cell.sums[place] = (cell.sums[place] ?? 0) + figure
        cell.counts[place] += 1
      }
      cells[key] = cell
      sold[key, default: [:]][question.distinct == .items ? fact.item : fact.site, default: 0] +=
        fact[.units] ?? 0
    }
    guard let distinct = question.distinct else { return cells }
    for (key, units) in sold {
      let selling = units.filter { $0.value > 0 }.map(\.key)
      cells[key]?.distinct = Int64(selling.count)
      if case .weightedSites(let weights) = distinct {
        cells[key]?.weight = selling.reduce(0) { $0 + (weights[$1] ?? 0) }
      }
    }
    return cells
  }

  private func isIn(_ question: FactQuestion, _ fact: Fact) -> Bool {
    guard question.scope.products?.contains(fact.item) ?? true else { return false }
    return question.scope.pieces.contains {
      $0.weeks.contains(fact.week) && ($0.sites?.contains(fact.site) ?? true)
    }
  }

  private func key(_ question: FactQuestion, _ fact: Fact) -> FactSums.Key? {
    var key = FactSums.Key(item: fact.item, site: fact.site, week: fact.week)
    if let groups = question.itemGroups {
      guard let group = groups[fact.item] else { return nil }
      key.item = group
    }
    if let groups = question.siteGroups {
      guard let group = groups[fact.site] else { return nil }
      key.site = group
    }
    if !question.axes.contains(.item) { key.item = 0 }
    if !question.axes.contains(.site) { key.site = 0 }
    if !question.axes.contains(.week) { key.week = 0 }
    return key
  }

  private func figure(_ quantity: SegmentScan.Quantity, _ fact: Fact) -> Int64? {
    if let flags = quantity.flags, (fact[.flags] ?? 0) & Int64(flags.rawValue) == 0 { return nil }
    if let given = quantity.given, fact[given] == nil { return nil }
    guard let weight = quantity.weight else { return fact[quantity.measure] }
    return fact[quantity.measure].flatMap { figure in fact[weight].map { figure * $0 } }
  }
}
