import Foundation

/// The form in which names are stored for searching: lower case, without diacritics, single spaces.
///
/// Both the stored column and the searched word pass through here, so that databases only compare bytes.
package enum SearchKey {
  /// `  Café  ÉTOILE ` becomes `cafe etoile`. Folding twice changes nothing.
  package static func fold(_ text: String) -> String {
    var text = text
    let ascii: String? = text.withUTF8 { bytes in
      bytes.allSatisfy { $0 < 128 } ? folded(ascii: bytes) : nil
    }
    return ascii ?? folded(unicode: text)
  }

  private static func folded(ascii bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(unsafeUninitializedCapacity: bytes.count) { target in
      var count = 0
      var isGap = false
      for byte in bytes {
        if byte <= 32 || byte == 127 {
          isGap = count > 0
          continue
        }
        if isGap {
          target[count] = 32
          count += 1
          isGap = false
        }
        target[count] = byte >= 65 && byte <= 90 ? byte + 32 : byte
        count += 1
      }
      return count
    }
  }

  private static func folded(unicode text: String) -> String {
    var result = String.UnicodeScalarView()
    var isGap = false
    func append(_ scalar: Unicode.Scalar) {
      if isGap {
        result.append(" ")
        isGap = false
      }
      result.append(scalar)
    }
    // Decomposed first: marks stand apart, and ligatures, wide and superscript forms become plain letters.
    for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
      if isSpace(scalar) {
        isGap = !result.isEmpty
      } else if scalar.value < 128 {
        append(scalar.value >= 65 && scalar.value <= 90 ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
      } else if !isDropped(scalar) {
        for lower in scalar.properties.lowercaseMapping.unicodeScalars {
          if let plain = plain(lower) { plain.unicodeScalars.forEach(append) } else { append(lower) }
        }
      }
    }
    return String(result)
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 128 ? scalar.value <= 32 || scalar.value == 127 : scalar.properties.isWhitespace
  }

  // Marks of the Latin, Greek and Cyrillic scripts only: in Indic and Thai writing marks are the vowels.
  private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0300...0x036f, 0x1ab0...0x1aff, 0x1dc0...0x1dff, 0x20d0...0x20ff, 0xfe20...0xfe2f: true
    default: scalar.properties.generalCategory == .format
    }
  }

  // Letters that Unicode does not decompose, and the typographer's quotes and dashes.
  private static func plain(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "ß": "ss"
    case "æ": "ae"
    case "œ": "oe"
    case "ø": "o"
    case "ł": "l"
    case "đ", "ð": "d"
    case "þ": "th"
    case "ħ": "h"
    case "ı": "i"
    case "ς": "σ"
    case "‘", "’", "ʼ", "´": "'"
    case "“", "”", "„": "\""
    case "‐", "‑", "‒", "–", "—", "−": "-"
    default: nil
    }
  }
}
