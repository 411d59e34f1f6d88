import Foundation

/// Reads one line as a JSON object (RFC 8259) and puts its values into the row that is being made.
struct JSONScan {
  private let text: UnsafeRawBufferPointer
  private let batch: RowBatch
  private var place = 0
  private var path: [UInt8] = []
  private var problem: RowProblem?
  private let keys: JSONKeys
  private let decimalMark: UInt8

  private static let deepest = 64

  init(_ text: UnsafeRawBufferPointer, keys: JSONKeys, batch: RowBatch, decimalMark: UInt8) {
    self.text = text
    self.keys = keys
    self.batch = batch
    self.decimalMark = decimalMark
    keys.startRow()
  }

  /// What is wrong with the line, if anything; what came before it has been read.
  mutating func readLine() -> RowProblem? {
    guard isUTF8(text) else { return .badJSON(byte: 1, reason: "it is not UTF-8") }
    do throws(RowProblem) {
      skipBlanks()
      guard peek == 123 else { throw fault("there is no { at its start") }
      try readObject(depth: 1)
      skipBlanks()
      guard place == text.count else { throw fault("something follows the closing }") }
    } catch {
      return error
    }
    return problem
  }

  private var peek: UInt8? { place < text.count ? text[place] : nil }

  private func fault(_ reason: String) -> RowProblem { .badJSON(byte: place + 1, reason: reason) }

  private mutating func skipBlanks() {
    while place < text.count, text[place] == 32 || text[place] == 9 || text[place] == 13 { place += 1 }
  }

  private mutating func readObject(depth: Int) throws(RowProblem) {
    guard depth <= Self.deepest else { throw fault("objects lie more than \(Self.deepest) deep") }
    place += 1
    skipBlanks()
    if peek == 125 {
      place += 1
      return
    }
    let outer = path.count
    while true {
      skipBlanks()
      guard peek == 34 else { throw fault("a key in quotation marks is missing") }
      let mark = batch.used
      try readString()
      if outer > 0 { path.append(46) }
      path.append(contentsOf: UnsafeRawBufferPointer(start: batch.bytes + mark, count: batch.used - mark))
      batch.cut(to: mark)
      skipBlanks()
      guard peek == 58 else { throw fault("a colon is missing behind the key") }
      place += 1
      skipBlanks()
      try readValue(depth: depth)
      path.removeLast(path.count - outer)
      skipBlanks()
      switch peek {
      case 44: place += 1
      case 125:
        place += 1
        return
      default: throw fault("a comma or } is missing")
      }
    }
  }

  private mutating func readValue(depth: Int) throws(RowProblem) {
    let mark = batch.used
    switch peek {
    case 123: return try readObject(depth: depth + 1)
    case 34:
      try readString()
      put(from: mark, isQuoted: true)
    case 91:
      let first = place
      try skipList(depth: depth + 1)
      batch.append(UnsafeRawBufferPointer(rebasing: text[first..<place]))
      put(from: mark, isQuoted: false)
    default:
      try readBare()
      put(from: mark, isQuoted: false)
    }
  }

  /// A number as it is written, `true` and `false` as words, null as nothing.
  private mutating func readBare() throws(RowProblem) {
    let first = place
    while let byte = peek, byte != 44, byte != 125, byte != 93, byte > 32 { place += 1 }
    let word = UnsafeRawBufferPointer(rebasing: text[first..<place])
    let field = Field(word)
    if field == "null" { return }
    guard field == "true" || field == "false" || Self.isNumber(word) else {
      place = first
      throw fault("a value is missing or not JSON")
    }
    let mark = batch.used
    batch.append(word)
    guard decimalMark != 46 else { return }
    for place in mark..<batch.used where batch.bytes[place] == 46 { batch.bytes[place] = decimalMark }
  }

  static func isNumber(_ word: UnsafeRawBufferPointer) -> Bool {
    var rest = word[...]
    func digits() -> Int {
      let count = rest.prefix { (48...57).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == 45 { rest = rest.dropFirst() }
    let leadsWithZero = rest.first == 48
    let whole = digits()
    guard whole > 0, !leadsWithZero || whole == 1 else { return false }
    if rest.first == 46 {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if rest.first == 101 || rest.first == 69 {
      rest = rest.dropFirst()
      if rest.first == 43 || rest.first == 45 { rest = rest.dropFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  private mutating func put(from start: Int, isQuoted: Bool) {
    let found = path.withUnsafeBytes { keys.place($0) }
    guard let found else {
      // Null says no more than a missing key.
      if batch.used > start, problem == nil {
        problem = .unknownKey(name: String(decoding: path, as: UTF8.self))
      }
      return
    }
    if problem == nil, found < batch.fields, !batch.range(found).isEmpty {
      problem = .repeatedKey(name: keys.names[found])
    }
    batch.set(found, from: start, to: batch.used, isQuoted: isQuoted)
  }

  /// A list stays text; only where it ends must be known.
  private mutating func skipList(depth: Int) throws(RowProblem) {
    var open = 0
    let mark = batch.used
    repeat {
      guard let byte = peek else { throw fault("a list is not closed") }
      switch byte {
      case 34:
        try readString()
        batch.cut(to: mark)
        continue
      case 91, 123: open += 1
      case 93, 125: open -= 1
      default: break
      }
      place += 1
    } while open > 0
  }

  /// Puts a string's text behind what the batch holds, escapes undone.
  private mutating func readString() throws(RowProblem) {
    place += 1
    while true {
      let first = place
      while let byte = peek, byte != 34, byte != 92, byte >= 32 { place += 1 }
      batch.append(UnsafeRawBufferPointer(rebasing: text[first..<place]))
      switch peek {
      case 34:
        place += 1
        return
      case 92: try readEscape()
      case nil: throw fault("a quotation mark is never closed")
      default: throw fault("a control character stands in a text")
      }
    }
  }

  private mutating func readEscape() throws(RowProblem) {
    place += 1
    let byte = peek
    place += 1
    switch byte {
    case 34, 92, 47: batch.append(byte ?? 0)
    case 98: batch.append(8)
    case 102: batch.append(12)
    case 110: batch.append(10)
    case 114: batch.append(13)
    case 116: batch.append(9)
    case 117:
      var code = try readHex()
      if (0xd800..<0xdc00).contains(code), place + 1 < text.count, text[place] == 92, text[place + 1] == 117 {
        place += 2
        let low = try readHex()
        code = (0xdc00..<0xe000).contains(low) ? 0x10000 + (code - 0xd800) << 10 + low - 0xdc00 : 0xd800
      }
      guard let scalar = Unicode.Scalar(code) else { throw fault("an escape names half a character") }
      for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { batch.append(unit) }
    default:
      place -= 1
      throw fault("an escape is not known")
    }
  }

  private mutating func readHex() throws(RowProblem) -> UInt32 {
    guard place + 4 <= text.count else { throw fault("an escape breaks off") }
    let digits = String(decoding: text[place..<place + 4], as: UTF8.self)
    guard digits.utf8.allSatisfy({ $0 != 43 && $0 != 45 }), let code = UInt32(digits, radix: 16) else {
      throw fault("an escape is not four hexadecimal digits")
    }
    place += 4
    return code
  }
}
