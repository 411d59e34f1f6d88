package import Foundation
import Synchronization

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
  ///
  /// Those that a process makes for one millisecond sort in the order they were made.
  package static func new(at moment: Date = Date()) -> ID {
    var generator = OrderedGenerator()
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
  static func isHyphen(_ place: Int) -> Bool { place == 8 || place == 13 || place == 18 || place == 23 }

  static func digit(_ value: UInt8) -> UInt8 { value < 10 ? value + 48 : value + 87 }

  static func canonical(_ text: String) -> String? {
    var text = text
    var isFolded = true
    let isUUID = text.withUTF8 { bytes in
      guard bytes.count == 36 else { return false }
      for place in 0..<36 {
        switch bytes[place] {
        case 45: if !isHyphen(place) { return false }
        case 48...57, 97...102: if isHyphen(place) { return false }
        case 65...70:
          if isHyphen(place) { return false }
          isFolded = false
        default: return false
        }
      }
      return true
    }
    if !isUUID { return nil }
    return isFolded ? text : text.lowercased()
  }

  static func version7(at moment: Date, using generator: inout some RandomNumberGenerator) -> String {
    // Rounded, for a Date holds 1.001 s as a little less; within 48 bits, for a wild clock must not trap.
    let milliseconds = UInt64(min(max(0, (moment.timeIntervalSince1970 * 1000).rounded()), 0xffff_ffff_ffff))
    let high = generator.next() as UInt64, low = generator.next() as UInt64
    let first = milliseconds << 16 | 0x7000 | (high & 0x0fff)
    let second = low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
    var text = [UInt8]()
    text.reserveCapacity(36)
    for half in [first, second] {
      for shift in stride(from: 60, through: 0, by: -4) {
        if isHyphen(text.count) { text.append(45) }
        text.append(digit(UInt8(truncatingIfNeeded: half >> UInt64(shift) & 15)))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// The bits of one identifier: the first 32 count up (RFC 9562 section 6.2, method 1), so that order holds within a
/// millisecond; the other 42 are random. An identifier takes 12 bits of the first word and 62 of the second.
private struct OrderedGenerator: RandomNumberGenerator {
  private static let counter = Atomic<UInt64>(0)

  private let count = Self.counter.wrappingAdd(1, ordering: .relaxed).oldValue
  private var isFirst = true

  mutating func next() -> UInt64 {
    var system = SystemRandomNumberGenerator()
    guard isFirst else { return (count & 0xf_ffff) << 42 | system.next() >> 22 }
    isFirst = false
    return count >> 20
  }
}
