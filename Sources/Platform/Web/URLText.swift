/// Text as addresses and forms carry it (WHATWG URL, `application/x-www-form-urlencoded`).
enum URLText {
  /// Undoes percent-encoding; nil where it is broken, not UTF-8, or holds a NUL.
  static func decoded(_ text: some StringProtocol, plusIsSpace: Bool) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 37 {
        guard rest.count >= 2, let high = digit(rest[rest.startIndex]),
          let low = digit(rest[rest.startIndex + 1])
        else { return nil }
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte == 43 && plusIsSpace ? 32 : byte)
      }
    }
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The pairs of a query or a form, in order.
  static func pairs(_ text: some StringProtocol) throws -> [(String, String)] {
    try text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(parts[0], plusIsSpace: true),
        let value = decoded(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
      else { throw WebRefusal.badEncoding }
      return (name, value)
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}
