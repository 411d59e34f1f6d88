import Foundation
import Kernel
package import Storage

extension FactQuestion {
  /// Read at once from the database, so that memory stays small however many facts there are.
  private static let bytesAtOnce = 16 << 20

  /// The sums, from the facts themselves.
  package func answer(_ db: Connection) throws -> FactSums {
    var answer = FactSums()
    for piece in scope.pieces {
      if let sites = piece.sites, sites.sites.isEmpty { continue }
      for source in sources { try add(source, piece, to: &answer, db) }
    }
    return answer
  }

  private func add(
    _ source: SalesSource, _ piece: SalesScope.Piece, to answer: inout FactSums, _ db: Connection
  ) throws {
    var shelf = SegmentShelf(), bytes = 0, last: Int32?
    let ofProduct: SQL =
      if let products = scope.products { "AND g.product IN \(SQL.list(products))" } else { "" }
    var choice = StoredSegments.Choice()
    choice.asKnownOn = asKnownOn
    try db.each(
      """
      SELECT g.product, g.batch, g.data FROM sales_segments g JOIN sales_batches b ON b.number = g.batch
      WHERE g.source = \(source.number) \(ofProduct) AND \(choice.condition)
        AND g.last_week >= \(piece.weeks.lowerBound) AND g.first_week <= \(piece.weeks.upperBound)
      ORDER BY g.product, g.year, g.batch, g.part
      """
    ) { row in
      let product = Int32(try row.int(0)), batch = try row.int64(1), data = try row.blob(2)
      if product != last, bytes > Self.bytesAtOnce {
        try add(shelf, piece, to: &answer)
        (shelf, bytes) = (SegmentShelf(), 0)
      }
      last = product
      guard let group = itemGroups.map({ $0[product] }) ?? product else { return }
      try shelf.add(data, product: product, group: group, batch: batch)
      bytes += data.count
    }
    try add(shelf, piece, to: &answer)
  }

  private func add(_ shelf: SegmentShelf, _ piece: SalesScope.Piece, to answer: inout FactSums) throws {
    guard !shelf.parts.isEmpty else { return }
    var scan = SegmentScan(quantities, by: axes, sites: piece.sites, weeks: piece.weeks)
    scan.siteGroups = siteGroups
    let totals = try scan.run(shelf.parts)
    for group in totals.groups {
      try answer.add(
        FactSums.Cell(
          sums: quantities.indices.map { totals.sum($0, group) }, facts: group.rows),
        at: FactSums.Key(item: group.item ?? 0, site: group.site ?? 0, week: group.week ?? 0))
    }
  }
}
