import Foundation

/// Rows put together field by field, for files in which the fields do not lie ready one behind the other.
final class RowBatch {
  private struct Row {
    var line: Int
    var first: Int
    var count: Int
    var problem: RowProblem?
  }

  /// The bytes of all fields; a field in the making ends at `used`.
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var used = 0
  private var capacity: Int
  private var table = FieldTable(capacity: 256)
  private var spanCount = 0
  private var rowStart = 0
  private var rows: [Row] = []
  private var delivered = 0

  init(bytes count: Int = 64 << 10) {
    capacity = count
    bytes = .allocate(capacity: count)
  }

  deinit {
    bytes.deallocate()
    table.spans.deallocate()
  }

  /// Rows wait to be delivered.
  var hasRows: Bool { delivered < rows.count }

  /// Fields of the row in the making.
  var fields: Int { spanCount - rowStart }

  /// Forgets the rows that were delivered; a row in the making must not be there.
  func clear() {
    rows.removeAll(keepingCapacity: true)
    (used, spanCount, rowStart, delivered) = (0, 0, 0, 0)
  }

  /// Forgets the rows that were delivered and moves the row in the making, whose bytes begin at `start`, to the
  /// front.
  func keepRow(from start: Int) {
    let kept = fields
    memmove(bytes, bytes + start, used - start)
    for place in 0..<kept {
      var span = table.spans[rowStart + place]
      if span.count > 0 { span.start -= Int32(start) }
      table.spans[place] = span
    }
    rows.removeAll(keepingCapacity: true)
    (used, spanCount, rowStart, delivered) = (used - start, kept, 0, 0)
  }

  /// Enough to hand over before more is added: rows may be short in the file and long here.
  var isFull: Bool { used > 1 << 20 || spanCount > 1 << 16 }

  /// Makes room for `more` bytes behind `used`.
  func reserve(_ more: Int) {
    guard used + more > capacity else { return }
    while used + more > capacity { capacity *= 2 }
    let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    memcpy(wider, bytes, used)
    bytes.deallocate()
    bytes = wider
  }

  @inline(__always) func append(_ byte: UInt8) {
    reserve(1)
    bytes[used] = byte
    used &+= 1
  }

  @inline(__always) func append(_ more: UnsafeRawBufferPointer) {
    guard let base = more.baseAddress else { return }
    reserve(more.count)
    memcpy(bytes + used, base, more.count)
    used &+= more.count
  }

  /// Takes back what was appended behind `place`.
  func cut(to place: Int) { used = place }

  /// Widens the row to `count` fields with empty ones.
  func widen(to count: Int) {
    while fields < count {
      if spanCount == table.capacity { table.grow() }
      table.spans[spanCount] = FieldSpan(start: 0, count: 0, isQuoted: false, isEscaped: false)
      spanCount += 1
    }
  }

  /// Narrows the row to `count` fields.
  func narrow(to count: Int) { spanCount = min(spanCount, rowStart + count) }

  /// Says that the field at `index` lies from `start` to `end`.
  func set(_ index: Int, from start: Int, to end: Int, isQuoted: Bool) {
    widen(to: index + 1)
    table.spans[rowStart + index] = FieldSpan(
      start: Int32(start), count: Int32(end - start), isQuoted: isQuoted, isEscaped: false)
  }

  /// The place of the field at `index` of the row in the making.
  func range(_ index: Int) -> Range<Int> {
    let span = table.spans[rowStart + index]
    return Int(span.start)..<Int(span.start + span.count)
  }

  func endRow(line: Int, problem: RowProblem?) {
    rows.append(Row(line: line, first: rowStart, count: fields, problem: problem))
    rowStart = spanCount
  }

  /// Takes back the row in the making.
  func dropRow() { spanCount = rowStart }

  func next() -> Record? {
    guard delivered < rows.count else { return nil }
    let row = rows[delivered]
    delivered += 1
    return Record(
      line: row.line, count: row.count, problem: row.problem, base: bytes, spans: table.spans + row.first)
  }
}
