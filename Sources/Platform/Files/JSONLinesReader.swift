import Foundation

/// Reads JSON lines: one object a line, its keys the columns; what lies in an inner object is `outer.inner`.
///
/// Numbers stay as they are written, lists stay JSON text, null is an empty field. The keys of the first lines,
/// in their order, are the header; a later key that has a value spoils its row rather than being lost.
package final class JSONLinesReader {
  package struct Options: Sendable {
    /// The byte between whole part and fraction that numbers leave with: texts under the same key may have it.
    package var decimalMark: UInt8 = 46
    package var maximumLineBytes = 16 << 20
    package var maximumFields = 16_384
    /// The header is looked for in so many bytes at the front of the file.
    package var headerBytes = 1 << 20

    package init() {}
  }

  package let source: ByteSource
  /// How many columns there are, once the header is known.
  package private(set) var expectedFields: Int?

  private let options: Options
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var start = 0, end = 0
  private var isLast = false
  private var line = 0
  private let keys: JSONKeys
  private let batch = RowBatch()

  package init(_ source: ByteSource, options: Options = Options()) {
    self.source = source
    self.options = options
    keys = JSONKeys(limit: options.maximumFields)
    capacity = max(16, options.headerBytes)
    buffer = .allocate(capacity: capacity)
  }

  deinit { buffer.deallocate() }

  /// The keys of the first lines. No row is used up by it.
  package func readHeader() throws(FileRefusal) -> [String] {
    if expectedFields == nil { try prepare() }
    return keys.names
  }

  /// The next object, or nil at the end. It must not be used after the following call.
  package func next() throws(FileRefusal) -> Record? {
    if expectedFields == nil { try prepare() }
    while let text = try nextLine() {
      if Self.isBlank(text) { continue }
      batch.clear()
      batch.widen(to: keys.count)
      var scan = JSONScan(text, keys: keys, batch: batch, decimalMark: options.decimalMark)
      let problem = scan.readLine()
      batch.endRow(line: line, problem: problem)
      return batch.next()
    }
    return nil
  }

  /// Learns the keys of the whole lines at the front, and goes back.
  private func prepare() throws(FileRefusal) {
    while !isLast, end < options.headerBytes { try refill() }
    if end >= 3, memcmp(buffer, [0xef, 0xbb, 0xbf] as [UInt8], 3) == 0 { start = 3 }
    let front = start
    keys.isOpen = true
    repeat {
      // A first line may be longer than what is looked at.
      guard let text = try nextLine() else { break }
      if Self.isBlank(text) { continue }
      batch.clear()
      var scan = JSONScan(text, keys: keys, batch: batch, decimalMark: options.decimalMark)
      _ = scan.readLine()
    } while hasWholeLine
    keys.isOpen = false
    guard keys.count > 0 else { throw .noObjects(name: source.name) }
    if keys.isFull { throw .tooManyFields(line: line, limit: options.maximumFields) }
    (start, line) = (front, 0)
    expectedFields = keys.count
  }

  private var hasWholeLine: Bool {
    start < end && (isLast || memchr(buffer + start, 10, end - start) != nil)
  }

  private static func isBlank(_ text: UnsafeRawBufferPointer) -> Bool {
    text.allSatisfy { $0 == 32 || $0 == 9 || $0 == 13 }
  }

  /// The next line without its end. During `prepare` nothing in front of it may be moved.
  private func nextLine() throws(FileRefusal) -> UnsafeRawBufferPointer? {
    var looked = 0
    while true {
      if let found = memchr(buffer + start + looked, 10, end - start - looked) {
        let stop = buffer.distance(to: found.assumingMemoryBound(to: UInt8.self))
        defer { start = stop + 1 }
        line += 1
        return UnsafeRawBufferPointer(start: buffer + start, count: stop - start)
      }
      looked = end - start
      if isLast {
        guard start < end else { return nil }
        defer { start = end }
        line += 1
        return UnsafeRawBufferPointer(start: buffer + start, count: end - start)
      }
      if looked > options.maximumLineBytes {
        throw .recordTooLong(line: line + 1, limit: options.maximumLineBytes)
      }
      try refill()
    }
  }

  private func refill() throws(FileRefusal) {
    if start > 0, expectedFields != nil {
      memmove(buffer, buffer + start, end - start)
      end -= start
      start = 0
    }
    if capacity == end {
      let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
      memcpy(wider, buffer, end)
      buffer.deallocate()
      buffer = wider
      capacity *= 2
    }
    let room = UnsafeMutableRawBufferPointer(start: buffer + end, count: capacity - end)
    let count = try source.read(into: room)
    end += count
    isLast = count == 0
  }
}

/// The columns of a file of JSON lines: paths of keys, each with its place.
final class JSONKeys {
  private(set) var names: [String] = []
  private var places: [String: Int] = [:]
  private var expected = 0
  private let limit: Int
  /// New keys become columns.
  var isOpen = false
  private(set) var isFull = false

  init(limit: Int) { self.limit = limit }

  var count: Int { names.count }

  /// The place of a key, or nil where it is unknown. Rows mostly write their keys in one order.
  func place(_ path: UnsafeRawBufferPointer) -> Int? {
    if expected < names.count, Self.isSame(names[expected], path) {
      expected += 1
      return expected - 1
    }
    let name = String(decoding: path, as: UTF8.self)
    if let found = places[name] {
      expected = found + 1
      return found
    }
    guard isOpen else { return nil }
    guard names.count < limit else {
      isFull = true
      return nil
    }
    places[name] = names.count
    names.append(name)
    expected = names.count
    return names.count - 1
  }

  func startRow() { expected = 0 }

  private static func isSame(_ name: String, _ path: UnsafeRawBufferPointer) -> Bool {
    let utf8 = name.utf8
    guard utf8.count == path.count else { return false }
    return utf8.elementsEqual(path)
  }
}
