import Foundation

/// The texts that cells of a workbook refer to by number, end to end in one block of memory.
final class SharedStrings: XMLHandler {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var used = 0, capacity = 1 << 16
  private var ends: UnsafeMutablePointer<UInt32>
  private(set) var count = 0
  private var room = 1 << 12
  private let limit: Int
  private var isText = false
  private var phonetic = 0

  /// `limit` in bytes, at most four billion: the texts and where they end.
  init(limit: Int) {
    self.limit = min(limit, Int(UInt32.max))
    bytes = Self.grown(nil, to: capacity)
    ends = Self.grown(nil, to: room)
  }

  deinit {
    free(bytes)
    free(ends)
  }

  /// The text of that number; nil where there is none.
  @inline(__always) subscript(number: Int) -> UnsafeRawBufferPointer? {
    guard number >= 0, number < count else { return nil }
    let start = number == 0 ? 0 : Int(ends[number - 1])
    return UnsafeRawBufferPointer(start: bytes + start, count: Int(ends[number]) - start)
  }

  override func begin(_ name: XMLName, _ attributes: XMLAttributes) {
    // Rich text is several <t>; what lies in <rPh> says how to pronounce it.
    if name == "rPh" { phonetic += 1 }
    isText = phonetic == 0 && name.letter == 116
  }

  override func end(_ name: XMLName) {
    isText = false
    if name == "rPh" { phonetic -= 1 }
    guard name == "si" else { return }
    let start = count == 0 ? 0 : Int(ends[count - 1])
    used = start + OOXMLEscape.undo(UnsafeMutableBufferPointer(start: bytes + start, count: used - start))
    if count == room {
      room *= 2
      ends = Self.grown(ends, to: room)
    }
    ends[count] = UInt32(used)
    count += 1
    if used + count * 4 > limit { refuse(.tooMuchText(limit: limit)) }
  }

  override func text(_ more: UnsafeRawBufferPointer) {
    guard isText, let base = more.baseAddress else { return }
    guard used + more.count + count * 4 <= limit else { return refuse(.tooMuchText(limit: limit)) }
    if used + more.count > capacity {
      while used + more.count > capacity { capacity *= 2 }
      bytes = Self.grown(bytes, to: capacity)
    }
    memcpy(bytes + used, base, more.count)
    used += more.count
  }

  /// Large blocks are moved by their pages, not copied.
  private static func grown<Element>(
    _ block: UnsafeMutablePointer<Element>?, to count: Int
  ) -> UnsafeMutablePointer<Element> {
    guard let wider = realloc(block, count * MemoryLayout<Element>.stride) else {
      preconditionFailure("no memory for the texts of a workbook")
    }
    return wider.assumingMemoryBound(to: Element.self)
  }
}

/// `_x000D_`: how a workbook writes characters that XML cannot hold.
enum OOXMLEscape {
  private static let mark = Array("_x".utf8)

  /// Undoes the escapes in place and returns the new length, which is never greater.
  static func undo(_ text: UnsafeMutableBufferPointer<UInt8>) -> Int {
    guard text.count >= 7, holds(UnsafeRawBufferPointer(text), Self.mark) else {
      return text.count
    }
    var from = 0, to = 0
    while from < text.count {
      if let code = code(text, at: from), let scalar = Unicode.Scalar(code) {
        for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
          text[to] = unit
          to += 1
        }
        from += 7
      } else {
        text[to] = text[from]
        to += 1
        from += 1
      }
    }
    return to
  }

  private static func code(_ text: UnsafeMutableBufferPointer<UInt8>, at place: Int) -> UInt32? {
    guard place + 7 <= text.count, text[place] == 95, text[place + 1] == 120, text[place + 6] == 95 else {
      return nil
    }
    var code: UInt32 = 0
    for byte in text[place + 2..<place + 6] {
      switch byte {
      case 48...57: code = code << 4 | UInt32(byte - 48)
      case 65...70: code = code << 4 | UInt32(byte - 55)
      case 97...102: code = code << 4 | UInt32(byte - 87)
      default: return nil
      }
    }
    return code
  }
}
