import Foundation
import Storage

/// A segment's key and bytes as they go into the database.
struct NewSegment {
  let product: Int32
  let year: Int32
  let part: Int
  let weeks: ClosedRange<Int32>
  let facts: Int
  let data: [UInt8]
}

/// Bytes of segments read from the database, kept in place so that views of them stay valid.
final class SegmentShelf {
  private(set) var parts: [SegmentScan.Part] = []
  private var memory: [UnsafeMutableRawBufferPointer] = []

  deinit { for bytes in memory { bytes.deallocate() } }

  func add(_ data: [UInt8], product: Int32, group: Int32? = nil, batch: Int64) throws {
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, data.count), alignment: 16)
    memory.append(bytes)
    data.withUnsafeBytes { bytes.copyMemory(from: $0) }
    let view = try SegmentView(UnsafeRawBufferPointer(rebasing: bytes[..<data.count]))
    parts.append(SegmentScan.Part(item: product, group: group, batch: batch, view: view))
  }
}

/// All SQL about segments.
enum StoredSegments {
  /// Which imports count: those that are visible, with one more or one less.
  struct Choice: Sendable {
    var with: Int64 = 0
    var without: Int64 = 0
    /// Those too that are still being written: for a database that is filled before it is shown.
    var withLoading = false
    /// Only what was visible at this moment; nil: now.
    var asKnownOn: Date?

    var condition: SQL {
      if withLoading { return "b.state <> 'undone'" }
      guard let moment = asKnownOn else {
        return "(b.state = 'visible' OR b.number = \(with)) AND b.number <> \(without)"
      }
      return """
        EXISTS (SELECT 1 FROM sales_batch_spans n WHERE n.batch_id = b.id AND n.shown_at <= \(moment)
          AND (n.hidden_at IS NULL OR n.hidden_at > \(moment)))
        """
    }
  }

  static func insert(_ segments: [NewSegment], source: Int64, batch: Int64, _ db: Connection) throws {
    try db.insertMany(
      into: "sales_segments",
      columns: ["source", "product", "year", "batch", "part", "first_week", "last_week", "facts", "data"],
      rows: segments.lazy.map { one in
        [
          source.value, one.product.value, one.year.value, batch.value, one.part.value,
          one.weeks.lowerBound.value,
          one.weeks.upperBound.value, one.facts.value, one.data.value,
        ]
      })
  }

  /// Items and years of a source that have visible facts.
  static func keys(source: Int64, _ db: Connection) throws -> Set<Int64> {
    Set(
      try db.all(
        """
        SELECT DISTINCT g.product, g.year FROM sales_segments g JOIN sales_batches b ON b.number = g.batch
        WHERE g.source = \(source) AND b.state = 'visible'
        """
      ) { key(Int32(try $0.int(0)), Int32(try $0.int(1))) })
  }

  static func key(_ product: Int32, _ year: Int32) -> Int64 { Int64(product) << 16 | Int64(year & 0xffff) }

  /// The segments of some products of a source, oldest import first.
  static func load(
    source: Int64, products: ClosedRange<Int32>, year: Int32? = nil, weeks: ClosedRange<Int32>? = nil,
    _ choice: Choice, _ db: Connection
  ) throws -> [(product: Int32, year: Int32, batch: Int64, data: [UInt8])] {
    let ofYear: SQL = if let year { "AND g.year = \(year)" } else { "" }
    let ofWeeks: SQL =
      if let weeks {
        "AND g.last_week >= \(weeks.lowerBound) AND g.first_week <= \(weeks.upperBound)"
      } else {
        ""
      }
    return try db.all(
      """
      SELECT g.product, g.year, g.batch, g.data FROM sales_segments g JOIN sales_batches b ON b.number =
      g.batch
      WHERE g.source = \(source) AND g.product >= \(products.lowerBound)
        AND g.product <= \(products.upperBound)
        \(ofYear) \(ofWeeks) AND \(choice.condition)
      ORDER BY g.product, g.year, g.batch, g.part
      """
    ) { (Int32(try $0.int(0)), Int32(try $0.int(1)), try $0.int64(2), try $0.blob(3)) }
  }

  /// Ranges of products of a source's year: of each so many, with so many bytes in the weeks that are to be read.
  static func ranges(
    source: Int64, year: Int32, weeks: ClosedRange<Int32>, _ choice: Choice, most: Int,
    bytes limit: Int = 8 << 20,
    _ db: Connection
  ) throws -> [ClosedRange<Int32>] {
    let sizes = try db.all(
      """
      SELECT g.product, CAST(COALESCE(SUM(LENGTH(g.data)) FILTER (
        WHERE g.last_week >= \(weeks.lowerBound) AND g.first_week <= \(weeks.upperBound)), 0) AS BIGINT)
      FROM sales_segments g JOIN sales_batches b ON b.number = g.batch
      WHERE g.source = \(source) AND g.year = \(year) AND \(choice.condition) GROUP BY g.product ORDER BY
      g.product
      """
    ) { (product: Int32(try $0.int(0)), bytes: try $0.int(1)) }
    var ranges: [ClosedRange<Int32>] = [], sum = 0, count = 0, first: Int32?
    for (place, one) in sizes.enumerated() {
      first = first ?? one.product
      sum += one.bytes
      count += 1
      if sum >= limit || count >= most || place == sizes.count - 1, let start = first {
        ranges.append(start...one.product)
        (sum, count, first) = (0, 0, nil)
      }
    }
    return ranges
  }

  /// The weeks of all imports of a source that count now and did not at a moment, or the other way round.
  static func changed(source: SalesSource, since moment: Date, _ db: Connection) throws -> ClosedRange<Int32>?
  {
    var then = Choice()
    then.asKnownOn = moment
    return try db.first(
      """
      SELECT MIN(b.first_week), MAX(b.last_week) FROM sales_batches b
      WHERE b.source_id = \(source.id) AND b.state <> 'loading' AND b.first_week IS NOT NULL
        AND (CASE WHEN \(then.condition) THEN 1 ELSE 0 END)
          <> (CASE WHEN b.state = 'visible' THEN 1 ELSE 0 END)
      HAVING COUNT(*) > 0
      """
    ) { Int32(try $0.int(0))...Int32(try $0.int(1)) }
  }

  /// The years that a batch has facts in, and the weeks of each.
  static func reach(ofBatch batch: Int64, _ db: Connection) throws -> [(
    year: Int32, weeks: ClosedRange<Int32>
  )] {
    try db.all(
      """
      SELECT year, MIN(first_week), MAX(last_week) FROM sales_segments WHERE batch = \(batch) GROUP BY year
      ORDER BY year
      """
    ) { (Int32(try $0.int(0)), Int32(try $0.int(1))...Int32(try $0.int(2))) }
  }
}
