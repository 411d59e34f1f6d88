package import Kernel

/// How a file writes dates: `yyyy-MM-dd`, `d/M/yyyy`, `dd MMM yyyy`, `yyyyMMdd`.
///
/// A time behind the date is passed over. `dd` also reads one digit where marks part it from its neighbours.
package struct DayPattern: Hashable, Sendable {
  package let text: String
  private let parts: [Part]
  private let isISO: Bool

  private enum Part: Hashable, Sendable {
    case year(digits: Int)
    case month(isFixed: Bool)
    case monthName
    case day(isFixed: Bool)
    case mark(UInt8)
  }

  package static let iso = DayPattern(known: "yyyy-MM-dd")
  package static let compact = DayPattern(known: "yyyyMMdd")
  package static let british = DayPattern(known: "dd/MM/yyyy")
  package static let american = DayPattern(known: "MM/dd/yyyy")
  package static let dotted = DayPattern(known: "dd.MM.yyyy")

  /// Nil unless the pattern has one year (`yyyy` or `yy`), one month (`MM`, `M`, `MMM`) and one day (`dd`, `d`).
  package init?(_ text: String) {
    guard let parts = Self.parts(of: text) else { return nil }
    self.text = text
    self.parts = parts
    isISO = text == "yyyy-MM-dd"
  }

  private init(known text: String) {
    self.text = text
    parts = Self.parts(of: text) ?? []
    isISO = text == "yyyy-MM-dd"
  }

  private static func parts(of text: String) -> [Part]? {
    var runs: [(letter: UInt8, count: Int)] = []
    for byte in text.utf8 {
      if let last = runs.last, last.letter == byte {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((byte, 1))
      }
    }
    var parts: [Part] = []
    var years = 0, months = 0, days = 0
    for (index, run) in runs.enumerated() {
      // Without marks between them only the width parts two numbers.
      let isFixed =
        (index > 0 && isLetter(runs[index - 1].letter))
        || (index + 1 < runs.count && isLetter(runs[index + 1].letter))
      switch (run.letter, run.count) {
      case (121, 4), (121, 2): (years, parts) = (years + 1, parts + [.year(digits: run.count)])
      case (77, 1), (77, 2): (months, parts) = (months + 1, parts + [.month(isFixed: isFixed)])
      case (77, 3): (months, parts) = (months + 1, parts + [.monthName])
      case (100, 1), (100, 2): (days, parts) = (days + 1, parts + [.day(isFixed: isFixed)])
      default:
        guard !isLetter(run.letter), run.letter < 0x80 else { return nil }
        parts += Array(repeating: .mark(run.letter), count: run.count)
      }
    }
    return years == 1 && months == 1 && days == 1 ? parts : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 32) }

  fileprivate func day(in bytes: UnsafeRawBufferPointer) -> Day? {
    if isISO, let day = Self.iso(bytes) { return day }
    var place = 0, year = 0, month = 0, day = 0
    for part in parts {
      let number: Int?
      switch part {
      case .mark(let byte):
        guard place < bytes.count, bytes[place] == byte else { return nil }
        place += 1
        continue
      case .year(let digits):
        number = Self.number(bytes, &place, digits...digits)
        year = number ?? 0
        // POSIX: 69 to 99 are of the last century.
        if digits == 2 { year += year < 69 ? 2000 : 1900 }
      case .month(let isFixed):
        number = Self.number(bytes, &place, isFixed ? 2...2 : 1...2)
        month = number ?? 0
      case .monthName:
        number = Self.monthName(bytes, &place)
        month = number ?? 0
      case .day(let isFixed):
        number = Self.number(bytes, &place, isFixed ? 2...2 : 1...2)
        day = number ?? 0
      }
      if number == nil { return nil }
    }
    guard Self.isTime(bytes, from: place) else { return nil }
    return Day(year: year, month: month, day: day)
  }

  /// The form most files use, without a walk over the parts; nil means: look closer.
  private static func iso(_ bytes: UnsafeRawBufferPointer) -> Day? {
    guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45 else { return nil }
    var isDigits = true
    func digit(_ place: Int) -> Int {
      let digit = bytes[place] &- 48
      isDigits = isDigits && digit < 10
      return Int(digit)
    }
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
    let month = digit(5) * 10 + digit(6), day = digit(8) * 10 + digit(9)
    return isDigits ? Day(year: year, month: month, day: day) : nil
  }

  private static func number(
    _ bytes: UnsafeRawBufferPointer, _ place: inout Int, _ digits: ClosedRange<Int>
  ) -> Int? {
    var sum = 0, count = 0
    while count < digits.upperBound, place < bytes.count, bytes[place] &- 48 < 10 {
      sum = sum * 10 + Int(bytes[place] - 48)
      count += 1
      place += 1
    }
    return count >= digits.lowerBound ? sum : nil
  }

  private static func monthName(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) -> Int? {
    guard place + 3 <= bytes.count else { return nil }
    let name =
      (UInt32(bytes[place] | 32) << 16) | (UInt32(bytes[place + 1] | 32) << 8) | UInt32(bytes[place + 2] | 32)
    place += 3
    return months.firstIndex(of: name).map { $0 + 1 }
  }

  /// Nothing, or a time: `T00:00:00.000Z`, ` 12:30 PM`, `+02:00`.
  private static func isTime(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Bool {
    guard start < bytes.count else { return true }
    guard bytes[start] == 32 || bytes[start] | 32 == 116 else { return false }
    var hasColon = false
    for byte in bytes[(start + 1)...] {
      switch byte {
      case 48...57, 32, 43, 45, 46: break
      case 58: hasColon = true
      default: guard [97, 109, 112, 122].contains(byte | 32) else { return false }
      }
    }
    return hasColon
  }

  /// Hands on the bytes of a date as the pattern writes it; `MMM` is English.
  func write(_ year: Int, _ month: Int, _ day: Int, _ put: (UInt8) -> Void) {
    func digits(_ number: Int, _ count: Int) {
      var power = 1
      for _ in 1..<count { power *= 10 }
      while power > 0 {
        put(UInt8(48 + number / power % 10))
        power /= 10
      }
    }
    for part in parts {
      switch part {
      case .year(let count): digits(year, count)
      case .month: digits(month, 2)
      case .monthName: for byte in Self.names[month - 1].utf8 { put(byte) }
      case .day: digits(day, 2)
      case .mark(let byte): put(byte)
      }
    }
  }

  private static let names = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static let months: [UInt32] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { name in name.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
}

extension Field {
  /// The date written so, or nil; 30 February is nil.
  package func day(_ pattern: DayPattern) -> Day? { pattern.day(in: trimmed.bytes) }
}
