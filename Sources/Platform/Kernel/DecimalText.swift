/// Exact decimal numbers as text: a whole number of 10^-decimals on one side, digits on the other.
package enum DecimalText {
  /// Reads `-1234.5` as -123450 for two decimals; nil where the text is no plain decimal or does not fit.
  ///
  /// Leading `+`, `-` and `−` are read, trailing zeros beyond `decimals` are harmless. Grouping commas,
  /// blanks and exponents are refused: what they mean depends on who wrote the file, and a loader removes them
  /// knowingly.
  package static func parse(_ text: some StringProtocol, decimals: Int) -> Int64? {
    var text = String(text)
    return text.withUTF8 { parse($0, decimals: decimals) }
  }

  /// The same from bytes, for loaders that never make a String.
  package static func parse(_ bytes: UnsafeBufferPointer<UInt8>, decimals: Int) -> Int64? {
    let (negative, start) = sign(of: bytes)
    guard start < bytes.count, isDigit(bytes[bytes.count - 1]) else { return nil }
    // Summed below zero, because the smallest Int64 has no positive twin.
    var sum: Int64 = 0
    var places: Int?
    for place in start..<bytes.count {
      let byte = bytes[place]
      if byte == 46, places == nil {
        places = 0
        continue
      }
      guard isDigit(byte) else { return nil }
      if let known = places {
        if known == decimals {
          if byte == 48 { continue } else { return nil }
        }
        places = known + 1
      }
      guard let next = appending(Int64(byte - 48), to: sum) else { return nil }
      sum = next
    }
    for _ in (places ?? 0)..<decimals {
      guard let next = appending(0, to: sum) else { return nil }
      sum = next
    }
    if negative { return sum }
    return sum == .min ? nil : -sum
  }

  /// `-1234.50`, as it stands in data files and in form fields.
  package static func plain(_ value: Int64, decimals: Int) -> String {
    written(value, decimals: decimals, minus: [45], grouping: false)
  }

  /// `−1,234.50`, as people read it: grouped, with a true minus sign.
  package static func grouped(_ value: Int64, decimals: Int) -> String {
    written(value, decimals: decimals, minus: Array("−".utf8), grouping: true)
  }

  /// 10 to the power of `exponent` (0...18).
  package static func power(_ exponent: Int) -> Int64 {
    var product: Int64 = 1
    for _ in 0..<exponent { product *= 10 }
    return product
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private static func appending(_ digit: Int64, to sum: Int64) -> Int64? {
    let (tenfold, tooLarge) = sum.multipliedReportingOverflow(by: 10)
    let (next, overflow) = tenfold.subtractingReportingOverflow(digit)
    return tooLarge || overflow ? nil : next
  }

  private static func sign(of bytes: UnsafeBufferPointer<UInt8>) -> (negative: Bool, start: Int) {
    guard let first = bytes.first else { return (false, 0) }
    if first == 45 { return (true, 1) }
    if first == 43 { return (false, 1) }
    let isMinusSign = bytes.count > 3 && first == 0xe2 && bytes[1] == 0x88 && bytes[2] == 0x92
    return isMinusSign ? (true, 3) : (false, 0)
  }

  private static func written(_ value: Int64, decimals: Int, minus: [UInt8], grouping: Bool) -> String {
    var backwards = [UInt8]()
    backwards.reserveCapacity(32)
    var rest = value.magnitude
    for _ in 0..<decimals {
      backwards.append(UInt8(rest % 10) + 48)
      rest /= 10
    }
    if decimals > 0 { backwards.append(46) }
    var places = 0
    repeat {
      if grouping && places > 0 && places % 3 == 0 { backwards.append(44) }
      backwards.append(UInt8(rest % 10) + 48)
      rest /= 10
      places += 1
    } while rest > 0
    if value < 0 { backwards.append(contentsOf: minus.reversed()) }
    return String(decoding: backwards.reversed(), as: UTF8.self)
  }
}
