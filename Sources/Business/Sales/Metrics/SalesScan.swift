import Foundation
import Kernel
import Storage

/// Reads facts for figures: roll-ups where no item is asked for, segments where one is.
struct SalesScan {
  /// Sums by whatever the reading was split by; a key that it was not split by is 0.
  struct Key: Hashable, Sendable {
    var group: Int32 = 0
    var site: Int32 = 0
    var week: Int32 = 0
  }

  let sources: [SalesSource]
  let scope: SalesScope
  var axes: SegmentScan.Axes
  /// Sites by the number that stands for them.
  var siteGroups: [Int32: Int32]?

  private static let quantities: [SegmentScan.Quantity] = [
    .total(.units), .total(.value), .total(.cost), .total(.lines),
  ]
  /// Read at once from the database, so that memory stays small however many facts there are.
  private static let bytesAtOnce = 16 << 20

  init(
    _ sources: [SalesSource], _ scope: SalesScope, by axes: SegmentScan.Axes,
    siteGroups: [Int32: Int32]? = nil
  ) {
    self.sources = sources
    self.scope = scope
    self.axes = axes
    self.siteGroups = siteGroups
  }

  /// From the kept weekly totals of sites; the item axis is the source's number.
  func rolledUp(_ db: Connection) throws -> [Key: SalesFigures] {
    var sums: [Key: SalesFigures] = [:]
    guard !sources.isEmpty else { return sums }
    for piece in scope.pieces {
      let sites = piece.sites?.sites ?? []
      if piece.sites != nil, sites.isEmpty { continue }
      let low = sites.first ?? Int32.min, high = sites.last ?? Int32.max
      let stored = try db.all(
        """
        SELECT r.source, r.data FROM sales_rollup_editions e
        JOIN sales_rollups r ON r.source = e.source AND r.year = e.year AND r.edition = e.edition
        WHERE e.source IN \(SQL.list(sources.map(\.number))) AND r.last_week >= \(piece.weeks.lowerBound)
          AND r.first_week <= \(piece.weeks.upperBound) AND r.last_site >= \(low) AND r.first_site <= \(high)
        ORDER BY r.source, r.year, r.part
        """
      ) { (source: Int32(try $0.int(0)), data: try $0.blob(1)) }
      let shelf = SegmentShelf()
      // Every part stands alone: no two of them hold the same site and week.
      for (place, one) in stored.enumerated() {
        try shelf.add(one.data, product: Int32(place), group: one.source, batch: 0)
      }
      try add(shelf, piece, to: &sums, countsLines: true)
    }
    return sums
  }

  /// From the facts themselves; the item axis is the product's number, or the import's where `byBatch`.
  func facts(byBatch: Bool = false, _ db: Connection) throws -> [Key: SalesFigures] {
    var sums: [Key: SalesFigures] = [:]
    guard !sources.isEmpty else { return sums }
    for piece in scope.pieces {
      if let sites = piece.sites, sites.sites.isEmpty { continue }
      let ofProduct: SQL =
        if let products = scope.products { "AND g.product IN \(SQL.list(products))" } else { "" }
      for source in sources {
        var shelf = SegmentShelf(), bytes = 0, last: Int32?
        try db.each(
          """
          SELECT g.product, g.batch, g.data FROM sales_segments g JOIN sales_batches b ON b.number = g.batch
          WHERE g.source = \(source.number) \(ofProduct) AND b.state = 'visible'
            AND g.last_week >= \(piece.weeks.lowerBound) AND g.first_week <= \(piece.weeks.upperBound)
          ORDER BY g.product, g.year, g.batch, g.part
          """
        ) { row in
          let product = Int32(try row.int(0)), batch = try row.int64(1), data = try row.blob(2)
          if product != last, bytes > Self.bytesAtOnce {
            try add(shelf, piece, to: &sums, countsLines: false)
            (shelf, bytes) = (SegmentShelf(), 0)
          }
          try shelf.add(
            data, product: product, group: byBatch ? Int32(clamping: batch) : product, batch: batch)
          bytes += data.count
          last = product
        }
        try add(shelf, piece, to: &sums, countsLines: false)
      }
    }
    return sums
  }

  private func add(
    _ shelf: SegmentShelf, _ piece: SalesScope.Piece, to sums: inout [Key: SalesFigures], countsLines: Bool
  ) throws {
    guard !shelf.parts.isEmpty else { return }
    var scan = SegmentScan(Self.quantities, by: axes, sites: piece.sites, weeks: piece.weeks)
    scan.siteGroups = siteGroups
    let totals = try scan.run(shelf.parts)
    for group in totals.groups {
      let key = Key(group: group.item ?? 0, site: group.site ?? 0, week: group.week ?? 0)
      let figures = SalesFigures(
        units: totals.sum(0, group) ?? 0, value: totals.sum(1, group) ?? 0, cost: totals.sum(2, group),
        facts: countsLines ? totals.sum(3, group) ?? 0 : group.rows)
      sums[key] = (sums[key] ?? .none) + figures
    }
  }
}
