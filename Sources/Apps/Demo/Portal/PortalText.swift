import Kernel

/// Bytes of a file before they are written.
struct PortalText {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(1 << 20) }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
  mutating func put(byte: UInt8) { bytes.append(byte) }
  mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }
  mutating func put(_ field: [UInt8]) { bytes.append(contentsOf: field) }

  mutating func put(_ number: Int64) {
    if number < 0 { put(byte: 45) }
    var rest = number.magnitude, digits = 1, power: UInt64 = 1
    while rest / power >= 10 {
      power *= 10
      digits += 1
    }
    for _ in 0..<digits {
      put(byte: UInt8(rest / power) + 48)
      rest %= power
      power /= 10
    }
  }

  /// `1234` cents as `12.34`.
  mutating func put(cents: Int64, decimal: UInt8) {
    put(cents / 100)
    put(byte: decimal)
    put(byte: UInt8(cents / 10 % 10) + 48)
    put(byte: UInt8(cents % 10) + 48)
  }

  /// A day as the portal writes it.
  static func day(_ day: Day, _ style: PortalFormat.DateStyle) -> [UInt8] {
    let parts = day.description.split(separator: "-").map(String.init)
    let text =
      switch style {
      case .iso: day.description
      case .american: "\(parts[1])/\(parts[2])/\(parts[0])"
      case .german: "\(parts[2]).\(parts[1]).\(parts[0])"
      case .compact: parts.joined()
      }
    return Array(text.utf8)
  }

  /// A store's code with the portal's prefix and leading zeros.
  static func store(_ code: String, _ format: PortalFormat) -> [UInt8] {
    let zeros = String(repeating: "0", count: max(0, format.storeDigits - code.utf8.count))
    return Array((format.storePrefix + zeros + code).utf8)
  }
}
