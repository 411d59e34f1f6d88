import Foundation

/// Reads delimited text (RFC 4180) row by row in constant memory, without a string per field.
///
/// What spoils one row is told in its `problem`; what spoils the file is thrown. Blank lines are passed over.
package final class DelimitedReader {
  package struct Options: Sendable {
    /// Nil: told from the first lines.
    package var delimiter: Delimiter?
    package var encoding = SourceEncoding.utf8
    package var maximumFieldBytes = 1 << 20
    package var maximumRecordBytes = 16 << 20
    package var maximumFields = 16_384
    package var bufferBytes = 256 << 10

    package init(delimiter: Delimiter? = nil, encoding: SourceEncoding = .utf8) {
      self.delimiter = delimiter
      self.encoding = encoding
    }
  }

  package let source: ByteSource
  /// The separator in use, once the first row has been read.
  package private(set) var delimiter: Delimiter
  /// How many fields a row should have: those of the header, or else of the first row.
  package private(set) var expectedFields: Int?

  private let options: Options
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var start = 0, end = 0
  private var isLast = false, isPrepared = false
  private var line = 1
  private var table = FieldTable(capacity: 64)

  package init(_ source: ByteSource, options: Options = Options()) {
    self.source = source
    self.options = options
    delimiter = options.delimiter ?? .comma
    capacity = max(8, options.bufferBytes)
    buffer = Self.room(capacity)
  }

  deinit {
    buffer.deallocate()
    table.spans.deallocate()
  }

  /// Takes the next row as the header: its names, trimmed; the rows behind it are measured by it.
  package func readHeader() throws(FileRefusal) -> [String] {
    expectedFields = nil
    guard let record = try next() else { throw .empty(name: source.name) }
    var names: [String] = []
    for index in 0..<record.count { names.append(record[index].trimmed.text) }
    return names
  }

  /// Hands every remaining row to `body`.
  package func forEachRecord(_ body: (borrowing Record) throws -> Void) throws {
    while let record = try next() { try body(record) }
  }

  /// The next row, or nil at the end. It must not be used after the following call.
  package func next() throws(FileRefusal) -> Record? {
    if !isPrepared { try prepare() }
    while true {
      if start == end {
        if isLast { return nil }
        try refill()
        continue
      }
      var scan = RecordScan(
        base: buffer, from: start, to: end, isLast: isLast, delimiter: delimiter.rawValue, table: table)
      let outcome = scan.run(line: line)
      table = scan.table
      if outcome == .needsMore {
        try checkPartial(scan)
        try refill()
        continue
      }
      let first = line, origin = start
      line += scan.extraLines + 1
      start = scan.next
      if scan.count == 1, table.spans[0].count == 0, !table.spans[0].isQuoted, scan.problem == nil {
        continue
      }
      return try finish(&scan, line: first, base: buffer + origin)
    }
  }

  private func finish(
    _ scan: inout RecordScan, line: Int, base: UnsafeMutablePointer<UInt8>
  ) throws(FileRefusal) -> Record {
    let length = scan.next - scan.origin
    if length > options.maximumFieldBytes { try checkLengths(scan.count, length, line) }
    if scan.count > options.maximumFields { throw .tooManyFields(line: line, limit: options.maximumFields) }
    if scan.seen & 0x8080_8080_8080_8080 != 0, scan.problem == nil {
      scan.problem = encodingProblem(scan.count, base)
    }
    if scan.hasEscapes { unescape(scan.count, base) }
    let expected = expectedFields ?? scan.count
    expectedFields = expected
    if scan.count != expected, scan.problem == nil {
      scan.problem = .fieldCount(found: scan.count, expected: expected)
    }
    return Record(line: line, count: scan.count, problem: scan.problem, base: base, spans: table.spans)
  }

  private func encodingProblem(_ count: Int, _ base: UnsafeMutablePointer<UInt8>) -> RowProblem? {
    for index in 0..<count {
      let span = table.spans[index]
      let bytes = UnsafeRawBufferPointer(start: base + Int(span.start), count: Int(span.count))
      if !isUTF8(bytes) { return .notUTF8(field: index) }
    }
    return nil
  }

  /// Undoes doubled quotation marks in place: the row has been read and will not be scanned again.
  private func unescape(_ count: Int, _ base: UnsafeMutablePointer<UInt8>) {
    for index in 0..<count where table.spans[index].isEscaped {
      let bytes = base + Int(table.spans[index].start)
      let length = Int(table.spans[index].count)
      var from = 0, to = 0
      while from < length {
        bytes[to] = bytes[from]
        from += bytes[from] == 34 ? 2 : 1
        to += 1
      }
      table.spans[index].count = Int32(to)
    }
  }

  private func checkLengths(_ count: Int, _ length: Int, _ line: Int) throws(FileRefusal) {
    for index in 0..<count where Int(table.spans[index].count) > options.maximumFieldBytes {
      throw .fieldTooLong(line: line, limit: options.maximumFieldBytes)
    }
    if length > options.maximumRecordBytes {
      throw .recordTooLong(line: line, limit: options.maximumRecordBytes)
    }
  }

  /// A row that has not ended yet must not grow without limit, or one lost quotation mark takes all memory.
  private func checkPartial(_ scan: RecordScan) throws(FileRefusal) {
    if end - scan.fieldStart > options.maximumFieldBytes + 1 {
      throw .fieldTooLong(line: line + scan.extraLines, limit: options.maximumFieldBytes)
    }
    if end - start > options.maximumRecordBytes {
      throw .recordTooLong(line: line, limit: options.maximumRecordBytes)
    }
    if scan.count > options.maximumFields { throw .tooManyFields(line: line, limit: options.maximumFields) }
  }
}

// MARK: - The buffer

extension DelimitedReader {
  /// Eight bytes more than asked: a word may be loaded at the last byte.
  private static func room(_ bytes: Int) -> UnsafeMutablePointer<UInt8> {
    let room = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes + 8)
    room.initialize(repeating: 0, count: bytes + 8)
    return room
  }

  /// Moves what is left to the front and reads behind it.
  private func refill() throws(FileRefusal) {
    if start > 0 {
      memmove(buffer, buffer + start, end - start)
      end -= start
      start = 0
    }
    let needed = options.encoding == .utf8 ? 1 : 3
    if capacity - end < needed {
      let wider = Self.room(capacity * 2)
      wider.update(from: buffer, count: end)
      buffer.deallocate()
      buffer = wider
      capacity *= 2
    }
    let count: Int
    switch options.encoding {
    case .utf8:
      count = try source.read(into: UnsafeMutableRawBufferPointer(start: buffer + end, count: capacity - end))
      end += count
    case .windows1252:
      // Read to the far third, widened from the front: a byte becomes three at most, so it is read in time.
      let share = (capacity - end) / 3
      let narrow = UnsafeMutableRawBufferPointer(start: buffer + capacity - share, count: share)
      count = try source.read(into: narrow)
      end += SourceEncoding.widen(UnsafeRawBufferPointer(rebasing: narrow[..<count]), to: buffer + end)
    }
    isLast = count == 0
  }

  /// Reads the beginning and refuses what is not text.
  private func prepare() throws(FileRefusal) {
    isPrepared = true
    let wanted = options.delimiter == nil ? 64 << 10 : 8
    while !isLast, end < wanted { try refill() }
    guard end > 0 else { throw .empty(name: source.name) }
    func begins(_ mark: [UInt8]) -> Bool { end >= mark.count && memcmp(buffer, mark, mark.count) == 0 }
    if options.encoding == .utf8, begins([0xff, 0xfe]) || begins([0xfe, 0xff]) {
      throw .wideEncoding(name: source.name)
    }
    if begins([0x50, 0x4b, 3, 4]) {
      throw .notText(name: source.name, kind: "an Excel workbook or ZIP archive")
    }
    if begins([0xd0, 0xcf, 0x11, 0xe0]) { throw .notText(name: source.name, kind: "an old Excel workbook") }
    if begins([0x25, 0x50, 0x44, 0x46]) { throw .notText(name: source.name, kind: "a PDF document") }
    if begins([0xef, 0xbb, 0xbf]) { start = 3 }
    guard end > start else { throw .empty(name: source.name) }
    guard options.delimiter == nil else { return }
    delimiter = .sniffed(in: UnsafeRawBufferPointer(start: buffer + start, count: end - start))
  }
}
