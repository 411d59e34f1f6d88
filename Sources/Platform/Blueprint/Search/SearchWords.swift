import Kernel

/// Words as they are kept and looked for: folded, without signs, short enough for an index.
package enum SearchWords {
  /// Longer ones are cut, so that a page of base64 in a mail doesn't fill the index.
  static let longest = 24
  static let mostOfBody = 60

  /// All words of a title and the first different ones of a text below it.
  package static func of(_ title: String, _ body: String = "") -> [String] {
    var seen = Set<String>()
    var words = split(title).filter { seen.insert($0).inserted }
    let limit = words.count + mostOfBody
    guard !body.isEmpty else { return words }
    for word in split(String(body.prefix(4_000))) where word.count > 2 {
      guard words.count < limit else { break }
      if seen.insert(word).inserted { words.append(word) }
    }
    return words
  }

  package static func split(_ text: String) -> [String] { split(folded: SearchKey.fold(text)) }

  /// The same of a text that is folded already.
  package static func split(folded text: String) -> [String] {
    var text = text
    let plain = text.withUTF8 { bytes in bytes.allSatisfy { $0 < 128 } ? ascii(bytes) : nil }
    return plain
      ?? text.split { !$0.isLetter && !$0.isNumber }.map { String($0.prefix(longest)) }
  }

  private static func ascii(_ bytes: UnsafeBufferPointer<UInt8>) -> [String] {
    bytes.split { byte in
      !(byte >= 97 && byte <= 122) && !(byte >= 48 && byte <= 57) && !(byte >= 65 && byte <= 90)
    }.map { String(decoding: $0.prefix(longest), as: UTF8.self) }
  }
}
