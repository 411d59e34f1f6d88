/// How the letters of a text file are coded. What leaves the reader is always UTF-8.
package enum SourceEncoding: String, Sendable, CaseIterable {
  case utf8
  /// Western Europe's code page of Windows; the printable part of Latin-1 is the same.
  case windows1252

  /// Writes `bytes` as UTF-8 to `target`, which has room for three times as many, and returns the length.
  static func widen(_ bytes: UnsafeRawBufferPointer, to target: UnsafeMutablePointer<UInt8>) -> Int {
    var length = 0
    for byte in bytes {
      if byte < 0x80 {
        target[length] = byte
        length += 1
        continue
      }
      let scalar = byte < 0xa0 ? specials[Int(byte - 0x80)] : UInt16(byte)
      if scalar < 0x800 {
        target[length] = UInt8(0xc0 | scalar >> 6)
        length += 1
      } else {
        target[length] = UInt8(0xe0 | scalar >> 12)
        target[length + 1] = UInt8(0x80 | scalar >> 6 & 0x3f)
        length += 2
      }
      target[length] = UInt8(0x80 | scalar & 0x3f)
      length += 1
    }
    return length
  }

  /// 0x80 to 0x9f after the WHATWG Encoding Standard: the five unassigned bytes stay control codes.
  private static let specials: [UInt16] = [
    0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8d,
    0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161,
    0x203a,
    0x0153, 0x9d, 0x017e, 0x0178,
  ]
}

/// Well-formed UTF-8 after table 3-7 of the Unicode Standard.
func isUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
  var place = 0
  while place < bytes.count {
    let lead = bytes[place]
    place += 1
    if lead < 0x80 { continue }
    let following: Int
    var second: ClosedRange<UInt8> = 0x80...0xbf
    switch lead {
    case 0xc2...0xdf: following = 1
    case 0xe0...0xef:
      following = 2
      if lead == 0xe0 { second = 0xa0...0xbf } else if lead == 0xed { second = 0x80...0x9f }
    case 0xf0...0xf4:
      following = 3
      if lead == 0xf0 { second = 0x90...0xbf } else if lead == 0xf4 { second = 0x80...0x8f }
    default: return false
    }
    guard place + following <= bytes.count, second.contains(bytes[place]) else { return false }
    for other in bytes[place + 1..<place + following] where other & 0xc0 != 0x80 { return false }
    place += following
  }
  return true
}
