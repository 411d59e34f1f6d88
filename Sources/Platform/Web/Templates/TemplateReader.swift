/// Cuts a template into pieces.
struct TemplateReader {
  typealias Piece = MarkupTemplate.Piece
  typealias Unreadable = MarkupTemplate.Unreadable

  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The pieces up to the end of the section of this name, or of the template.
  mutating func pieces(within section: String?) throws(Unreadable) -> [Piece] {
    var pieces: [Piece] = []
    while let tag = try nextTag() {
      if tag.text.startIndex < tag.text.endIndex { pieces.append(.text(Array(tag.text))) }
      let path = tag.word == "." ? [] : tag.word.split(separator: ".").map(String.init)
      switch tag.kind {
      case UInt8(ascii: "#"): pieces.append(.section(path, try self.pieces(within: tag.word)))
      case UInt8(ascii: "^"): pieces.append(.inverted(path, try self.pieces(within: tag.word)))
      case UInt8(ascii: "/"):
        guard tag.word == section else {
          throw Unreadable(description: "“\(tag.word)” ends what “\(section ?? "nothing")” began")
        }
        return pieces
      case UInt8(ascii: ">"): pieces.append(.part(tag.word))
      case UInt8(ascii: "{"), UInt8(ascii: "&"): pieces.append(.markup(path))
      case UInt8(ascii: "!"): break
      default: pieces.append(.value(path))
      }
    }
    if let section { throw Unreadable(description: "“\(section)” has no end") }
    if place < bytes.count { pieces.append(.text(Array(bytes[place...]))) }
    return pieces
  }

  private struct Tag {
    let kind: UInt8
    let word: String
    /// What stands before it.
    let text: ArraySlice<UInt8>
  }

  private mutating func nextTag() throws(Unreadable) -> Tag? {
    guard let start = position(of: "{{", from: place) else { return nil }
    let kind = start + 2 < bytes.count ? bytes[start + 2] : 0
    let closing = kind == UInt8(ascii: "{") ? "}}}" : "}}"
    guard let close = position(of: closing, from: start + 2) else {
      throw Unreadable(
        description: "a tag has no end: \(String(decoding: bytes[start...].prefix(40), as: UTF8.self))")
    }
    guard !"=<$%".utf8.contains(kind) else {
      throw Unreadable(
        description: "“{{\(Character(Unicode.Scalar(kind)))” is not among what templates here can do")
    }
    let isMarked = "#^/>!{&".utf8.contains(kind)
    let inner = String(decoding: bytes[(start + (isMarked ? 3 : 2))..<close], as: UTF8.self)
    let word = inner.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    var textEnd = start, next = close + closing.utf8.count
    if "#^/>!".utf8.contains(kind), let line = lineAlone(start, next) { (textEnd, next) = line }
    defer { place = next }
    return Tag(kind: kind, word: word, text: bytes[place..<textEnd])
  }

  /// Where a line begins and the next one does, if nothing but blanks stands beside the tag: such a line is not drawn.
  private func lineAlone(_ start: Int, _ end: Int) -> (Int, Int)? {
    var first = start, last = end
    while first > place, Self.isBlank(bytes[first - 1]) { first -= 1 }
    while last < bytes.count, Self.isBlank(bytes[last]) { last += 1 }
    guard first == 0 || bytes[first - 1] == Self.newline, last == bytes.count || bytes[last] == Self.newline
    else {
      return nil
    }
    return (first, min(last + 1, bytes.count))
  }

  private static let newline = UInt8(ascii: "\n")
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }

  private func position(of mark: String, from start: Int) -> Int? {
    let mark = Array(mark.utf8)
    guard bytes.count >= mark.count, start <= bytes.count - mark.count else { return nil }
    return (start...(bytes.count - mark.count)).first { bytes[$0..<($0 + mark.count)].elementsEqual(mark) }
  }
}
