import Files
import Foundation

/// Cuts the bytes of a file into segments: one buffer, no larger than the longest segment allowed.
final class X12Scanner {
  let source: ByteSource
  private(set) var delimiters = X12Delimiters.usual
  /// Segments handed out so far.
  private(set) var count = 0
  var warnings = X12WarningList()

  private let limit: Int
  private var buffer = [UInt8](repeating: 0, count: 64 << 10)
  /// What has been read and not yet handed out.
  private var start = 0, end = 0
  private var isLast = false
  private var isBegun = false

  init(_ source: ByteSource, longestSegment: Int) {
    self.source = source
    limit = longestSegment
  }

  /// The next segment, or nil at the end; `isOutside` where only a new interchange may begin.
  func next(isOutside: Bool) throws -> X12Segment? {
    if !isBegun { try begin() }
    guard try skipBlanks(isOutside: isOutside) else { return nil }
    if isOutside { return try readISA() }
    var searched = 0
    while true {
      if let found = place(of: delimiters.terminator, from: start + searched) {
        defer { start = found + 1 }
        return segment(start..<found)
      }
      searched = end - start
      if searched > limit { throw X12Refusal.segmentTooLong(segment: count + 1, limit: limit) }
      if isLast { return try unterminated() }
      try refill()
    }
  }

  /// What stands behind the last terminator: IEA is taken without one, anything else means that bytes are lost.
  private func unterminated() throws -> X12Segment? {
    let last = segment(start..<end)
    start = end
    guard last.tag == "IEA" else {
      throw X12Refusal.notTerminated(
        segment: last.number, tag: String(last.tag.prefix(10)),
        terminator: X12Delimiters.name(delimiters.terminator))
    }
    warnings.add(.lastTerminatorMissing, last.number)
    return last
  }

  // MARK: - ISA

  /// The marks are found by counting elements, so that an ISA whose blanks were lost is read too.
  private func readISA() throws -> X12Segment {
    while end - start < 512, !isLast { try refill() }
    let number = count + 1, head = buffer[start..<min(end, start + 512)]
    guard head.count >= 4, head.prefix(3).elementsEqual("ISA".utf8), X12Delimiters.canBe(head[start + 3])
    else {
      throw X12Refusal.missingISA(segment: number, found: shown(head.prefix(20)))
    }
    let mark = head[start + 3]
    let places = head.indices.filter { head[$0] == mark }
    guard places.count >= 16 else {
      throw X12Refusal.badISA(
        segment: number, reason: "it has \(places.count) of the 16 elements before the file goes on")
    }
    let last = places[15]
    guard last + 2 < end else {
      throw X12Refusal.truncated(segment: number, awaited: "the end of ISA")
    }
    let fields = zip(places, places.dropFirst()).map { text(buffer[$0 + 1..<$1]) }
    let hasRepetition = fields.count > 11 && X12Segment.trimmed(fields[11]) >= "00402"
    let repetition = hasRepetition ? fields[10].utf8.first : nil
    delimiters = X12Delimiters(
      element: mark, component: buffer[last + 1], terminator: buffer[last + 2],
      repetition: repetition.flatMap { X12Delimiters.canBe($0) ? $0 : nil })
    try check(delimiters, number)
    if last + 2 - start != 105 { warnings.add(.isaWidth, number) }
    count = number
    defer { start = last + 3 }
    return X12Segment(
      "ISA", Array(fields.prefix(15)) + [text(buffer[last + 1..<last + 2])], number: number,
      component: delimiters.component)
  }

  private func check(_ marks: X12Delimiters, _ number: Int) throws {
    guard X12Delimiters.canBe(marks.component) else {
      throw X12Refusal.badISA(
        segment: number,
        reason: "ISA16, the component separator, is “\(X12Delimiters.name(marks.component))”")
    }
    guard X12Delimiters.canBe(marks.terminator) else {
      throw X12Refusal.badISA(
        segment: number,
        reason: "no segment terminator follows ISA16, but “\(X12Delimiters.name(marks.terminator))”")
    }
    guard Set(marks.all).count == marks.all.count else {
      throw X12Refusal.badISA(
        segment: number,
        reason:
          "its marks (\(marks.all.map(X12Delimiters.name).joined(separator: " "))) are not all different")
    }
  }

  private func shown(_ bytes: ArraySlice<UInt8>) -> String {
    text(bytes).map { $0.isNewline || $0 == "\0" ? " " : String($0) }.joined()
  }

  // MARK: - Segments

  private func segment(_ range: Range<Int>) -> X12Segment {
    count += 1
    var bytes = buffer[range]
    if let last = bytes.last, last == 13 || last == 10 { bytes = bytes.dropLast() }
    if bytes.contains(where: { $0 == 10 || $0 == 13 }) {
      warnings.add(.lineEndInside, count)
      bytes = bytes.filter { $0 != 10 && $0 != 13 }[...]
    }
    var elements: [String] = []
    for part in bytes.split(separator: delimiters.element, omittingEmptySubsequences: false) {
      elements.append(text(part))
    }
    let tag = X12Segment.trimmed(elements.removeFirst())
    return X12Segment(tag, elements, number: count, component: delimiters.component)
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    warnings.add(.notUTF8, max(1, count))
    var scalars = String.UnicodeScalarView()
    for byte in bytes { scalars.append(UnicodeScalar(byte)) }
    return String(scalars)
  }

  private func place(of mark: UInt8, from first: Int) -> Int? {
    buffer.withUnsafeBytes { all in
      guard first < end, let base = all.baseAddress,
        let found = memchr(base + first, Int32(mark), end - first)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  // MARK: - Bytes

  private func begin() throws {
    isBegun = true
    while end < 4, !isLast { try refill() }
    guard end > 0 else { throw FileRefusal.empty(name: source.name) }
    let head = buffer[..<end]
    if head.starts(with: [0xff, 0xfe]) || head.starts(with: [0xfe, 0xff]) {
      throw FileRefusal.wideEncoding(name: source.name)
    }
    if head.starts(with: [0xef, 0xbb, 0xbf]) {
      start = 3
      warnings.add(.byteOrderMark, 1)
    }
  }

  /// Passes over line ends and blanks between segments; false at the end of the file.
  private func skipBlanks(isOutside: Bool) throws -> Bool {
    var hasBlanks = false
    while true {
      while start < end {
        switch buffer[start] {
        case 10, 13: break
        case 32, 9: hasBlanks = true
        case 0 where isOutside && count > 0, 0x1a where isOutside && count > 0:
          warnings.add(.bytesBehindEnd, count)
        default:
          if hasBlanks { warnings.add(.blanksBeforeSegment, count + 1) }
          return true
        }
        start += 1
      }
      if isLast { return false }
      try refill()
    }
  }

  /// Moves the rest to the front, makes room where there is none, and reads behind it.
  private func refill() throws {
    if start > 0 {
      buffer.replaceSubrange(0..<end - start, with: buffer[start..<end])
      (start, end) = (0, end - start)
    }
    if end == buffer.count { buffer.append(contentsOf: [UInt8](repeating: 0, count: buffer.count)) }
    let held = end
    let got = try buffer.withUnsafeMutableBytes {
      try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[held...]))
    }
    end += got
    isLast = got == 0
  }
}
