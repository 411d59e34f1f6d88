import Foundation
import Storage

/// A source's segments on their way from the database to a scan.
struct StoredFacts {
  let source: SalesSource
  /// Nil: all items.
  let products: [Int32]?
  let asKnownOn: Date?

  /// Read at once, so that memory stays small however many facts there are.
  private static let bytesAtOnce = 16 << 20

  init(_ source: SalesSource, _ products: [Int32]?, _ asKnownOn: Date?) {
    self.source = source
    self.products = products
    self.asKnownOn = asKnownOn
  }

  /// Hands on all that may lie in these weeks, items ascending, an item never divided.
  func shelves(
    _ weeks: ClosedRange<Int32>, _ db: Connection, _ body: (SegmentShelf) throws -> Void
  ) throws {
    var shelf = SegmentShelf(), bytes = 0, last: Int32?
    try each(weeks, db) { product, batch, data in
      if product != last, bytes > Self.bytesAtOnce {
        try body(shelf)
        (shelf, bytes) = (SegmentShelf(), 0)
      }
      last = product
      try shelf.add(data, product: product, batch: batch)
      bytes += data.count
    }
    if !shelf.parts.isEmpty { try body(shelf) }
  }

  private func each(
    _ weeks: ClosedRange<Int32>, _ db: Connection, _ body: (Int32, Int64, [UInt8]) throws -> Void
  ) throws {
    let ofProduct: SQL = if let products { "AND g.product IN \(SQL.list(products))" } else { "" }
    var choice = StoredSegments.Choice()
    choice.asKnownOn = asKnownOn
    try db.each(
      """
      SELECT g.product, g.batch, g.data FROM sales_segments g JOIN sales_batches b ON b.number = g.batch
      WHERE g.source = \(source.number) \(ofProduct) AND \(choice.condition)
        AND g.last_week >= \(weeks.lowerBound) AND g.first_week <= \(weeks.upperBound)
      ORDER BY g.product, g.year, g.batch, g.part
      """
    ) { row in try body(Int32(try row.int(0)), try row.int64(1), try row.blob(2)) }
  }
}
