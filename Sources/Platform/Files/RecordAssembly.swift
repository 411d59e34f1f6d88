/// Puts a row together from pieces: fields of another row, texts that stand elsewhere.
///
/// Its rows are valid until the next one is begun.
package final class RecordAssembly {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity = 4_096
  private var used = 0
  private var table = FieldTable(capacity: 64)
  private var count = 0

  package init() {
    bytes = .allocate(capacity: capacity)
    bytes.initialize(repeating: 0, count: capacity)
  }

  deinit {
    bytes.deallocate()
    table.spans.deallocate()
  }

  /// Begins another row; the one before is gone.
  package func begin() { (used, count) = (0, 0) }

  /// Adds a copy of a field.
  package func add(_ field: Field) {
    let length = field.bytes.count
    if used + length > capacity { grow(to: used + length) }
    if let base = field.bytes.baseAddress {
      (bytes + used).update(from: base.assumingMemoryBound(to: UInt8.self), count: length)
    }
    if count == table.capacity { table.grow() }
    (table.spans + count).initialize(
      to: FieldSpan(start: Int32(used), count: Int32(length), isQuoted: false, isEscaped: false))
    used += length
    count += 1
  }

  /// The row of all fields added since `begin`.
  package func record(line: Int) -> Record {
    Record(line: line, count: count, problem: nil, base: bytes, spans: table.spans)
  }

  private func grow(to needed: Int) {
    let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: needed * 2)
    wider.initialize(repeating: 0, count: needed * 2)
    wider.update(from: bytes, count: used)
    bytes.deallocate()
    (bytes, capacity) = (wider, needed * 2)
  }
}
