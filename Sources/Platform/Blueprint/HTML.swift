/// HTML made outside of templates: only where a page holds hundreds of equal pieces, such as the cells of a list.
package enum HTML {
  /// The text with the five characters of markup replaced.
  package static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: isMarkup) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    escape(text, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The same, put behind what is there already.
  package static func escape(_ text: String, into bytes: inout [UInt8]) {
    guard text.utf8.contains(where: isMarkup) else {
      bytes += text.utf8
      return
    }
    for byte in text.utf8 {
      switch byte {
      case 38: bytes += "&amp;".utf8
      case 60: bytes += "&lt;".utf8
      case 62: bytes += "&gt;".utf8
      case 34: bytes += "&quot;".utf8
      case 39: bytes += "&#39;".utf8
      default: bytes.append(byte)
      }
    }
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    byte == 38 || byte == 60 || byte == 62 || byte == 34 || byte == 39
  }
}
