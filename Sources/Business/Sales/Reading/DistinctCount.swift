import Kernel
import Storage

/// Counts the different sites, or items, that sold in each group: those whose units, summed over the group, come to
/// more than nothing, so that a return takes a sale back.
///
/// Where kept totals do not tell, items are gone through a few at a time; what is kept of one while it is read is its
/// sites x weeks.
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
    let whole = counted(question.scope.products)
    let parts = try whole.isKept(db) ? [whole] : chunks(db).map(counted)
    for part in parts {
      var counts: [FactSums.Key: (count: Int64, weight: Int64)] = [:]
      for (key, cell) in try part.answer(db).cells where cell.sums[0] ?? 0 > 0 {
        let group = group(of: key), found = counts[group] ?? (0, 0)
        let (weight, overflow) = found.weight.addingReportingOverflow(weight(of: key.site))
        if overflow { throw SegmentFault.overflow(.acv) }
        counts[group] = (found.count + 1, weight)
      }
      for (key, found) in counts { try answer.count(found.count, weight: found.weight, at: key) }
    }
  }

  /// The question that tells each counted thing's units apart.
  private func counted(_ products: [Int32]?) -> FactQuestion {
    var part = question
    part.distinct = nil
    part.quantities = [.total(.units)]
    part.scope.products = products
    if distinct == .items {
      part.axes.insert(.item)
      part.itemGroups = question.itemGroups.map { Dictionary(uniqueKeysWithValues: $0.keys.map { ($0, $0) }) }
    } else {
      part.axes.insert(.site)
      part.siteGroups = question.siteGroups.map { Dictionary(uniqueKeysWithValues: $0.keys.map { ($0, $0) }) }
    }
    return part
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
