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
    // Decomposed first: marks stand apart, and ligatures, wide and superscript forms become plain letters.
    for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars {
        if lower.properties.isWhitespace || lower.value < 32 || lower.value == 127 {
          isGap = !result.isEmpty
          continue
        }
        guard !isDropped(lower) else { continue }
        if isGap {
          result.append(" ")
          isGap = false
        }
        if let plain = plain(lower) {
          result.append(contentsOf: plain.unicodeScalars)
        } else {
          result.append(lower)
        }
      }
    }
    return String(result)
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
