import Kernel
import Storage

/// Counts the different sites, or items, that sold in each group: those whose units, summed over the group, come to
/// more than nothing, so that a return takes a sale back.
///
/// Items are gone through a few at a time; what is kept of one while it is read is its sites x weeks.
struct DistinctCount {
  private let question: FactQuestion
  private let distinct: FactQuestion.Distinct
  /// Cells of one scan; beyond that, fewer items are read at once.
  private static let cellsAtOnce = 1 << 20

  init(_ question: FactQuestion, _ distinct: FactQuestion.Distinct) {
    self.question = question
    self.distinct = distinct
  }

  private var axes: SegmentScan.Axes { question.axes }

  func add(to answer: inout FactSums, _ db: Connection) throws {
    for products in try chunks(db) {
      var units: [FactSums.Key: Int64] = [:]
      for piece in question.scope.pieces where !piece.isEmpty {
        for source in question.sources {
          try StoredFacts(source, products, question.asKnownOn).shelves(piece.weeks, db) { shelf in
            try add(shelf, piece, to: &units)
          }
        }
      }
      var counts: [FactSums.Key: (count: Int64, weight: Int64)] = [:]
      for (key, sum) in units where sum > 0 {
        let group = group(of: key)
        counts[group, default: (0, 0)].count += 1
        let (weight, overflow) = counts[group, default: (0, 0)].weight
          .addingReportingOverflow(weight(of: key.site))
        if overflow { throw SegmentFault.overflow(.acv) }
        counts[group]?.weight = weight
      }
      for (key, found) in counts { try answer.count(found.count, weight: found.weight, at: key) }
    }
  }

  /// Items that are read together. Those of one group stay together where its sites are counted; nil: all.
  private func chunks(_ db: Connection) throws -> [[Int32]?] {
    if distinct != .items, !axes.contains(.item) { return [question.scope.products] }
    let products = try products(db)
    let sites = question.scope.pieces.map { $0.sites?.count ?? Self.cellsAtOnce / 128 }.max() ?? 0
    let weeks = axes.contains(.week) ? question.scope.pieces.reduce(0) { $0 + $1.weeks.count } : 1
    let most = max(1, Self.cellsAtOnce / max(1, sites * weeks))
    guard distinct != .items, let groups = question.itemGroups else { return products.chunked(most) }
    return Dictionary(grouping: products.filter { groups[$0] != nil }) { groups[$0] ?? 0 }
      .sorted { $0.key < $1.key }.map(\.value)
  }

  private func products(_ db: Connection) throws -> [Int32] {
    if let asked = question.scope.products { return asked.sorted() }
    return try db.all(
      """
      SELECT DISTINCT product FROM sales_segments
      WHERE source IN \(SQL.list(question.sources.map(\.number))) ORDER BY product
      """
    ) { Int32(try $0.int(0)) }
  }

  private func add(
    _ shelf: SegmentShelf, _ piece: SalesScope.Piece, to units: inout [FactSums.Key: Int64]
  ) throws {
    let parts =
      distinct == .items
      ? shelf.parts.filter { question.itemGroups.map { $0.keys }?.contains($0.item) ?? true }
      : shelf.parts.compactMap(question.grouped)
    guard !parts.isEmpty else { return }
    let more: SegmentScan.Axes = distinct == .items ? .item : .site
    var scan = SegmentScan([.total(.units)], by: axes.union(more), sites: piece.sites, weeks: piece.weeks)
    if distinct == .items {
      scan.siteGroups = question.siteGroups
    } else if let groups = question.siteGroups {
      scan.siteGroups = Dictionary(uniqueKeysWithValues: groups.keys.map { ($0, $0) })
    }
    let totals = try scan.run(parts)
    for group in totals.groups {
      guard let sum = totals.sum(0, group) else { continue }
      let key = FactSums.Key(item: group.item ?? 0, site: group.site ?? 0, week: group.week ?? 0)
      let (total, overflow) = units[key, default: 0].addingReportingOverflow(sum)
      if overflow { throw SegmentFault.overflow(.units) }
      units[key] = total
    }
  }

  /// The group of the answer that a counted thing belongs to.
  private func group(of key: FactSums.Key) -> FactSums.Key {
    var group = key
    if distinct == .items {
      group.item = axes.contains(.item) ? question.itemGroups.map { $0[key.item] ?? 0 } ?? key.item : 0
    } else {
      group.site = axes.contains(.site) ? question.siteGroups.map { $0[key.site] ?? 0 } ?? key.site : 0
    }
    return group
  }

  private func weight(of site: Int32) -> Int64 {
    if case .weightedSites(let weights) = distinct { weights[site] ?? 0 } else { 0 }
  }
}

extension Array {
  /// Pieces of at most so many elements.
  fileprivate func chunked(_ most: Int) -> [[Element]] {
    stride(from: 0, to: count, by: most).map { Array(self[$0..<Swift.min($0 + most, count)]) }
  }
}
