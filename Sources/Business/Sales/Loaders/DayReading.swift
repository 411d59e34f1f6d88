import Files
import Kernel

/// Reads days, week numbers and ISO weeks out of bytes.
struct DayReading {
  private let pattern: DayPattern
  /// The pattern names a month: its first day is read.
  private let isOfMonth: Bool

  init?(_ text: String) {
    guard let pattern = DayPattern(text) ?? DayPattern(text + " dd") else { return nil }
    self.pattern = pattern
    isOfMonth = DayPattern(text) == nil
  }

  func day(_ bytes: UnsafeRawBufferPointer) -> Day? {
    guard isOfMonth else { return Field(bytes).day(pattern) }
    return (Array(bytes) + [32, 48, 49]).withUnsafeBytes { Field($0).day(pattern) }
  }

  func day(_ text: String) -> Day? { Field.lending(text) { day($0.trimmed.bytes) } }

  func whole(_ bytes: UnsafeRawBufferPointer) -> Int? { Field(bytes).integer().map { Int($0) } }

  /// `2026-W11`, `2026W11`, `2026-11`, `202611`.
  func isoWeek(_ bytes: UnsafeRawBufferPointer) -> ISOWeek? {
    var digits: [Int] = []
    for byte in bytes {
      switch byte {
      case 48...57: digits.append(Int(byte - 48))
      case 45, 87, 119, 32: continue
      default: return nil
      }
    }
    guard digits.count == 5 || digits.count == 6 else { return nil }
    let year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]
    let week = digits[4...].reduce(0) { $0 * 10 + $1 }
    guard WeekReader.years.contains(year) else { return nil }
    return ISOWeek(year: year, week: week)
  }

  /// The pattern that fits all of these texts, where only one does or the usual one fits too.
  static func fitting(_ samples: [String]) -> [String] {
    let known = [
      "yyyy-MM-dd", "yyyyMMdd", "dd/MM/yyyy", "MM/dd/yyyy", "dd.MM.yyyy", "d MMM yyyy", "dd-MM-yyyy",
      "yyyy/MM/dd", "MM-dd-yyyy", "dd MMM yyyy",
    ]
    return known.filter { text in
      guard let pattern = DayPattern(text) else { return false }
      return !samples.isEmpty
        && samples.allSatisfy { sample in Field.lending(sample) { $0.day(pattern) != nil } }
    }
  }
}
