package import Foundation
internal import Kernel

/// A moment as text: `2026-03-02T10:11:12.123Z`. UTC, milliseconds, so that text order is time order.
package enum Moment {
  package static func text(_ moment: Date) -> String {
    let milliseconds = Int((moment.timeIntervalSince1970 * 1000).rounded())
    let day = Int((Double(milliseconds) / 86_400_000).rounded(.down))
    let rest = milliseconds - day * 86_400_000
    var text = Day(ordinal: day).description
    // Written with every record that is saved: digit by digit, without a text for each part.
    func add(_ sign: String, _ number: Int, _ width: Int) {
      text += sign
      var unit = width == 3 ? 100 : 10
      while unit > 0 {
        text.unicodeScalars.append(Unicode.Scalar(UInt8(48 + number / unit % 10)))
        unit /= 10
      }
    }
    text.reserveCapacity(24)
    add("T", rest / 3_600_000, 2)
    add(":", rest / 60_000 % 60, 2)
    add(":", rest / 1000 % 60, 2)
    add(".", rest % 1000, 3)
    return text + "Z"
  }

  /// Reads exactly what `text` writes; anything else is nil.
  package static func date(_ text: String) -> Date? {
    let bytes = Array(text.utf8)
    guard bytes.count == 24, bytes[10] == 84, bytes[13] == 58, bytes[16] == 58, bytes[19] == 46,
      bytes[23] == 90,
      let day = Day(String(text.prefix(10)))
    else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var sum = 0
      for byte in bytes[range] {
        guard (48...57).contains(byte) else { return nil }
        sum = sum * 10 + Int(byte - 48)
      }
      return sum
    }
    guard let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      let fraction = number(20..<23), hour < 24, minute < 60, second < 60
    else { return nil }
    let milliseconds =
      day.ordinal * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + fraction
    return Date(timeIntervalSince1970: Double(milliseconds) / 1000)
  }
}
