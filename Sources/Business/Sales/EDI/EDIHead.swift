import Files
import Foundation
import X12

/// What the first segments of an X12 file say of all of it.
struct EDIHead {
  /// Which reports become rows; each has a header of its own, so that each finds its loader.
  enum Kind: String {
    case activity = "852"
    case resale = "867"

    var header: [String] {
      let site = self == .activity ? ["store", "store_name"] : ["customer", "customer_name"]
      return site + [
        "city", "item", "item_name", "item_qualifier", "day", "period_start", "period_end", "units", "value",
        "price",
      ]
    }
  }

  let kind: Kind
  /// ISA06.
  let sender: String
  /// The sender's name, where N1 gives it; else its id.
  var name: String
  /// CUR02.
  var currency: String?

  /// Who of N1 is the sender of a report.
  private static let roles: Set = ["FR", "DS", "DB", "SE", "RE", "DI"]
  /// The head of a report is shorter than this.
  private static let mostSegments = 60

  /// Reads on to the first 852 or 867 and through its head; nil where the file has neither or can't be read so far:
  /// reading it all will then say why.
  init?(path: String) throws {
    let reader = X12Reader(try ByteSource(path: path), options: .init(checking: .lenient))
    var found: Kind?, name: String?, currency: String?, left = Self.mostSegments
    while left > 0, let segment = try reader.next() {
      switch segment.tag {
      case "ST" where found == nil: found = Kind(rawValue: segment[1])
      case "N1" where found != nil && name == nil && Self.roles.contains(segment[1]) && !segment[2].isEmpty:
        name = segment[2]
      case "CUR" where found != nil && currency == nil: currency = segment[2]
      case "LIN" where found != nil, "PTD" where found != nil, "SE" where found != nil: left = 0
      default: break
      }
      if found != nil { left -= 1 }
    }
    guard let found, let sender = reader.lastSender else { return nil }
    kind = found
    self.sender = sender
    self.name = name ?? sender
    self.currency = currency
  }

  /// Whether a file begins as an interchange does, or as one that lost its envelope: ISA, a mark, two letters or digits,
  /// the mark again.
  static func begins(_ path: String) throws -> Bool {
    let source = try ByteSource(path: path, chunkBytes: 4096)
    var head = [UInt8](repeating: 0, count: 1024), count = 0
    while count < head.count {
      let held = count
      let got = try head.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[held...]))
      }
      if got == 0 { break }
      count += got
    }
    var rest = head[..<count]
    if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
    rest = rest.drop { $0 == 32 || (9...13).contains($0) }
    return isEnvelope(Array(rest))
  }

  private static func isEnvelope(_ head: [UInt8]) -> Bool {
    func begins(_ tag: String, _ width: Int) -> Bool {
      let length = tag.utf8.count
      guard head.count > length + width + 1, head.starts(with: Array(tag.utf8)) else { return false }
      let mark = head[length]
      // What parts the columns of tables parts no segment.
      return ![44, 59, 9].contains(mark) && mark < 128 && head[length + 1 + width] == mark
        && head[(length + 1)..<(length + 1 + width)].allSatisfy { $0 > 47 && $0 < 91 }
    }
    return begins("ISA", 2) || begins("GS", 2) || begins("ST", 3)
  }
}
