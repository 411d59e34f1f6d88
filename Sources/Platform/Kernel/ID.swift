package import Foundation

/// The identity of one record: a UUIDv7 (RFC 9562) in lower-case text, typed by what it identifies.
///
/// Identifiers made later sort later, so a page ordered by id is ordered by age.
package struct ID<Subject>: Hashable, Sendable, Comparable, Codable, CustomStringConvertible,
  LosslessStringConvertible
{
  package let text: String

  /// Parses the 36-character form; anything else is nil. Upper case is folded.
  package init?(_ text: String) {
    guard let canonical = UUIDText.canonical(text) else { return nil }
    self.text = canonical
  }

  /// A fresh identifier for a record made `at` (milliseconds of Unix time are its first 48 bits).
  package init(at moment: Date, using generator: inout some RandomNumberGenerator) {
    text = UUIDText.version7(at: moment, using: &generator)
  }

  /// A fresh identifier from the system's randomness.
  package static func new(at moment: Date = Date()) -> ID {
    var generator = SystemRandomNumberGenerator()
    return ID(at: moment, using: &generator)
  }

  package var description: String { text }

  package static func < (left: ID, right: ID) -> Bool { left.text < right.text }

  package init(from decoder: any Decoder) throws {
    let raw = try decoder.singleValueContainer().decode(String.self)
    guard let id = ID(raw) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "is not an identifier (a UUID is expected)"))
    }
    self = id
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

private enum UUIDText {
  static let digits = Array("0123456789abcdef".utf8)
  static let hyphens: Set<Int> = [8, 13, 18, 23]

  static func canonical(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.count == 36 else { return nil }
    var folded = [UInt8]()
    folded.reserveCapacity(36)
    for (place, byte) in bytes.enumerated() {
      let lower = byte >= 65 && byte <= 70 ? byte + 32 : byte
      guard hyphens.contains(place) ? lower == 45 : digits.contains(lower) else { return nil }
      folded.append(lower)
    }
    return String(decoding: folded, as: UTF8.self)
  }

  static func version7(at moment: Date, using generator: inout some RandomNumberGenerator) -> String {
    // Rounded, for a Date holds 1.001 s as a little less; held within 48 bits, for a wild clock must not trap.
    let milliseconds = UInt64(min(max(0, (moment.timeIntervalSince1970 * 1000).rounded()), 0xffff_ffff_ffff))
    let high = generator.next() as UInt64, low = generator.next() as UInt64
    let first = milliseconds << 16 | 0x7000 | (high & 0x0fff)
    let second = low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
    var text = [UInt8]()
    text.reserveCapacity(36)
    for half in [first, second] {
      for shift in stride(from: 60, through: 0, by: -4) {
        if hyphens.contains(text.count) { text.append(45) }
        text.append(digits[Int(half >> UInt64(shift) & 15)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
