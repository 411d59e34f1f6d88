import Foundation

/// Bytes of mails and cards into text: transfer encodings, character sets, encoded words.
enum TextDecoding {
  static func quotedPrintable(_ bytes: [UInt8], isWord: Bool = false) -> [UInt8] {
    var result: [UInt8] = [], place = 0
    result.reserveCapacity(bytes.count)
    while place < bytes.count {
      let byte = bytes[place]
      if byte == 61 {
        if place + 1 < bytes.count, bytes[place + 1] == 10 {
          place += 2
          continue
        }
        if place + 2 < bytes.count, let high = hex(bytes[place + 1]), let low = hex(bytes[place + 2]) {
          result.append(high << 4 | low)
          place += 3
          continue
        }
      }
      result.append(isWord && byte == 95 ? 32 : byte)
      place += 1
    }
    return result
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }

  static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let clean = bytes.filter { $0 > 32 && $0 != 61 }
    let whole = clean + Array(repeating: 61, count: (4 - clean.count % 4) % 4)
    return Data(base64Encoded: Data(whole), options: .ignoreUnknownCharacters).map { Array($0) } ?? []
  }

  /// Text in a character set; what is not known, or not valid, is read byte by byte as Latin letters.
  static func text(_ bytes: [UInt8], _ charset: String?) -> String {
    let name = (charset ?? "utf-8").lowercased()
    if ["utf-8", "utf8", "us-ascii", "ascii"].contains(name),
      let text = String(validating: bytes, as: UTF8.self)
    {
      return text
    }
    let encoding: String.Encoding? =
      switch name {
      case "utf-16": .utf16
      case "windows-1252", "cp1252": .windowsCP1252
      case "windows-1250": .windowsCP1250
      case "windows-1251": .windowsCP1251
      case "iso-8859-2": .isoLatin2
      case "iso-2022-jp": .iso2022JP
      case "shift_jis": .shiftJIS
      default: nil
      }
    if let encoding, let text = String(data: Data(bytes), encoding: encoding) { return text }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  /// `=?utf-8?Q?Caf=C3=A9?=` reads “Café” (RFC 2047).
  static func words(_ text: String) -> String {
    guard text.contains("=?") else { return text }
    var result = "", rest = text[...], wasWord = false
    while let start = rest.range(of: "=?") {
      let before = rest[..<start.lowerBound]
      let parts = rest[start.upperBound...].split(
        separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count == 4, parts[3].hasPrefix("=") else {
        result += rest[..<start.upperBound]
        rest = rest[start.upperBound...]
        continue
      }
      // Blanks between two encoded words are not part of the text.
      if !(wasWord && before.allSatisfy(\.isWhitespace)) { result += before }
      let bytes = Array(parts[2].utf8)
      let decoded = parts[1].lowercased() == "b" ? base64(bytes) : quotedPrintable(bytes, isWord: true)
      result += self.text(decoded, String(parts[0]))
      rest = parts[3].dropFirst()
      wasWord = true
    }
    return result + rest
  }

  /// The words of a page of HTML: tags go, paragraphs become lines.
  static func plain(html: String) -> String {
    var result = "", inTag = false, tag = "", hidden = ""
    for character in html {
      if character == "<" {
        (inTag, tag) = (true, "")
      } else if character == ">", inTag {
        inTag = false
        let name = tag.lowercased().prefix { $0.isLetter || $0 == "/" }
        if ["style", "script", "head"].contains(name) { hidden = String(name) }
        if name == "/" + hidden { hidden = "" }
        if ["br", "/p", "/div", "/tr", "/li"].contains(name) { result += "\n" }
      } else if inTag {
        tag.append(character)
      } else if hidden.isEmpty {
        result.append(character)
      }
    }
    for (entity, text) in [
      ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] {
      result = result.replacing(entity, with: text)
    }
    return result
  }

  /// Without blank lines in a row and blanks at the ends.
  static func tidied(_ text: String, limit: Int = 20_000) -> String {
    var lines: [Substring] = []
    for line in text.prefix(limit).split(separator: /\r?\n/, omittingEmptySubsequences: false) {
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.isEmpty, lines.last?.isEmpty ?? true { continue }
      lines.append(line)
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n").filter { $0 != "\0" }
  }
}
