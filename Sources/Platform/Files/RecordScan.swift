import Foundation

/// One attempt to find the end of a row in the bytes at hand, eight at a time.
///
/// A word is compared with the separator, the quotation mark and all low control codes at once (SWAR); only
/// bytes that matched are looked at. If the bytes end before the row does, the attempt is thrown away and made
/// again when more have been read.
struct RecordScan {
  enum Outcome { case row, needsMore }

  let base: UnsafePointer<UInt8>
  let end: Int
  /// No bytes will follow.
  let isLast: Bool
  let delimiter: UInt8
  let origin: Int
  var table: FieldTable
  var count = 0
  var fieldStart: Int
  /// Behind the row's line end, once found.
  var next = 0
  var seen: UInt64 = 0
  var extraLines = 0
  var hasEscapes = false
  var problem: RowProblem?

  init(
    base: UnsafePointer<UInt8>, from origin: Int, to end: Int, isLast: Bool, delimiter: UInt8,
    table: FieldTable
  ) {
    self.base = base
    self.origin = origin
    self.end = end
    self.isLast = isLast
    self.delimiter = delimiter
    self.table = table
    fieldStart = origin
  }

  private static let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// The high bit of every byte of `word` that is zero, and no other.
  @inline(__always) private static func zeros(_ word: UInt64) -> UInt64 {
    ~(((word & low) &+ low) | word | low)
  }

  /// The high bit of every byte up to 0x0d: NUL, tab and both line ends among them.
  @inline(__always) private static func controls(_ word: UInt64) -> UInt64 {
    ~((word & low) &+ (ones &* 0x72)) & ~word & ~low
  }

  /// Reads to the row's end. The buffer must have eight readable bytes behind `end`.
  mutating func run(line: Int) -> Outcome {
    let separators = Self.ones &* UInt64(delimiter), quotes = Self.ones &* 34
    var cursor = origin
    while cursor < end {
      var word = UInt64(littleEndian: UnsafeRawPointer(base + cursor).loadUnaligned(as: UInt64.self))
      // Bytes behind the end are masked out of the last word.
      let valid = end - cursor < 8 ? (1 &<< (UInt64(end - cursor) &* 8)) &- 1 : UInt64.max
      word &= valid
      seen |= word
      var marks = (Self.zeros(word ^ separators) | Self.zeros(word ^ quotes) | Self.controls(word)) & valid
      var resume = cursor &+ 8
      while marks != 0 {
        let at = cursor &+ marks.trailingZeroBitCount &>> 3
        marks &= marks &- 1
        let byte = base[at]
        if byte == delimiter {
          add(from: fieldStart, to: at)
          fieldStart = at &+ 1
        } else if byte == 10 || byte == 13 {
          add(from: fieldStart, to: at)
          return endRow(at: at)
        } else if byte == 34, at == fieldStart {
          switch quoted(from: at + 1, line: line) {
          case .goOn(let place):
            resume = place
            marks = 0
          case .done(let outcome): return outcome
          }
        } else if byte == 0, problem == nil {
          problem = .containsNUL(field: count)
        }
      }
      cursor = resume
    }
    guard isLast else { return .needsMore }
    add(from: fieldStart, to: end)
    next = end
    return .row
  }

  @inline(__always) private mutating func add(
    from start: Int, to stop: Int, isQuoted: Bool = false, isEscaped: Bool = false
  ) {
    if count == table.capacity { table.grow() }
    table.spans[count] = FieldSpan(
      start: Int32(truncatingIfNeeded: start &- origin), count: Int32(truncatingIfNeeded: stop &- start),
      isQuoted: isQuoted, isEscaped: isEscaped)
    count &+= 1
  }

  private mutating func endRow(at place: Int) -> Outcome {
    next = place + 1
    if base[place] == 13 {
      if next == end, !isLast { return .needsMore }
      if next < end, base[next] == 10 { next += 1 }
    }
    return .row
  }

  private enum Step {
    case goOn(Int)
    case done(Outcome)
  }

  /// A field in quotation marks, from behind the first of them.
  private mutating func quoted(from start: Int, line: Int) -> Step {
    var place = start
    var isEscaped = false
    while let found = memchr(base + place, 34, end - place) {
      let at = base.distance(to: found.assumingMemoryBound(to: UInt8.self))
      if at + 1 == end, !isLast { return .done(.needsMore) }
      if at + 1 < end, base[at + 1] == 34 {
        isEscaped = true
        place = at + 2
        continue
      }
      inspect(start, at)
      return close(at, start: start, isEscaped: isEscaped)
    }
    guard isLast else { return .done(.needsMore) }
    problem = .unterminatedQuote(line: line + extraLines)
    inspect(start, end)
    add(from: start, to: end, isQuoted: true, isEscaped: isEscaped)
    hasEscapes = hasEscapes || isEscaped
    next = end
    return .done(.row)
  }

  private mutating func close(_ at: Int, start: Int, isEscaped: Bool) -> Step {
    let behind = at + 1
    let byte = behind < end ? base[behind] : 10
    guard byte == delimiter || byte == 10 || byte == 13 else {
      // `"a"b`: kept as written, marks and all, up to the next separator.
      if problem == nil { problem = .textAfterQuote(field: count) }
      return .goOn(behind)
    }
    add(from: start, to: at, isQuoted: true, isEscaped: isEscaped)
    hasEscapes = hasEscapes || isEscaped
    if behind == end {
      next = end
      return .done(.row)
    }
    if byte != delimiter { return .done(endRow(at: behind)) }
    fieldStart = behind + 1
    return .goOn(fieldStart)
  }

  /// Line ends, NUL and bytes above ASCII inside quotation marks, which the word loop has jumped over.
  private mutating func inspect(_ start: Int, _ stop: Int) {
    var high: UInt8 = 0
    var feeds = 0, returns = 0, nulls = 0
    for byte in UnsafeBufferPointer(start: base + start, count: stop - start) {
      high |= byte
      feeds &+= byte == 10 ? 1 : 0
      returns &+= byte == 13 ? 1 : 0
      nulls &+= byte == 0 ? 1 : 0
    }
    seen |= UInt64(high)
    extraLines += feeds > 0 ? feeds : returns
    if nulls > 0, problem == nil { problem = .containsNUL(field: count) }
  }
}

/// The fields of the row in hand; grown once for the widest row, then used again.
struct FieldTable {
  private(set) var spans: UnsafeMutablePointer<FieldSpan>
  private(set) var capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    spans = .allocate(capacity: capacity)
  }

  mutating func grow() {
    let wider = UnsafeMutablePointer<FieldSpan>.allocate(capacity: capacity * 2)
    wider.moveInitialize(from: spans, count: capacity)
    spans.deallocate()
    spans = wider
    capacity *= 2
  }
}
