import Sales
import Storage

/// Segments that wait for their transaction.
struct DemoSegments: Sendable {
  private(set) var bytes = 0
  private(set) var rows: [[Value]] = []
  /// A transaction holds about this much, so that readers and writers beside it wait little.
  private static let bytesAtOnce = 512 << 10

  var isFull: Bool { bytes >= Self.bytesAtOnce }

  mutating func add(_ columns: FactColumns, product: Int32, year: Int, source: Int64, batch: Int64) throws {
    guard let first = columns.weeks.min(), let last = columns.weeks.max() else { return }
    let data = try Segment.encode(columns)
    bytes += data.count
    rows.append([
      source.value, product.value, year.value, batch.value, 0.value, first.value, last.value,
      columns.count.value,
      data.value,
    ])
  }

  mutating func taken() -> [[Value]] {
    let taken = rows
    (rows, bytes) = ([], 0)
    return taken
  }

  static func insert(_ rows: [[Value]], _ db: Connection) throws {
    try db.insertMany(
      into: "sales_segments",
      columns: ["source", "product", "year", "batch", "part", "first_week", "last_week", "facts", "data"],
      rows: rows)
  }
}
