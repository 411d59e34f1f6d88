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
    /// Only what was visible at this moment; nil: now.
    var asKnownOn: Date?

    var condition: SQL {
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
    source: Int64, products: ClosedRange<Int32>, year: Int32? = nil, _ choice: Choice, _ db: Connection
  ) throws -> [(product: Int32, year: Int32, batch: Int64, data: [UInt8])] {
    let ofYear: SQL = if let year { "AND g.year = \(year)" } else { "" }
    return try db.all(
      """
      SELECT g.product, g.year, g.batch, g.data FROM sales_segments g JOIN sales_batches b ON b.number =
      g.batch
      WHERE g.source = \(source) AND g.product >= \(products.lowerBound)
        AND g.product <= \(products.upperBound)
        \(ofYear) AND \(choice.condition)
      ORDER BY g.product, g.year, g.batch, g.part
      """
    ) { (Int32(try $0.int(0)), Int32(try $0.int(1)), try $0.int64(2), try $0.blob(3)) }
  }

  /// Ranges of products that hold some megabytes of a source's year each.
  static func ranges(
    source: Int64, year: Int32, _ choice: Choice, bytes limit: Int = 8 << 20, _ db: Connection
  ) throws -> [ClosedRange<Int32>] {
    let sizes = try db.all(
      """
      SELECT g.product, CAST(SUM(LENGTH(g.data)) AS BIGINT) FROM sales_segments g
      JOIN sales_batches b ON b.number = g.batch
      WHERE g.source = \(source) AND g.year = \(year) AND \(choice.condition) GROUP BY g.product ORDER BY
      g.product
      """
    ) { (product: Int32(try $0.int(0)), bytes: try $0.int(1)) }
    var ranges: [ClosedRange<Int32>] = [], sum = 0, first: Int32?
    for (place, one) in sizes.enumerated() {
      first = first ?? one.product
      sum += one.bytes
      if sum >= limit || place == sizes.count - 1, let start = first {
        ranges.append(start...one.product)
        (sum, first) = (0, nil)
      }
    }
    return ranges
  }

  static func years(ofBatch batch: Int64, _ db: Connection) throws -> [Int32] {
    try db.all("SELECT DISTINCT year FROM sales_segments WHERE batch = \(batch) ORDER BY year") {
      Int32(try $0.int(0))
    }
  }
}
